"""A small wave in a real browser, every scan typed as a keyboard wedge does."""

from playwright.sync_api import expect

from tests.browser.conftest import BADGE, PIN
from tests.browser.picker import Picker, plain
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
    expect(picker.page.locator(".totes [data-tote-of]")).to_have_text(["T-001", "T-002"])
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


def test_an_item_scanned_before_its_bin_gets_scan_the_bin_first(small_picker: Picker, world: World) -> None:
    """Scenario 3."""
    picker = small_picker
    world.order({"MUG": 2})
    release(world.warehouse_id)
    picker.begin()
    stop = picker.stop

    picker.scan(stop.codes[0][0])
    picker.says(f"This is {stop.item_name}. Scan bin {plain(stop.bin_address)} first.", "wrong")

    picker.is_sent()
    assert picker.picks == 0
    picker.pick()
    picker.says("Scan lane")
