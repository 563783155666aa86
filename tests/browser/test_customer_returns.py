"""The customer's forms in a real browser: they say where they come from, need no script, and fit a telephone."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.attachments.pictures import png
from tests.browser.axe import LANGUAGES, look
from tests.browser.test_accessible_at_desk import too_wide
from tests.returns.came_back import customers_link, left, rmas, rules
from tests.world import World


@pytest.mark.parametrize("width", [320, 1280])
def test_a_return_is_asked_for_without_a_script_and_called_off_again(
    chromium: Browser, address: str, world: World, tmp_path: Path, width: int
) -> None:
    rules(world, approve="never")
    link = customers_link(left(world))
    (tmp_path / "broken.png").write_bytes(png(900, 700))
    context = chromium.new_context(
        base_url=address, viewport={"width": width, "height": 533}, java_script_enabled=False, locale="en-GB"
    )
    page = context.new_page()
    page.goto(link)
    page.get_by_role("link", name="Return something").click()
    page.get_by_role("button", name="Ask for the return").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose at least one item")

    page.get_by_label("How many come back").first.select_option("1")
    page.get_by_label("Why?").first.select_option("damaged")
    page.get_by_label("Photographs").set_input_files(tmp_path / "broken.png")
    page.get_by_role("button", name="Ask for the return").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("RMA-00001: Waits for an answer")

    page.get_by_role("button", name="Call the return off").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Called off")
    assert context.cookies() == []
    context.close()
    assert [one.state for one in rmas()] == ["cancelled"]


def test_the_button_that_ends_the_mails_works_in_a_browser(chromium: Browser, address: str, world: World) -> None:
    """A page that hides where its forms come from gets them refused as another site's."""
    context = chromium.new_context(base_url=address, locale="en-GB")
    page = context.new_page()
    page.goto(customers_link(left(world)))
    page.get_by_role("button", name="No more mails about this order").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("You get no more mails")
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 412, 1280])
def test_axe_finds_nothing_on_the_customers_pages_of_returns(
    chromium: Browser, address: str, world: World, width: int
) -> None:
    rules(world, approve="all", without_items=("TEA",))
    link, found = customers_link(left(world, {"MUG": 2, "TEA": 1})), []
    context = chromium.new_context(base_url=address, viewport={"width": width, "height": 640}, locale="en-GB")
    page = context.new_page()
    page.goto(f"{link}/return")
    page.get_by_label("How many come back").first.select_option("1")
    page.get_by_label("Why?").first.select_option("changed_mind")
    page.get_by_role("button", name="Ask for the return").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Approved")
    for language in LANGUAGES:
        for path in ("return", "returns/RMA-00001"):
            page.goto(f"{link}/{path}?lang={language}")
            found += look(page, f"{path} {language}") + too_wide(page, f"{path} {language}")
    context.close()

    assert found == []
