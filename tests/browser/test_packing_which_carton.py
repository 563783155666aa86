"""The first step of closing where nobody knows yet which carton was taken: a scan or a touch says it."""

import pytest
from playwright.sync_api import expect

from app.db import db
from app.packing.models import Carton
from tests.browser.packer import MUG, Packer
from tests.packing.orders import picked_order
from tests.world import World


@pytest.fixture
def order_id(world: World) -> int:
    """Nobody knows a mug's sides, so no carton can be proposed."""

    def forget() -> None:
        world.item("MUG").length_mm = None

    world.do(forget)
    return picked_order(world, {"MUG": 1})


def packed(packer: Packer) -> None:
    packer.sign_in()
    packer.opens("TOTE-001")
    packer.scan(MUG)
    packer.phase("closing")
    expect(packer.strip).to_have_text("Scan the carton, or tap it")


def carton_of(order_id: int) -> Carton:
    db.session.rollback()
    return db.session.query(Carton).filter_by(order_id=order_id).one()


def test_the_cartons_stand_there_to_be_tapped_and_the_weight_comes_after(
    small_packer: Packer, world: World, order_id: int
) -> None:
    packer = small_packer
    packed(packer)
    large = packer.page.locator("#closing [data-do=carton][data-name=L]")
    packer.fits("#closing [data-do=carton][data-name=L]", "#strip-said")
    expect(packer.page.locator("#closing [data-do=weigh]")).to_be_hidden()
    packer.taps_strip()
    expect(packer.strip).to_have_text("Scan the carton, or tap it")

    large.click()
    expect(packer.page.locator("#closing [data-do=carton]").first).to_be_hidden()
    packer.closes(order_id)
    packer.phase("done")
    packer.is_sent()

    assert carton_of(order_id).type.name == "L"  # type: ignore[union-attr]


def test_its_blank_is_scanned(small_packer: Packer, world: World, order_id: int) -> None:
    packed(small_packer)
    small_packer.scan("BOX-L")
    small_packer.closes(order_id)
    small_packer.phase("done")
    small_packer.is_sent()

    assert carton_of(order_id).type.name == "L"  # type: ignore[union-attr]


def test_none_of_them_is_measured_on_the_page_s_own_keys(small_packer: Packer, world: World, order_id: int) -> None:
    packer = small_packer
    packed(packer)
    packer.page.locator("#closing [data-do=other]").click()
    packer.page.locator(".choose").get_by_role("button", name="Measure it").click()
    for title, side in (("Length in cm", "40"), ("Width in cm", "25"), ("Height in cm", "20")):
        expect(packer.page.locator("#keys-title")).to_have_text(title)
        packer.types(side)
    packer.is_sent()
    expect(packer.carton(1)).to_have_attribute("data-name", "40 × 25 × 20 cm")
    packer.closes(order_id)
    packer.phase("done")
    packer.is_sent()

    assert carton_of(order_id).sides_mm == (400, 250, 200)


def test_without_network_one_that_is_not_measured_goes_on(small_packer: Packer, world: World, order_id: int) -> None:
    packer = small_packer
    packed(packer)
    packer.is_sent()
    packer.page.context.set_offline(True)
    packer.page.locator("#closing [data-do=other]").click()
    packer.page.locator(".choose").get_by_role("button", name="Go on without its sides").click()
    packer.says("Tap here: weigh it")
    packer.taps_strip()
    packer.types("350")
    expect(packer.strip).to_contain_text("Tap here: close carton")
    packer.taps_strip()
    packer.phase("done")
    packer.page.context.set_offline(False)
    packer.is_sent()

    carton = carton_of(order_id)
    assert (carton.state, carton.is_other, carton.sides_mm) == ("closed", True, None)
