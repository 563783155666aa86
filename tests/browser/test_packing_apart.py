"""What others do while somebody packs: another packer at the same order, a lead who stops it."""

from collections.abc import Callable

from playwright.sync_api import Browser, expect

from app.db import db
from app.orders.commands import cancel_order
from app.orders.models import Order
from tests.browser.conftest import DESK, at_bench, at_desk
from tests.browser.packer import CARD, MUG, Packer
from tests.floor import wrong_books
from tests.packing.orders import picked_order
from tests.world import World

Publish = Callable[[], None]


def test_two_packers_on_one_order_see_each_other(
    chromium: Browser, address: str, world: World, publish: Publish
) -> None:
    order_id = picked_order(world, {"MUG": 2, "CARD": 1})
    for pat in at_bench(chromium, address, world, (320, 533)):
        pat.sign_in()
        pat.opens("TOTE-001")
        with at_desk(chromium, address, world) as context:
            page = context.new_page()
            page.goto(f"/packing/orders/{order_id}")
            cleo = Packer(page, world, context.new_cdp_session(page))
            expect(page.locator("body.live[data-phase]")).to_be_attached()
            pat.scan(MUG)
            pat.counts("Red mug", 1)
            pat.is_sent()
            cleo.scan(MUG)
            cleo.is_sent()
            pat.page.bring_to_front()
            pat.scan(CARD)
            pat.counts("Greeting card", 1)
            pat.is_sent()
            assert pat.document(order_id).left == 0
            publish()
            for packer in (pat, cleo):
                packer.counts("Red mug", 2)
                packer.counts("Greeting card", 1)
                packer.phase("closing")
    assert wrong_books() == []


def test_who_is_later_with_the_last_unit_is_told_who_was_sooner(
    chromium: Browser, address: str, small_packer: Packer, world: World
) -> None:
    order_id = picked_order(world, {"MUG": 1, "CARD": 1})
    pat = small_packer
    pat.sign_in()
    pat.opens("TOTE-001")
    pat.page.route("**/packs", lambda route: route.abort())
    pat.scan(MUG)
    pat.counts("Red mug", 1)
    with at_desk(chromium, address, world) as context:
        page = context.new_page()
        page.goto(f"/packing/orders/{order_id}")
        cleo = Packer(page, world, context.new_cdp_session(page))
        expect(page.locator("body.live[data-phase]")).to_be_attached()
        cleo.scan(MUG)
        cleo.is_sent()
    pat.page.bring_to_front()
    pat.page.unroute("**/packs")
    pat.hears_of_network()
    expect(pat.strip).to_contain_text("Cleo packed MUG already: order")
    expect(pat.strip).to_contain_text("Take 1 × Red mug out of carton 1 again.")
    pat.is_sent()
    pat.counts("Red mug", 1)  # the one that Cleo packed

    (carton,) = pat.document(order_id).cartons
    assert (carton.units, pat.document(order_id).left) == (1, 1)
    assert wrong_books() == []


def test_an_order_that_is_cancelled_on_the_bench_is_emptied_into_its_tote(
    small_packer: Packer, world: World, publish: Publish
) -> None:
    order_id = picked_order(world, {"MUG": 2}, number="1001")
    packer = small_packer
    packer.sign_in()
    packer.opens("TOTE-001")
    packer.scan(MUG)
    packer.counts("Red mug", 1)
    packer.is_sent()
    world.do(lambda: cancel_order(db.session.get_one(Order, order_id), world.actor("Cleo")))
    publish()
    packer.phase("stopped")
    expect(packer.page.locator(".bench__stopped")).to_contain_text("Order 1001 was stopped")
    packer.says("Tap Cartons, empty them")
    packer.fits(".bench__stopped .ending__title", "#strip-said")

    packer.tap("Cartons")
    expect(packer.page.locator(".types")).to_be_hidden()
    packer.carton(1).get_by_role("button", name="Empty it").click()
    packer.scan("TOTE-001")
    packer.is_sent()
    expect(packer.carton(1).locator("[data-content]")).to_have_count(0)
    packer.phase("stopped")

    packer.says("Scan the next tote")
    assert packer.document(order_id).cartons == ()
    assert wrong_books() == []


def test_at_a_desk_a_function_key_does_what_stands_on_its_button(chromium: Browser, address: str, world: World) -> None:
    for packer in at_bench(chromium, address, world, DESK):
        picked_order(world, {"MUG": 2})
        packer.sign_in()
        packer.opens("TOTE-001")
        packer.scan(MUG)
        packer.counts_any(1)

        packer.page.keyboard.press("F3")

        expect(packer.page.locator("body.is-boxing")).to_be_attached()
