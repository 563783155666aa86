"""Reordering in a browser: the list hears of what is low, an alert is put off, and axe finds nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from app.db import db
from app.reordering.background import make_figures
from app.reordering.models import StockAlert, Vendor, VendorItem
from tests.browser.axe import LANGUAGES, look, speak
from tests.browser.conftest import at_desk
from tests.browser.test_accessible_at_desk import too_wide
from tests.reordering.conftest import days_ago, placed, today
from tests.world import World


def sell(world: World) -> None:
    """Mugs, two a day; a vendor delivers them."""

    def command() -> None:
        for number in range(1, 61):
            placed(world, {"MUG": 2}, days_ago(number))
        vendor = Vendor(warehouse_id=world.warehouse_id, name="Potter & Sons")
        db.session.add(vendor)
        db.session.flush()
        mug = VendorItem(vendor_id=vendor.id, item_id=world.item("MUG").id, lead_days=10, minimum=24, multiple=12)
        db.session.add(mug)

    world.do(command)


def test_the_list_hears_of_what_is_low_and_what_can_wait_leaves_it(
    chromium: Browser, address: str, world: World, publish: Callable[[], None]
) -> None:
    sell(world)
    with at_desk(chromium, address, world) as context:
        page = context.new_page()
        page.goto("/reordering")
        expect(page.get_by_text("No demand was measured yet")).to_be_visible()

        expect(page.locator("[data-connection]")).to_have_attribute("data-connection", "live", timeout=20_000)
        make_figures(world.warehouse_id)
        publish()

        expect(page.get_by_role("link", name="Red mug")).to_be_visible(timeout=20_000)
        page.get_by_role("link", name="Red mug").click()
        page.get_by_text("It can wait").click()
        page.fill("input[name=until]", (today() + timedelta(days=5)).isoformat())
        page.fill("input[name=reason]", "they said Friday")
        page.get_by_role("button", name="Put it off").click()
        expect(page.get_by_role("button", name="Show it again")).to_be_visible()
        expect(page.get_by_text("they said Friday")).to_be_visible()
        page.goto("/reordering")
        expect(page.get_by_text("Nothing is low")).to_be_visible()

    db.session.rollback()
    assert db.session.scalars(select(StockAlert.put_off_reason)).one() == "they said Friday"


@pytest.mark.slow
@pytest.mark.parametrize("size", [(320, 533), (360, 640), (1280, 800)])
def test_axe_finds_nothing_and_nothing_is_too_wide(
    chromium: Browser, address: str, world: World, size: tuple[int, int]
) -> None:
    sell(world)
    make_figures(world.warehouse_id)
    item_id, vendor_id = world.item("MUG").id, db.session.scalars(select(Vendor.id)).one()
    paths = ("/reordering", "/reordering?of=all", f"/reordering/items/{item_id}", "/vendors", f"/vendors/{vendor_id}")
    found = []
    with at_desk(chromium, address, world, size) as context:
        page = context.new_page()
        for language in LANGUAGES:
            world.do(lambda language=language: speak(language, "Cleo"))  # type: ignore[misc]
            for path in paths:
                page.goto(path)
                found += look(page, f"{path} {language}") + too_wide(page, path)

    assert found == []
