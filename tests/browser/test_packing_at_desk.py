"""The bench at a desk goes in the order of the work; and packing's start takes what is typed."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import at_desk
from tests.browser.packer import CARD, MUG, Packer
from tests.packing.orders import picked_order, sized
from tests.world import World


def test_the_cartons_stand_above_what_closes_them_and_f3_shows_no_closing_before_its_time(
    chromium: Browser, address: str, world: World
) -> None:
    sized(world)
    order_id = picked_order(world, {"MUG": 1, "CARD": 1})
    with at_desk(chromium, address, world) as context:
        page = context.new_page()
        page.goto(f"/packing/orders/{order_id}")
        cleo = Packer(page, world, context.new_cdp_session(page))
        cleo.phase("packing")
        cleo.scan(MUG)
        cleo.counts("Red mug", 1)
        page.keyboard.press("F3")
        expect(page.locator("body.is-boxing .types").first).to_be_visible()
        expect(page.locator("#closing")).to_be_hidden()
        page.keyboard.press("F3")
        cleo.scan(CARD)
        cleo.phase("closing")
        in_order(page)
        page.keyboard.press("F3")
        expect(page.locator("body.is-boxing")).to_be_attached()
        in_order(page)


def in_order(page: Page) -> None:
    """The cartons, below them what closes them, and both on the screen."""
    boxes, closing = page.locator(".bench__boxes").bounding_box(), page.locator("#closing").bounding_box()
    assert boxes
    assert closing
    assert page.viewport_size
    assert boxes["height"] > 100, "the cartons are not pushed off the screen"
    assert boxes["y"] + boxes["height"] <= closing["y"] + 1
    assert closing["y"] + closing["height"] <= page.viewport_size["height"]


def test_the_start_takes_what_is_typed(small_packer: Packer, world: World) -> None:
    order_id = picked_order(world, {"MUG": 1}, number="4711")
    packer = small_packer
    packer.sign_in()
    packer.fits("#strip-said", "[data-types]")
    packer.tap("Type")
    packer.types("4711")
    packer.page.wait_for_url(f"**/packing/orders/{order_id}")
