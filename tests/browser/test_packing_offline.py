"""Packing while the network comes and goes: a killed browser, a reload, lost and late answers."""

from playwright.sync_api import Route, expect
from sqlalchemy import select

from app.db import db
from app.orders.models import PACKED, Order
from app.packing.models import Pack
from tests.browser.handset import Handset, waits
from tests.browser.packer import CARD, MUG, Packer, enlist_packer
from tests.floor import fresh, wrong_books
from tests.packing.orders import picked_order, sized
from tests.world import World


def test_an_order_is_packed_without_network_through_a_killed_browser(device: Handset, world: World) -> None:
    sized(world)
    enlist_packer(world)
    order_id = picked_order(world, {"MUG": 2, "CARD": 1})
    packer = packing_on(device, "/sign-in")
    packer.sign_in()
    device.close()
    packer = packing_on(device, "/packing")
    packer.opens("TOTE-001")
    packer.page.wait_for_timeout(1500)
    packer.page.wait_for_function(KEPT)
    device.cut()

    packer.scan(MUG, MUG)
    packer.counts("Red mug", 2)
    waits(packer, 2)
    device.kill()
    packer = packing_on(device, "/packing")
    packer.counts("Red mug", 2)
    packer.scan(CARD)
    packer.says("Tap here: weigh it")
    packer.taps_strip()
    packer.types(str(350 * 2 + 12 + 80))
    packer.taps_strip()
    packer.says("Packed, saved on this device", "done")
    assert packer.document(order_id).left == 3

    device.mend()
    packer.is_sent()
    packer.says("Packed. Scan the next tote", "done")
    db.session.rollback()
    assert fresh(Order, order_id).state == PACKED
    assert packer.document(order_id).cartons[0].units == 3
    assert wrong_books() == []


def test_a_lost_answer_packs_once(small_packer: Packer, world: World) -> None:
    order_id = picked_order(world, {"MUG": 2})
    packer = small_packer
    packer.sign_in()
    packer.opens("TOTE-001")
    lost: list[str] = []

    def lose(route: Route) -> None:
        if lost:
            return route.continue_()
        lost.append(route.request.headers["operation-id"])
        route.fetch()
        return route.abort()

    packer.page.route("**/packs", lose)
    packer.scan(MUG)
    packer.counts("Red mug", 1)
    packer.is_sent()

    assert len(lost) == 1
    assert packer.document(order_id).lines[0].packed == 1
    assert wrong_books() == []


def test_a_reload_in_the_middle_loses_nothing_and_packs_nothing_twice(small_packer: Packer, world: World) -> None:
    order_id = picked_order(world, {"MUG": 2, "CARD": 1})
    packer = small_packer
    packer.sign_in()
    packer.opens("TOTE-001")
    packer.page.route("**/packs", lambda route: route.abort())
    packer.scan(MUG, CARD)
    packer.counts("Greeting card", 1)
    reloads(packer)
    packer.counts("Red mug", 1)
    packer.counts("Greeting card", 1)
    expect(packer.carton(1)).to_have_attribute("data-units", "2")
    packer.scan(MUG)
    packer.says("Tap here: weigh it")
    packer.taps_strip()
    packer.types("777")
    expect(packer.page.locator("#weight")).to_have_text("0.777 kg")
    reloads(packer)
    expect(packer.page.locator("#weight")).to_have_text("0.777 kg")  # what was typed is not typed again
    assert packer.document(order_id).left == 3

    packer.page.unroute("**/packs")
    packer.hears_of_network()
    packer.is_sent()
    assert [line.packed for line in packer.document(order_id).lines] == [1, 2]
    assert wrong_books() == []


def test_scans_go_on_while_an_answer_is_out_and_arrive_in_their_order(small_packer: Packer, world: World) -> None:
    order_id = picked_order(world, {"MUG": 2, "CARD": 1})
    packer = small_packer
    packer.sign_in()
    packer.opens("TOTE-001")
    held: list[Route] = []
    packer.page.route("**/packs", lambda route: route.continue_() if held else held.append(route))
    asked: list[str] = []
    packer.page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/packs") else None)
    packer.scan(MUG)
    packer.counts("Red mug", 1)
    packer.scan(CARD)
    packer.counts("Greeting card", 1)
    packer.scan(MUG)
    packer.counts("Red mug", 2)
    packer.phase("closing")
    waits(packer, 3)
    assert len(asked) == 1  # the next one waits for its answer
    assert packer.document(order_id).left == 3

    held[0].continue_()
    packer.is_sent()
    packer.counts("Red mug", 2)
    packer.phase("closing")
    assert packer.document(order_id).left == 0
    db.session.rollback()
    packs = db.session.scalars(select(Pack).order_by(Pack.id)).all()
    assert [pack.pick.line.lot.item.sku for pack in packs] == ["MUG", "CARD", "MUG"]
    assert wrong_books() == []


def test_a_trigger_pulled_twice_counts_once_and_a_second_touch_closes_nothing_twice(
    small_packer: Packer, world: World
) -> None:
    order_id = picked_order(world, {"MUG": 2})
    packer = small_packer
    packer.sign_in()
    packer.opens("TOTE-001")
    asked: list[str] = []
    packer.page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    packer.scan(MUG)
    packer.scan(MUG, apart=0.1)
    packer.counts("Red mug", 1)
    packer.scan(MUG)
    packer.says("Tap here: weigh it")
    packer.taps_strip()
    packer.types(str(350 * 2 + 80))
    expect(packer.strip).to_contain_text("Tap here: close carton")
    packer.page.evaluate("for (const touch of [1, 2]) document.getElementById('strip-said').click()")
    packer.phase("done")
    packer.is_sent()

    assert (asked.count("packs"), asked.count("closings")) == (2, 1)
    (carton,) = packer.document(order_id).cartons
    assert (carton.state, carton.units) == ("closed", 2)
    assert wrong_books() == []


def reloads(packer: Packer) -> None:
    packer.page.reload()
    expect(packer.page.locator("body.live[data-phase]")).to_be_attached()


def packing_on(device: Handset, path: str) -> Packer:
    picker = device.open(path)
    return Packer(picker.page, picker.world, picker.devtools)


KEPT = """async () => Boolean(await (await caches.open("pages")).match(location.pathname))"""
