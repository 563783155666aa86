"""axe finds nothing on the pages of the returns' dock, in any language."""

import pytest
from playwright.sync_api import Browser, Page, expect

from app.workers.commands import give_roles
from tests.browser.axe import LANGUAGES, look, speak
from tests.browser.conftest import at_desk
from tests.returns.clerk import Clerk
from tests.returns.shipped import MUG, rma, sent, tote_of
from tests.world import SYSTEM, World


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(320, 533), (1280, 800)])
def test_axe_finds_nothing_from_the_parcel_to_its_tote(
    chromium: Browser, address: str, world: World, language: str, size: tuple[int, int]
) -> None:
    one, other = sent(world, {"MUG": 2, "CARD": 1}), sent(world, {"CARD": 1}, number="W2")
    dana = Clerk(world)
    parcel_id = dana.takes_in(rma(world, one.order_id, {"MUG": 2}))
    dana.grades(parcel_id, MUG)
    unknown_id = dana.takes_in("FOREIGN-1", chosen="unidentified")
    assert tote_of("TOTE-012")
    world.do(lambda: give_roles(world.worker("Gus"), world.warehouse_id, ["returns", "lead", "admin"], SYSTEM))
    world.do(lambda: speak(language, "Gus"))
    paths = [
        "/returns/dock",
        f"/returns/dock/arriving?code={other.number}",
        "/returns/dock/arriving",
        f"/returns/dock/parcels/{parcel_id}",
        f"/returns/dock/parcels/{unknown_id}",
    ]
    with at_desk(chromium, address, world, size, "Gus") as context:
        page = context.new_page()
        found = [one for path in paths for one in found_at(page, path)]

    assert found == []


def found_at(page: Page, path: str) -> list[str]:
    page.goto(path)
    expect(page.locator("h1").first).to_be_attached()
    return look(page, path)
