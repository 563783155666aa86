"""axe finds nothing where packing goes another way than scan by scan: doubted, packed, at the wall, administered."""

import pytest
from playwright.sync_api import Browser, expect

from app.db import db
from app.packing.commands import build_wall
from app.warehouse.models import Warehouse
from tests.browser.axe import LANGUAGES, look, speak
from tests.browser.conftest import at_desk, handheld, lasting_page
from tests.browser.packer import CARD, MUG, Packer, enlist_packer
from tests.packing.orders import picked_order, picked_orders, sized
from tests.world import SYSTEM, World


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_where_a_carton_is_doubted_and_packed_and_on_a_wall_that_fills(
    chromium: Browser, address: str, world: World, language: str
) -> None:
    sized(world)
    enlist_packer(world)
    order_id = picked_order(world, {"CARD": 1})
    picked_orders(world, {"MUG": 1, "CARD": 1}, {"MUG": 1, "TEA": 1}, mode="bulk")
    world.do(lambda: build_wall(db.session.get_one(Warehouse, world.warehouse_id), "W", 2, SYSTEM))
    for picker in handheld(chromium, address, world, (320, 533)):
        packer = Packer(picker.page, picker.world, picker.devtools)
        packer.sign_in()
        packer.opens("TOTE-001")
        packer.scan(CARD)
        packer.closes(order_id, 5000)
        packer.phase("verifying")
        found = in_words(packer, language, "verifying")
        packer.scan(CARD)
        packer.closes(order_id, 5000)
        packer.phase("done")
        packer.is_sent()
        found += in_words(packer, language, "done")
        packer.page.goto("/packing/wall")
        expect(packer.page.locator("body.live")).to_be_attached()
        packer.scan(packer.page.locator("[data-bulk]").get_attribute("data-bulk") or "")
        packer.says("Scan item")
        packer.scan(CARD)
        expect(packer.page.locator(".wall__number")).to_have_text("1")
        found += look(packer.page, "cell told")
        packer.scan(MUG)
        expect(packer.page.locator(".wall__full")).to_be_visible()
        found += look(packer.page, "cell full")

        assert found == []


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_the_administration_of_packing(
    chromium: Browser, address: str, world: World, language: str
) -> None:
    sized(world)
    world.do(lambda: build_wall(db.session.get_one(Warehouse, world.warehouse_id), "W", 2, SYSTEM))
    world.do(lambda: speak(language, "Gus"))
    with at_desk(chromium, address, world, name="Gus") as context, lasting_page(context, "/admin/packing") as page:
        expect(page.locator(".card").first).to_be_visible()
        assert look(page, "administration") == []


def in_words(packer: Packer, language: str, name: str) -> list[str]:
    """The page anew in that language, and in English again for whoever goes on with it."""
    found = []
    for spoken in (language, "en"):
        packer.world.do(lambda spoken=spoken: speak(spoken, "Pat"))  # type: ignore[misc]
        packer.page.reload()
        expect(packer.page.locator("body.live[data-phase]")).to_be_attached()
        found += look(packer.page, f"{name} in {spoken}") if spoken == language else []
    return found
