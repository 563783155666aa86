"""Rae at the returns' dock on a handheld: how she signs in, answers and what fits her screen."""

from playwright.sync_api import Page, expect

from app.workers.commands import enlist_worker
from tests.browser.picker import Picker
from tests.world import SYSTEM, World

BADGE, PIN = "BDG-TEST-RAE", "5656"


def rae(world: World) -> None:
    world.do(lambda: enlist_worker("Rae", "en", {world.warehouse_id: ["returns"]}, SYSTEM, badge=BADGE, pin=PIN))


def signs_in(clerk: Picker) -> None:
    page = clerk.page
    expect(page.locator("body.live")).to_be_attached()
    clerk.scan(BADGE)
    page.fill("input[name=secret]", PIN)
    page.keyboard.press("Enter")
    page.wait_for_url("**/returns/dock")


def fits(page: Page) -> None:
    """Nothing is wider than the screen, and what a glove taps is large enough."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = (
        "buttons => buttons.filter((one) => one.offsetParent && one.offsetHeight < 44).map((one) => one.textContent)"
    )
    assert page.locator(".acts button, .acts a, .inspect__answers button").evaluate_all(small) == []


def answers(clerk: Picker, *said: str) -> None:
    for words in said:
        clerk.says("Look at it, and answer")
        clerk.page.locator(".inspect__answers").get_by_role("button", name=words, exact=True).click()
