"""Units with serial numbers, on the handheld: picked, damaged, undone."""

from playwright.sync_api import expect
from sqlalchemy import select

from app.db import db
from app.inventory.models import Serial
from tests.browser.picker import Picker, plain
from tests.floor import release, wrong_books
from tests.world import World


def begin(picker: Picker, lines: dict[str, int]) -> None:
    picker.world.order(lines)
    release(picker.world.warehouse_id)
    picker.begin()


def test_each_unit_is_asked_for_its_serial_number(small_picker: Picker, world: World) -> None:
    """Scenario 11."""
    picker = small_picker
    world.do(lambda: setattr(world.item("CARD"), "tracks_serial", True))
    begin(picker, {"CARD": 2})
    stop = picker.stop
    picker.scan(stop.bin_barcode)
    picker.says("Scan item")
    picker.scan(stop.codes[0][0])
    picker.says("Scan serial number")
    expect(picker.page.locator("#strip-count")).to_have_text("0/2")

    picker.scan("S-1")
    expect(picker.page.locator("#strip-count")).to_have_text("1/2")
    picker.scan("S-1", apart=2)
    picker.says(
        "Serial number S-1 was scanned already. Scan that of the next unit.".replace("S-1", plain("S-1")), "wrong"
    )
    picker.scan(stop.codes[0][0])
    expect(picker.strip).to_contain_text("Scan the serial number of the unit.")
    picker.scan("S-2")
    picker.says(f"Scan tote {stop.place.position}")
    picker.scan(stop.place.tote_barcode or "")
    picker.says("Scan lane")

    picker.is_sent()
    db.session.rollback()
    assert [one.code for one in db.session.scalars(select(Serial).order_by(Serial.code))] == ["S-1", "S-2"]
    assert wrong_books() == []


def test_the_number_of_a_damaged_unit_is_asked_for_and_may_be_left_out(small_picker: Picker, world: World) -> None:
    """Scenario 16, with serial numbers; the bin's scan leads back to the stop."""
    picker = small_picker
    world.do(lambda: setattr(world.item("CARD"), "tracks_serial", True))
    begin(picker, {"CARD": 2})
    stop = picker.stop
    asks = "Scan the number of damaged unit {} of {}. Tap here if it cannot be read."

    picker.tap("Problem")
    picker.tap("1 damaged")
    picker.says(asks.format(1, 1), "asking")
    picker.fits("#strip-said")
    picker.scan(stop.bin_barcode)
    picker.says("Scan item")
    picker.tap("Problem")
    picker.tap("Several damaged")
    picker.page.locator("#keys [data-key='2']").click()
    picker.page.locator("#keys [data-key=ok]").click()
    picker.says(asks.format(1, 2), "asking")
    picker.scan("S-9")
    picker.says(asks.format(2, 2), "asking")
    picker.scan("S-9", apart=2)
    expect(picker.strip).to_contain_text("was scanned already")
    picker.strip.click()
    picker.says("2 damaged: put aside for quarantine.", "asking")

    picker.is_sent()
    db.session.rollback()
    assert [(one.code, one.location.address) for one in db.session.scalars(select(Serial)) if one.location] == [
        ("S-9", "QUARANTINE")
    ]
    assert world.on_hand("QUARANTINE", "CARD") == 2
    assert wrong_books() == []


def test_undo_frees_the_serial_numbers_without_network(small_picker: Picker, world: World) -> None:
    """Scenario 10, with serial numbers that come inside the item's own code."""
    picker = small_picker
    world.do(lambda: setattr(world.item("CARD"), "tracks_serial", True))
    begin(picker, {"CARD": 1})
    stop = picker.stop
    picker.is_sent()
    picker.page.context.set_offline(True)
    code = "(01)05012345678900(21)S-7"
    picker.scan(stop.bin_barcode)
    picker.says("Scan item")
    for _ in range(2):
        picker.scan(code)
        picker.says(f"Scan tote {stop.place.position}")
        picker.scan(stop.place.tote_barcode or "")
        picker.says("Scan lane")
        picker.open_more("Undo")
        picker.says(f"Undone. Put 1 back into {plain(stop.bin_address)}.", "asking")

    picker.page.context.set_offline(False)
    picker.is_sent()
    assert picker.picks == 0
    assert wrong_books() == []
