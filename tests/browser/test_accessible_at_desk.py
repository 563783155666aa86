"""axe finds nothing on the desk's pages of papers, parcels, cases and notices, nor on the customer's own."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.printing.printers import PrinterSettings, add_printer
from tests.browser.axe import LANGUAGES, look, speak
from tests.browser.conftest import handheld
from tests.notices.told import told_of_a_damaged_parcel
from tests.shipping.loads import packed
from tests.visitor import give_password, give_pin
from tests.world import SYSTEM, World


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_where_papers_are_asked_for(context: BrowserContext, world: World, language: str) -> None:
    order_id = packed(world, {"MUG": 1}).order_id
    settings = PrinterSettings("Desk", "station", "A4")
    world.do(lambda: add_printer(world.warehouse_id, settings, SYSTEM))
    world.do(lambda: speak(language, "Cleo"))
    page, found = context.new_page(), []
    for path in (f"/orders/{order_id}", "/papers", "/papers/waybill", "/prints", "/print-station", "/labels"):
        page.goto(path)
        found += look(page, path)
    page.goto(f"/orders/{order_id}")
    page.locator("form.printing button").first.click()
    expect(page.locator(".printing__far").first).to_be_visible()
    found += look(page, "asked")

    assert found == []


@pytest.mark.slow
@pytest.mark.parametrize("size", [(320, 533), (1280, 800)])
def test_axe_finds_nothing_on_the_pages_of_parcels_cases_and_notices(
    chromium: Browser, address: str, world: World, size: tuple[int, int]
) -> None:
    told = told_of_a_damaged_parcel(world)
    badges = {"Fay": give_pin(world, "Fay", "6767"), "Gus": give_password(world, "Gus", "admin of the test")}
    found = []
    for name, paths in (("Fay", told.desk), ("Gus", told.admin)):
        for picker in handheld(chromium, address, world, size):
            picker.page.goto("/sign-in")
            picker.page.fill("input.field__input[name=badge]", badges[name])
            picker.page.keyboard.press("Enter")
            picker.page.fill("input[name=secret]", "6767" if name == "Fay" else "admin of the test")
            picker.page.keyboard.press("Enter")
            picker.page.wait_for_url(lambda url: "sign-in" not in url)
            for language in LANGUAGES:
                world.do(lambda language=language, name=name: speak(language, name))  # type: ignore[misc]
                for _, path in paths:
                    picker.page.goto(path)
                    found += look(picker.page, f"{path} {language}") + too_wide(picker.page, path)

    assert found == []


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 412, 1280])
def test_axe_finds_nothing_on_the_customers_page_which_fits_every_width(
    chromium: Browser, address: str, world: World, width: int
) -> None:
    told = told_of_a_damaged_parcel(world)
    found = []
    context = chromium.new_context(base_url=address, viewport={"width": width, "height": 640})
    page = context.new_page()
    for language in LANGUAGES:
        page.goto(f"{told.page}?lang={language}")
        found += look(page, f"customer {language}") + too_wide(page, language)
    cookies = context.cookies()
    context.close()

    assert found == []
    assert cookies == []


def too_wide(page: Page, name: str) -> list[str]:
    """Whether one has to scroll aside."""
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [f"{name}: {wide} px too wide"] if wide > 0 else []
