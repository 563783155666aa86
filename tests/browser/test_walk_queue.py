"""What waits on the device: answers lost, no network, late refusals, shifts that end, walks given away."""

import re

from playwright.sync_api import Route, expect

from app.db import db
from app.picking.models import PickTask
from app.walks.commands import assign
from tests.browser.conftest import BADGE, PIN
from tests.browser.picker import Picker, end_all_sessions, plain
from tests.floor import release, wrong_books
from tests.world import World


def test_a_lost_answer_is_asked_for_again_and_picks_once(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2})
    release(world.warehouse_id)
    picker.begin()
    lost: list[str] = []

    def lose(route: Route) -> None:
        if lost:
            return route.continue_()
        lost.append(route.request.headers["operation-id"])
        route.fetch()
        return route.abort()

    picker.page.route("**/picks", lose)
    picker.pick()
    picker.says("Scan lane")
    picker.is_sent()

    assert len(lost) == 1
    assert picker.picks == 1
    assert [stop.picked for stop in picker.walk.stops] == [2]


def test_scans_made_without_network_survive_a_reload_and_arrive_later(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2, "CARD": 1})
    release(world.warehouse_id)
    picker.begin()
    picker.page.route("**/picks", lambda route: route.abort())
    first = picker.stop
    picker.pick()
    expect(picker.page.locator("[data-link]")).to_have_attribute("data-link", "off")
    expect(picker.page.locator("[data-waiting]").first).to_have_text("1")
    second = picker.stop
    picker.scan(second.bin_barcode)

    picker.page.reload()
    expect(picker.here).to_have_attribute("data-line", str(second.line_id))
    picker.says("Scan item")
    expect(picker.page.locator(f"#stop-{first.line_id}")).to_have_attribute("data-state", "done")
    assert picker.picks == 0

    picker.page.unroute("**/picks")
    picker.scan(second.codes[0][0])
    picker.scan(second.place.tote_barcode or "")
    picker.says("Scan lane")
    picker.is_sent()
    assert picker.picks == 2
    assert wrong_books() == []


def test_a_refusal_that_comes_late_names_the_stop_and_takes_it_back(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2, "CARD": 1})
    release(world.warehouse_id)
    picker.begin()
    stop = picker.stop
    picker.page.route(
        "**/picks",
        lambda route: route.continue_(post_data=(route.request.post_data or "").replace("quantity=", "quantity=9")),
    )
    picker.pick()

    expect(picker.page.locator("#strip")).to_have_attribute("data-kind", "wrong")
    expect(picker.strip).to_contain_text(f"{plain(stop.bin_address)}: Only {stop.quantity} are left to pick here.")
    expect(picker.page.locator(f"#stop-{stop.line_id}")).to_have_attribute("data-state", "todo")
    picker.is_sent()
    assert picker.picks == 0


def test_a_shift_that_ends_keeps_the_queue_for_after_the_next_sign_in(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2, "CARD": 1})
    release(world.warehouse_id)
    picker.begin()
    picker.page.route("**/picks", lambda route: route.abort())
    picker.pick()
    expect(picker.page.locator("[data-waiting]").first).to_have_text("1")
    world.do(end_all_sessions)

    picker.page.unroute("**/picks")
    picker.hears_of_network()
    expect(picker.page).to_have_url(re.compile("/sign-in$"))
    assert picker.picks == 0
    picker.sign_in(BADGE, PIN)
    picker.is_sent()
    assert picker.picks == 1
    picker.page.get_by_role("link", name="Go on").click()
    expect(picker.here).to_be_visible()
    assert picker.stop.picked == 0  # the next one


def hears(picker: Picker, nudge: str) -> None:
    """As the socket passes it on."""
    picker.page.evaluate("name => document.dispatchEvent(new CustomEvent('nudge', { detail: { name } }))", nudge)


def test_a_walk_given_to_another_says_who_has_it(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2, "CARD": 1})
    release(world.warehouse_id)
    picker.begin()
    task_id = picker.walk.task_id
    world.do(lambda: assign(db.session.get_one(PickTask, task_id), world.worker("Ben"), world.actor("Cleo")))

    hears(picker, "work-changed")
    picker.says("Ben has this walk now. Ask for other work.", "asking")
    assert picker.picks == 0


def test_the_walk_is_not_asked_for_again_when_there_is_work_for_others(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2, "CARD": 1})
    release(world.warehouse_id)
    picker.begin()
    picker.page.wait_for_load_state("networkidle")
    asked: list[str] = []
    picker.page.on("request", lambda request: asked.append(request.url))

    hears(picker, "wave-changed")
    hears(picker, "work-free")
    picker.page.wait_for_timeout(1500)
    assert [url for url in asked if "/picking/" in url] == []

    with picker.page.expect_request("**/stops"):
        hears(picker, "work-changed")


def test_who_waits_for_work_sees_it_when_there_is_some_and_nothing_blinks_once_it_is_there(
    small_picker: Picker, world: World
) -> None:
    picker = small_picker
    picker.sign_in("BDG-TEST-PIA", "1212")
    expect(picker.page.get_by_role("heading")).to_have_text("No walk is free")
    picker.page.evaluate("window.same = true")

    hears(picker, "wave-changed")
    picker.page.wait_for_timeout(1500)
    assert picker.page.evaluate("window.same")
    world.order({"MUG": 2})
    release(world.warehouse_id)
    hears(picker, "work-free")
    expect(picker.page.get_by_role("heading")).to_have_text("1 walk is free")
    expect(picker.page.locator("body.live")).to_be_attached()

    picker.page.evaluate("window.same = true")
    hears(picker, "work-free")
    picker.page.wait_for_timeout(1500)
    assert picker.page.evaluate("window.same")
