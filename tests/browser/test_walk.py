"""A small wave in a real browser, every scan typed as a keyboard wedge does."""

from playwright.sync_api import Route, expect
from sqlalchemy import select

from app.db import db, now
from app.picking.models import PickTask
from app.walks.commands import assign
from app.workers.models import Session
from tests.browser.conftest import BADGE, PIN
from tests.browser.picker import Picker
from tests.floor import release, wrong_books
from tests.world import World

STOP = (".stop__address", ".stop__quantity", ".stop__name", ".stop__tote .chip", "#strip-said")


def test_a_small_wave_is_walked_from_the_badge_to_staged_totes(picker: Picker, world: World) -> None:
    world.order({"MUG": 2, "CARD": 3})
    world.order({"TEA": 1, "CARD": 1})
    release(world.warehouse_id)
    picker.fits("h1")
    picker.sign_in(BADGE, PIN)
    picker.fits("h1")
    picker.get_work()
    picker.fits(".place__title", ".place__number .chip", "#strip-said")
    picker.bind_totes()

    for _ in picker.walk.stops:
        picker.fits(*STOP)
        picker.pick()
    picker.says("Scan lane")
    picker.fits("#staging .ending__title", ".lanes li", "#strip-said")
    picker.scan(picker.walk.lanes[0][0])
    picker.says("Walk done", "done")
    picker.fits("#done .ending__title")

    picker.is_sent()
    assert picker.walk.state == "done"
    assert all(stop.picked == stop.quantity for stop in picker.walk.stops)
    assert wrong_books() == []


def test_a_wrong_scan_changes_nothing_and_stands_until_the_next(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2, "CARD": 3})
    release(world.warehouse_id)
    picker.begin()
    first = picker.stop
    other = next(stop for stop in picker.walk.stops if stop.line_id != first.line_id)

    picker.scan(other.bin_barcode)
    picker.says(f"This is bin {plain(other.bin_address)}. Go to {plain(first.bin_address)}.", "wrong")
    picker.scan(first.bin_barcode)
    picker.says("Scan item")
    picker.scan(other.codes[0][0])
    picker.says(f"This is {other.item_name}. Take {first.item_name}.", "wrong")
    picker.fits(".stop__address", "#strip-said")
    picker.scan(first.bin_barcode)
    picker.says("Right bin. Now scan the item.", "asking")

    assert picker.stop.line_id == first.line_id
    assert picker.picks == 0


def test_a_code_that_nobody_knows_has_a_sign_of_its_own_and_shows_itself(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2})
    release(world.warehouse_id)
    picker.begin()

    picker.scan("47110815")
    picker.says(f"Nobody knows code 47110815. Go to {plain(picker.stop.bin_address)}.", "unknown")
    picker.scan(world.location("D-05-1").barcode)
    picker.says(f"This is D\u201105\u20111. Go to {plain(picker.stop.bin_address)}.", "wrong")
    assert picker.picks == 0


def test_a_tote_that_stands_elsewhere_is_refused_and_the_place_stays_empty(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 1})
    world.order({"CARD": 1})
    release(world.warehouse_id)
    picker.sign_in(BADGE, PIN)
    picker.get_work()

    picker.scan("TOTE-001")
    picker.says("Scan tote for 2")
    picker.scan("TOTE-001")
    picker.says("This is tote T\u2011001. It stands at 1 already. Scan an empty tote for 2.", "wrong")
    picker.scan("47110815")
    expect(picker.page.locator("#strip")).to_have_attribute("data-kind", "unknown")
    picker.scan(world.location("A-01-1").barcode)
    expect(picker.page.locator("#strip")).to_have_attribute("data-kind", "wrong")
    assert [place.tote_barcode for place in picker.walk.places] == ["TOTE-001", None]


def test_what_is_short_is_taken_elsewhere_and_the_walk_goes_on(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2, "CARD": 1})
    release(world.warehouse_id)
    picker.begin()
    while picker.stop.sku != "MUG":
        picker.pick()
        picker.is_sent()
    short = picker.stop

    picker.tap("Short")
    picker.tap("The bin is empty")
    expect(picker.page.locator(f"#stop-{short.line_id}")).to_have_attribute("data-state", "short")
    picker.is_sent()

    again = next(stop for stop in picker.walk.stops if stop.sku == "MUG" and stop.line_id != short.line_id)
    expect(picker.page.locator(f"#stop-{again.line_id}")).to_be_attached()
    while picker.page.evaluate("document.body.dataset.phase") == "stop":
        picker.pick()
    picker.says("Scan lane")
    assert [stop.short for stop in picker.walk.stops if stop.line_id == short.line_id] == [2]
    assert wrong_books() == []


def test_a_skipped_stop_comes_last(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2, "CARD": 1})
    release(world.warehouse_id)
    picker.begin()
    skipped = picker.stop

    picker.tap("Skip")
    expect(picker.strip).to_have_text(f"{plain(skipped.bin_address)} comes last.")
    assert picker.stop.line_id != skipped.line_id
    picker.pick()
    expect(picker.here).to_have_attribute("data-line", str(skipped.line_id))
    picker.pick()
    picker.says("Scan lane")


def test_undo_leads_back_to_the_stop_and_puts_the_units_back(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2, "CARD": 1})
    release(world.warehouse_id)
    picker.begin()
    first = picker.stop
    picker.pick()
    expect(picker.here).not_to_have_attribute("data-line", str(first.line_id))

    picker.open_more("Undo")
    picker.says(f"Undone. Put {first.quantity} back into {plain(first.bin_address)}.", "asking")
    expect(picker.here).to_have_attribute("data-line", str(first.line_id))
    picker.is_sent()
    assert picker.picks == 0
    picker.pick()
    picker.is_sent()
    assert picker.picks == 1


def test_less_than_asked_is_picked_and_the_rest_stays_to_pick(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"CARD": 12})
    release(world.warehouse_id)
    picker.begin()
    stop = picker.stop

    picker.page.locator(".is-here .stop__quantity").click()
    picker.fits("#keys-title")
    for key in "50":
        picker.page.locator(f"[data-key='{key}']").click()
    picker.tap("OK")
    picker.says("Only 12 are asked for.", "wrong")
    picker.page.locator(".is-here .stop__quantity").click()
    picker.page.locator("[data-key='5']").click()
    picker.tap("OK")
    picker.pick()

    expect(picker.page.locator(".is-here .stop__quantity b")).to_have_text("7")
    picker.is_sent()
    assert [one.picked for one in picker.walk.stops] == [5]
    picker.says("Scan item")  # still at the same bin
    assert picker.stop.line_id == stop.line_id


def test_a_full_tote_makes_room_for_another(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2, "CARD": 1})
    release(world.warehouse_id)
    picker.begin()
    picker.pick()

    picker.open_more("Tote full")
    picker.says("Scan an empty tote for 1")
    picker.scan("TOTE-009")
    picker.says("Scan bin")
    picker.pick()
    picker.says("Scan lane")
    assert [(place.tote_barcode, place.totes_full) for place in picker.walk.places] == [("TOTE-009", 1)]


def test_check_digits_typed_stand_for_a_damaged_bin_label(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2})
    release(world.warehouse_id)
    picker.begin()
    digits = picker.stop.check_digits
    wrong = f"{(int(digits) + 1) % 100:02}"

    for typed, words, kind in (
        (wrong, f"{wrong} is not on this bin. Go to {plain(picker.stop.bin_address)}.", "wrong"),
        (digits, "Scan item", "todo"),
    ):
        picker.open_more("Type a code")
        for key in typed:
            picker.page.locator(f"[data-key='{key}']").click()
        picker.tap("OK")
        picker.says(words, kind)
    stop = picker.stop
    picker.scan(stop.codes[0][0])
    picker.scan(stop.place.tote_barcode or "")
    picker.says("Scan lane")
    picker.is_sent()
    assert picker.picks == 1


def test_a_case_counts_what_it_holds(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 8})
    release(world.warehouse_id)
    picker.begin()
    picker.scan(picker.stop.bin_barcode)
    picker.scan("14006381333938")
    picker.says("Scan item: 2 more")
    picker.scan("14006381333938")
    picker.says("This counts 6. Take only 2 more.", "wrong")
    picker.scan("4006381333931")
    picker.says("Scan tote 1")


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
    picker.page.evaluate("dispatchEvent(new Event('online'))")
    picker.page.wait_for_url("**/sign-in")
    assert picker.picks == 0
    picker.sign_in(BADGE, PIN)
    picker.is_sent()
    assert picker.picks == 1
    picker.tap("Go on")
    expect(picker.here).to_be_visible()
    assert picker.stop.picked == 0  # the next one


def test_a_walk_given_to_another_says_who_has_it(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 2, "CARD": 1})
    release(world.warehouse_id)
    picker.begin()
    task_id = picker.walk.task_id
    world.do(lambda: assign(db.session.get_one(PickTask, task_id), world.worker("Ben"), world.actor("Cleo")))

    picker.page.evaluate("document.dispatchEvent(new CustomEvent('nudge', { detail: { name: 'work-changed' } }))")
    picker.says("Ben has this walk now. Ask for other work.", "asking")
    assert picker.picks == 0


def end_all_sessions() -> None:
    for session in db.session.scalars(select(Session)):
        session.ended_at = now()


def plain(address: str) -> str:
    """As the strip writes it: with hyphens at which no line breaks."""
    return address.replace("-", "\u2011")
