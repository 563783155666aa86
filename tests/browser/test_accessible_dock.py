"""axe finds nothing on the pages of the dock, of waybills and of carriers, in any language."""

import pytest
from playwright.sync_api import Browser, Page, expect

from app.db import db
from app.orders.holds import hold_order
from app.orders.models import Order
from app.workers.commands import give_roles
from tests.browser.axe import LANGUAGES, look, speak
from tests.browser.conftest import at_desk
from tests.packing.orders import hand
from tests.shipping.loads import carrier, loads, opens, packed
from tests.shipping.parcels import Shop
from tests.world import SYSTEM, World

ROLES = ["packer", "lead", "desk", "admin"]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(320, 533), (1280, 800)])
def test_axe_finds_nothing_from_the_lane_to_the_carrier(
    chromium: Browser, address: str, world: World, language: str, size: tuple[int, int]
) -> None:
    ben, one, held = hand(world, "Ben"), packed(world, {"CARD": 1}), packed(world, {"MUG": 1})
    packed(world, {"TEA": 1}, by=None)
    Shop(world).pool("doorstep", last=5, warn_below=10)
    manifest_id = opens(ben, carrier(world))
    assert loads(ben, manifest_id, one.carton).ok
    assert loads(ben, manifest_id, held.carton).ok
    world.do(lambda: hold_order(db.session.get_one(Order, held.order_id), "unpaid", {}, SYSTEM))
    carton_id = 3
    paths = [
        "/dock",
        "/dock/staging",
        "/dock/manifests/new",
        f"/dock/manifests/{manifest_id}",
        f"/dock/manifests/{manifest_id}/closing",
        "/manifests",
        f"/manifests/{manifest_id}",
        "/shipping/waybills",
        f"/shipping/cartons/{carton_id}",
        "/shipping/pile",
        "/admin/carriers",
        f"/admin/carriers/{carrier(world)}",
    ]
    world.do(lambda: give_roles(world.worker("Gus"), world.warehouse_id, ROLES, SYSTEM))
    world.do(lambda: speak(language, "Gus"))
    with at_desk(chromium, address, world, size, "Gus") as context:
        page = context.new_page()
        found = [one for path in paths for one in found_at(page, path)]

    assert found == []


def found_at(page: Page, path: str) -> list[str]:
    page.goto(path)
    expect(page.locator("h1, .pile").first).to_be_attached()
    return look(page, path)
