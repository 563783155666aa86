"""What a picker sees of a stop at arm's length: whole on the screen in each language, whatever the texts are like."""

import pytest
from playwright.sync_api import expect

from app.catalog.models import Barcode
from app.db import db
from app.inventory.commands import receive
from app.warehouse.models import TOTE, Location, Warehouse
from app.workers.models import Worker
from tests.browser.conftest import BADGE, PIN
from tests.browser.picker import Picker
from tests.floor import empty_tote, release
from tests.world import SYSTEM, World

NAMES = {
    "en": "White plum blossom hanging ornament with gold ribbon, large",
    "zh_Hant": "薄荷綠鯨魚圖案室內香氛禮盒附補充瓶與擴香竹枝大號組合",
    "zh_Hans": "薄荷绿鲸鱼图案室内香氛礼盒附补充瓶与扩香竹枝大号组合",
}
VARIANTS = {"en": "Mint green with silver", "zh_Hant": "薄荷綠鑲銀邊特大號", "zh_Hans": "薄荷绿镶银边特大号"}
LOT = "L2026-11-22-RIVER-07"
MAIN = (
    ".stop__address",
    ".stop__side b",
    ".stop__name",
    ".stop__code b",
    ".stop__lot b",
    ".stop__units",
    ".stop__cases",
    ".stop__into",
    ".stop__tote .chip",
    ".stop__tote .cart",
    "#strip-said",
    "#count",
)
INSIDE = (
    """element => element.scrollHeight <= element.clientHeight + 1 && element.scrollWidth <= element.clientWidth + 1"""
)


def extreme(world: World, address: str) -> None:
    """The longest of everything that a stop has to show, all at one stop."""
    tea, lot = world.item("TEA"), world.lot("TEA", "L1")
    tea.names, tea.attributes = NAMES, {"colour": VARIANTS}
    tea.barcodes = [*tea.barcodes, Barcode(code="14012345678908", quantity=24, unit="case")]
    lot.code = LOT
    bin_ = world.location("D-05-1")
    receive(tea, lot, 1200, bin_, SYSTEM)
    bin_.address, bin_.check_digits = address, "1047"
    for tote in db.session.query(Location).filter_by(warehouse_id=world.warehouse_id, kind=TOTE):
        tote.address = f"T-{100_000 + tote.id}"
    warehouse = db.session.get_one(Warehouse, world.warehouse_id)
    warehouse.settings = {**warehouse.settings, "cart_units": 0}


def speaks(language: str) -> None:
    db.session.query(Worker).filter_by(name="Pia").one().language = language


@pytest.mark.parametrize("language", NAMES)
def test_the_longest_texts_are_whole_on_the_stop(picker: Picker, world: World, language: str) -> None:
    world.do(lambda: extreme(world, "A-03-12-B"))
    world.do(lambda: speaks(language))
    world.order({"TEA": 1200})
    release(world.warehouse_id)
    picker.sign_in(BADGE, PIN)
    picker.fits("h1")
    picker.page.evaluate("localStorage.setItem('tray-folded', 'yes')")  # no handheld of a real floor has it
    picker.page.locator(".button--huge").click()
    expect(picker.page.locator("body[data-phase=place]")).to_be_attached()
    for place in picker.walk.places:
        picker.scan(empty_tote(world.warehouse_id) or "none is left")
        expect(picker.page.locator(f"#place-{place.id}")).not_to_have_attribute("data-tote", "")
    stop = picker.stop

    picker.fits(*MAIN)
    for code in (stop.bin_barcode, stop.codes[0][0], "47110815"):
        kind = "todo" if code != "47110815" else "unknown"
        picker.scan(code)
        expect(picker.page.locator("#strip")).to_have_attribute("data-kind", kind)
        covered = 0 if kind == "todo" else 3  # what is wrong may grow over the tote, never over what is above it
        picker.fits(*MAIN[: len(MAIN) - 2 - covered], "#strip-said")
        assert picker.here.locator(".stop__what").evaluate(INSIDE)
        if code == stop.bin_barcode:
            expect(picker.here.locator(".stop__after")).not_to_be_empty()
            picker.fits(".stop__after")
    expect(picker.here.locator(".stop__units b")).to_have_text("1,200")
    expect(picker.here.locator(".stop__cases")).to_contain_text("50")
    expect(picker.here.locator(".stop__name")).to_have_text(NAMES[language])
    assert picker.picks == 0


@pytest.mark.parametrize("written", ["Z-03-2", "AA-03-12", "A-03-12-B-04", "HALL1-A03-12-BACK-04"])
def test_an_address_of_any_length_is_read_at_a_glance(small_picker: Picker, world: World, written: str) -> None:
    world.do(lambda: extreme(world, written))
    world.order({"TEA": 1})
    release(world.warehouse_id)
    small_picker.begin()

    small_picker.fits(".stop__address", ".stop__side b", "#strip-said")
    shown = small_picker.here.locator(".stop__address")
    expect(shown).to_have_text(written)
    assert shown.evaluate("element => parseFloat(getComputedStyle(element).fontSize)") >= 24


def test_the_address_says_what_its_parts_are(picker: Picker, world: World) -> None:
    world.order({"MUG": 2})
    release(world.warehouse_id)
    picker.begin()
    picker.open_more("Scan tray")  # the demo's tray takes the room of the labels on a small screen

    labels = "parts => parts.map(part => [part.textContent, getComputedStyle(part, '::before').content])"
    said = picker.here.locator(".part[data-label]").evaluate_all(labels)
    assert said == [["A", '"aisle"'], ["01", '"bay"'], ["1", '"level"']]
    picker.fits(".stop__address", ".stop__quantity", ".stop__name", "#strip-said")


def test_the_way_to_the_next_stop_is_told_once_the_bin_is_right(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 8, "CARD": 3})
    release(world.warehouse_id)
    picker.begin()
    first, second = picker.walk.stops
    after = picker.here.locator(".stop__after")
    aisles = "next aisle" if abs(first.cell.aisle - second.cell.aisle) == 1 else "aisles on"  # type: ignore[union-attr]

    expect(after).to_contain_text("From the start:")
    expect(after).not_to_contain_text("Next")
    picker.scan(first.bin_barcode)
    expect(after).to_contain_text(f"Next: {second.bin_address.replace('-', chr(0x2011))} · ")
    expect(after).to_contain_text(f"{second.metres_from_before:.0f} m · {aisles}")
    picker.scan(first.codes[0][0], first.place.tote_barcode or "")
    expect(picker.page.locator("#lines")).to_have_text("1/2 lines")
    expect(picker.page.locator("#count")).to_have_text("1/2")
    expect(picker.here.locator(".stop__after")).to_contain_text("From ")
    picker.scan(second.bin_barcode)
    expect(picker.here.locator(".stop__after")).to_have_text("Then to a staging lane")


def test_cases_are_told_beside_the_units(small_picker: Picker, world: World) -> None:
    picker = small_picker
    world.order({"MUG": 8})
    release(world.warehouse_id)
    picker.begin()

    cases = picker.here.locator(".stop__cases")
    expect(cases).to_have_text("= 1 case of 6 + 2 each")
    picker.page.locator(".is-here .stop__quantity").click()
    picker.page.locator("#keys [data-key='5']").click()
    picker.page.locator("#keys [data-key=ok]").click()
    expect(cases).to_have_text("")
    expect(picker.here.locator(".stop__units b")).to_have_text("5")
