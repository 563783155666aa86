"""When the shelf disagrees: each exception in two touches, at the smallest size, and the books are right afterwards."""

from playwright.sync_api import expect

from app.counting.queries import open_counts
from app.db import db
from tests.browser.conftest import patient
from tests.browser.picker import Picker, plain
from tests.floor import release, wrong_books
from tests.world import World


def begin(picker: Picker, lines: dict[str, int], **settings: object) -> None:
    if settings:
        picker.world.do(lambda: patient(picker.world))
        picker.world.sets(**settings)
    picker.world.order(lines)
    release(picker.world.warehouse_id)
    picker.begin()


def on_hand(world: World, sku: str, *places: tuple[str, str]) -> list[int]:
    """What lies at those addresses of those lots, as the book has it now."""
    db.session.rollback()
    return [world.on_hand(address, sku, lot) for address, lot in places]


def counts(world: World) -> list[tuple[str, str]]:
    db.session.rollback()
    return [(count.location.address, count.reason) for count in open_counts(world.warehouse_id)]


def test_a_damaged_unit_is_two_touches_and_the_stop_goes_on(small_picker: Picker, world: World) -> None:
    picker = small_picker
    begin(picker, {"MUG": 3})

    picker.tap("Problem")
    picker.fits("#shorts .sheet__title", "#shorts [data-do=call]")
    picker.tap("1 damaged")

    picker.says("1 damaged: put aside for quarantine.", "asking")
    picker.is_sent()
    assert on_hand(world, "MUG", ("A-01-1", ""), ("QUARANTINE", "")) == [9, 1]
    picker.pick()
    picker.says("Scan lane")
    assert wrong_books() == []


def test_more_damaged_than_are_free_are_picked_from_elsewhere_also_without_network(
    small_picker: Picker, world: World
) -> None:
    picker = small_picker
    begin(picker, {"MUG": 3})
    picker.is_sent()
    picker.page.context.set_offline(True)

    picker.tap("Problem")
    picker.tap("Several damaged")
    picker.page.locator("[data-key='9']").click()
    picker.tap("OK")
    picker.says("9 damaged: put aside for quarantine.", "asking")
    expect(picker.here.locator("[data-part=left]")).to_have_text("1")
    assert world.on_hand("A-01-1", "MUG") == 10

    picker.page.context.set_offline(False)
    picker.is_sent()
    expect(picker.page.locator("[data-stop]")).to_have_count(2)
    while picker.page.evaluate("document.body.dataset.phase") == "stop":
        picker.pick()
        picker.is_sent()
    assert on_hand(world, "MUG", ("A-01-1", ""), ("QUARANTINE", ""), ("C-02-1", "")) == [0, 9, 2]
    assert wrong_books() == []


def test_more_damaged_than_may_be_is_refused_at_once(small_picker: Picker, world: World) -> None:
    picker = small_picker
    begin(picker, {"MUG": 3})

    picker.tap("Problem")
    picker.tap("Several damaged")
    for key in "99":
        picker.page.locator(f"[data-key='{key}']").click()
    picker.tap("OK")

    picker.says("Only 10 of these are yours or free. Call your lead for the others.", "wrong")
    assert world.on_hand("A-01-1", "MUG") == 10


def test_the_bin_that_should_be_empty_is_asked_for_and_no_raises_a_count(small_picker: Picker, world: World) -> None:
    """Scenario 12."""
    picker = small_picker
    begin(picker, {"MUG": 10, "CARD": 1})
    while picker.stop.sku != "MUG":
        picker.pick()
        expect(picker.page.locator("#zero")).to_be_hidden()
    picker.pick()

    expect(picker.page.locator("#zero-asked")).to_have_text("Is A-01-1 empty?")
    picker.fits("#zero-asked", "#strip-said")
    picker.tap("No")

    picker.says(f"{plain('A-01-1')} will be counted. Go on.", "asking")
    expect(picker.page.locator("#zero")).to_be_hidden()
    picker.is_sent()
    assert counts(world) == [("A-01-1", "not_empty")]


def test_the_zero_check_holds_nobody_up_and_the_next_bin_is_no_answer(small_picker: Picker, world: World) -> None:
    picker = small_picker
    begin(picker, {"MUG": 10, "CARD": 20, "TEA": 1})
    first = picker.stop
    while picker.stop.sku == "TEA":
        picker.pick()
        first = picker.stop
    picker.pick()
    expect(picker.page.locator("#zero-asked")).to_have_text(f"Is {first.bin_address} empty?")
    picker.page.reload()
    expect(picker.page.locator("#zero-asked")).to_have_text(f"Is {first.bin_address} empty?")

    picker.scan(picker.stop.bin_barcode)
    picker.says("Scan item")

    expect(picker.page.locator("#zero")).to_be_hidden()
    picker.is_sent()
    assert counts(world) == []


def test_where_the_option_is_off_nothing_is_asked(small_picker: Picker, world: World) -> None:
    picker = small_picker
    begin(picker, {"MUG": 10}, zero_check=False)
    picker.pick()

    picker.says("Scan lane")
    expect(picker.page.locator("#zero")).to_be_hidden()


def test_another_lot_of_the_bin_is_taken_and_said(small_picker: Picker, world: World) -> None:
    picker = small_picker
    begin(picker, {"TEA": 2})
    stop = picker.stop
    assert stop.lot_code == "L1"
    picker.scan(stop.bin_barcode)
    picker.says("Scan item")
    picker.scan(stop.codes[0][0])
    picker.says("Scan lot L1")
    picker.page.context.set_offline(True)

    picker.scan("L2")

    picker.says("Lot L2 instead of L1.", "asking")
    expect(picker.here.locator("[data-part=lot]")).to_have_text("L2")
    picker.scan(stop.place.tote_barcode or "")
    picker.says("Scan lane")
    picker.page.context.set_offline(False)
    picker.is_sent()
    assert on_hand(world, "TEA", ("D-05-1", "L1"), ("D-05-1", "L2")) == [5, 3]
    assert wrong_books() == []


def test_a_lot_that_lasts_longer_is_refused_where_the_first_to_expire_goes_first(
    small_picker: Picker, world: World
) -> None:
    picker = small_picker
    begin(picker, {"TEA": 2}, strategy="fefo")
    stop = picker.stop
    assert stop.lot_code == "L2"
    picker.scan(stop.bin_barcode, stop.codes[0][0])
    picker.says("Scan lot L2")

    picker.scan("L1")

    expect(picker.page.locator("#strip")).to_have_attribute("data-kind", "unknown")
    expect(picker.strip).to_contain_text("Scan the lot code L2.")
    assert picker.picks == 0
