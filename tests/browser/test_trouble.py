"""A slow device, a network that comes and goes, a walk given away: what the picker is told, and what counts."""

import re

from playwright.sync_api import Route, expect
from sqlalchemy import func, select

from app.db import db
from app.operations.models import Operation
from app.picking.models import PickTask
from app.walks.commands import assign
from tests.browser.conftest import BADGE, PIN
from tests.browser.picker import Picker, end_all_sessions, plain
from tests.floor import release, wrong_books
from tests.world import World

SLOW_DISK = """() => {
  const add = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = function (value) {
    const until = performance.now() + 1200;
    const busy = () => { this.count().onsuccess = () => performance.now() < until && busy(); };
    const request = add.call(this, value);
    busy();
    return request;
  };
}"""


def test_a_second_trigger_pull_while_the_device_writes_is_judged_at_the_next_stop(
    small_picker: Picker, world: World
) -> None:
    picker = small_picker
    world.order({"MUG": 2, "CARD": 1})
    release(world.warehouse_id)
    picker.begin()
    while picker.stop.sku != "MUG":
        picker.pick()
    stop = picker.stop
    picker.page.locator(".is-here .stop__quantity").click()
    picker.page.locator("[data-key='1']").click()
    picker.tap("OK")
    picker.scan(stop.bin_barcode, stop.codes[0][0])
    picker.says("Scan tote 1")
    picker.is_sent()
    before = picker.picks

    picker.page.evaluate(SLOW_DISK)
    picker.scan(stop.place.tote_barcode or "", stop.place.tote_barcode or "")

    picker.says("This is tote 1. Scan the item first.", "wrong")
    picker.is_sent()
    assert picker.picks == before + 1
    assert picker.stop.picked == 1
    assert wrong_books() == []


def test_a_second_tap_while_the_device_writes_does_nothing_more(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2, "CARD": 1, "TEA": 1})
    release(world.warehouse_id)
    picker.begin()
    skipped = picker.stop

    picker.page.evaluate(SLOW_DISK)
    picker.tap("Skip")
    picker.tap("Skip")

    expect(picker.strip).to_have_text(f"{plain(skipped.bin_address)} comes last.")
    picker.is_sent()
    assert [stop.line_id for stop in picker.walk.stops if stop.state == "skipped"] == [skipped.line_id]
    assert db.session.scalar(select(func.count()).where(Operation.name == "picking.create_skip")) == 1


def test_a_refusal_that_comes_after_the_sign_in_is_told_on_the_start_page(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2})
    release(world.warehouse_id)
    picker.begin()
    stop = picker.stop
    picker.page.route("**/picks", nine)
    picker.page.route("**/picks", lose)
    picker.pick()
    expect(picker.page.locator("[data-waiting]").first).to_have_text("1")
    world.do(end_all_sessions)
    picker.page.unroute("**/picks", lose)
    picker.hears_of_network()
    expect(picker.page).to_have_url(re.compile("/sign-in$"))

    picker.sign_in(BADGE, PIN)

    expect(picker.strip).to_contain_text(f"{plain(stop.bin_address)}: Only 2 are left to pick here.")
    expect(picker.page.locator("#strip")).to_have_attribute("data-kind", "wrong")
    assert picker.picks == 0


def test_a_walk_given_away_hides_no_refusal(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2, "CARD": 1})
    release(world.warehouse_id)
    picker.begin()
    stop = picker.stop
    task_id = picker.walk.task_id
    picker.page.route("**/picks", nine)
    picker.page.route("**/picks", lose)
    picker.pick()
    world.do(lambda: assign(db.session.get_one(PickTask, task_id), world.worker("Ben"), world.actor("Cleo")))
    picker.page.unroute("**/picks", lose)
    picker.hears_of_network()

    expect(picker.strip).to_contain_text("Ben has this walk now.")
    expect(picker.strip).to_contain_text(f"{plain(stop.bin_address)}: Only {stop.quantity} are left to pick here.")
    assert picker.picks == 0


def test_each_refusal_of_a_queue_stays_on_the_screen_until_it_was_seen(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2, "CARD": 1, "TEA": 1})
    release(world.warehouse_id)
    picker.begin()
    refusals, stops = picker.page.locator("#refusals"), []
    picker.page.route("**/picks", nine)
    picker.page.route("**/picks", lose)
    for _ in range(2):
        stops.append(picker.stop)
        picker.pick()
    expect(refusals).to_be_hidden()
    picker.page.unroute("**/picks", lose)
    picker.hears_of_network()

    picker.is_sent()
    said = [
        f"{plain(stop.bin_address)}: Only {stop.quantity} are left to pick here. Put the rest back." for stop in stops
    ]
    expect(refusals.locator("li")).to_have_text(said)
    picker.page.reload()
    expect(refusals.locator("li")).to_have_text(said)
    picker.fits("#refusals-seen", "#strip")
    picker.tap("Seen")
    expect(refusals).to_be_hidden()
    expect(picker.here).to_be_visible()
    picker.page.reload()
    expect(picker.here).to_be_visible()
    expect(refusals).to_be_hidden()
    assert picker.picks == 0


def test_a_tote_refused_before_the_pickers_eyes_does_not_join_the_list(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2, "CARD": 1, "TEA": 1})
    release(world.warehouse_id)
    picker.begin()
    listed = picker.page.locator("#refusals li")
    picker.page.route("**/picks", nine)
    picker.page.route("**/picks", lose)
    for _ in range(2):
        picker.pick()
    picker.page.unroute("**/picks", lose)
    picker.hears_of_network()
    expect(listed).to_have_count(2)

    picker.open_more("Tote full")
    picker.scan("NO-TOTE")

    expect(picker.strip).to_contain_text("Nobody knows code NO‑TOTE.")
    picker.page.reload()
    expect(listed).to_have_count(2)


def test_totes_taken_without_network_and_refused_later_are_listed(small_picker: Picker, world: World) -> None:
    picker = small_picker
    for _ in range(2):
        world.order({"MUG": 1})
    release(world.warehouse_id)
    picker.sign_in(BADGE, PIN)
    picker.get_work()
    picker.page.route("**/totes", lose)
    picker.says("Scan tote for 1")
    picker.scan("NO-TOTE-1")
    picker.says("Scan tote for 2")
    picker.scan("NO-TOTE-2")
    picker.says("Scan bin")
    picker.page.unroute("**/totes", lose)
    picker.hears_of_network()

    expect(picker.page.locator("#refusals li")).to_have_count(2)
    assert [place.tote_barcode for place in picker.walk.places] == [None, None]


def test_a_badge_without_network_leaves_the_walk_where_it_is(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2})
    release(world.warehouse_id)
    picker.begin()
    at = picker.page.url

    picker.page.context.set_offline(True)
    picker.scan(BADGE)
    picker.says("No connection. Somebody else can sign in when it is back.", "wrong")
    assert picker.page.url == at
    picker.page.context.set_offline(False)
    expect(picker.here).to_be_visible()
    picker.scan(BADGE)
    expect(picker.page).to_have_url(re.compile("/sign-in$"))


def lose(route: Route) -> None:
    """As if there were no network."""
    route.abort()


def nine(route: Route) -> None:
    """As if nine had been taken."""
    route.continue_(post_data=(route.request.post_data or "").replace("quantity=", "quantity=9"))
