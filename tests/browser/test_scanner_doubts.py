"""Codes that are hostile, no codes at all, or of several meanings."""

import pytest
from playwright.sync_api import expect

from tests.browser.picker import Picker
from tests.floor import release
from tests.world import World


@pytest.mark.parametrize(
    "code", ["<img src=x onerror=document.title='out'>", "https://example.com/out", "javascript:alert(1)"]
)
def test_a_hostile_code_is_shown_as_its_signs_and_leads_nowhere(at_stop: Picker, code: str) -> None:
    before = at_stop.page.url
    at_stop.page.keyboard.insert_text(code)
    expect(at_stop.page.locator("#strip")).to_have_attribute("data-kind", "unknown")
    expect(at_stop.strip).to_contain_text(code[:8].replace("-", "\u2011"))
    at_stop.page.wait_for_timeout(300)
    assert at_stop.page.url == before
    assert at_stop.page.locator("#strip img").count() == 0
    assert at_stop.picks == 0


@pytest.mark.parametrize("code", ["A\x1b[31mB", "x" * 513, "A\u202eB1"])
def test_what_is_no_code_is_said_so_and_goes_no_further(at_stop: Picker, code: str) -> None:
    asked: list[str] = []
    at_stop.page.on("request", lambda request: asked.append(request.url))
    at_stop.page.keyboard.insert_text(code)
    at_stop.says("That was no code that a shelf or an item has. Scan again.", "unknown")
    assert not any("meanings" in url for url in asked)


def test_a_code_of_several_meanings_is_asked_about(small_picker: Picker, world: World) -> None:
    def both() -> None:
        world.location("B-03-1").barcode = "5012345678900"

    world.do(both)
    world.order({"MUG": 2})  # of neither meaning: the page itself does not know it
    release(world.warehouse_id)
    at_stop = small_picker
    at_stop.begin()
    at_stop.scan("5012345678900")
    sheet = at_stop.page.locator(".choose")
    expect(sheet.get_by_role("button", name="Greeting card")).to_be_visible()
    at_stop.fits(".choose .sheet__title")
    sheet.get_by_role("button", name="B-03-1").click()
    expect(at_stop.strip).to_contain_text("This is B\u201103\u20111.")
    expect(sheet).to_have_count(0)
    assert at_stop.picks == 0


def test_where_code_and_book_count_in_different_ways_the_picker_says_which(at_stop: Picker) -> None:
    at_stop.scan(at_stop.stop.bin_barcode)
    at_stop.scan("]C10114006381333938302")
    at_stop.says("How many does it count?", "asking")
    at_stop.page.locator(".choose").get_by_role("button", name="2", exact=True).click()
    at_stop.says(f"Scan tote {at_stop.stop.place.position}")
    assert at_stop.picks == 0
