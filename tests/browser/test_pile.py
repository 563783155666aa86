"""Printed waybills on a real handheld: carton, waybill, carton, waybill; without network too."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from app.db import db
from app.packing.models import Carton
from app.shipping.models import Waybill
from app.shipping.numbers import Pattern
from tests.browser.conftest import SIZES, handheld
from tests.browser.packer import Packer, enlist_packer
from tests.shipping.parcels import Shop, closed_cartons
from tests.world import World

PILE = Pattern("DS", 8, "luhn")


@pytest.fixture(params=SIZES)
def packer(request: pytest.FixtureRequest, chromium: Browser, address: str, world: World) -> Iterator[Packer]:
    """Pat, with a pile of printed waybills, at each size."""
    shop = Shop(world)
    carrier_id = shop.carrier("doorstep", numbers="pile")
    shop.numbers(carrier_id, 1, 99, "luhn", prefix="DS")
    shop.service(carrier_id)
    enlist_packer(world)
    for picker in handheld(chromium, address, world, SIZES[request.param]):
        yield Packer(picker.page, picker.world, picker.devtools)


def codes_of(carton_ids: list[int]) -> list[str]:
    codes = [db.session.get_one(Carton, carton_id).code for carton_id in carton_ids]
    db.session.remove()
    return codes


def numbers() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Waybill.number).where(Waybill.voided_at.is_(None)).order_by(Waybill.number)))


def test_two_cartons_get_their_printed_waybills_by_scans(packer: Packer, world: World) -> None:
    one, other = codes_of(closed_cartons(world, {"MUG": 2}, 2))
    packer.sign_in()
    packer.page.goto("/shipping/pile")
    packer.says("Scan carton or order")

    packer.scan(one)
    packer.says("Stick on a waybill, scan it")
    expect(packer.page.locator("#pile-carton")).to_have_text(one)
    packer.scan(PILE.number(1))
    packer.says("Scan carton or order")
    expect(packer.page.locator("#pile-done li").first).to_contain_text(f"{PILE.number(1)} is on carton 1")
    packer.scan(other)
    packer.scan(PILE.number(2))
    expect(packer.page.locator("#pile-done li").first).to_contain_text(f"{PILE.number(2)} is on carton 2")

    assert numbers() == [PILE.number(1), PILE.number(2)]


def test_a_waybill_that_is_used_is_refused_at_once_and_its_line_goes(packer: Packer, world: World) -> None:
    one, other = codes_of(closed_cartons(world, {"MUG": 2}, 2))
    packer.sign_in()
    packer.page.goto("/shipping/pile")
    for code in (one, other):
        packer.scan(code)
        packer.says("Stick on a waybill, scan it")
        packer.scan(PILE.number(1))

    expect(packer.strip).to_contain_text(f"is on carton {one} already")
    expect(packer.page.locator("#pile-done li")).to_have_count(1)
    assert numbers() == [PILE.number(1)]


def test_without_network_the_scans_are_kept_and_sent_later(packer: Packer, world: World) -> None:
    [one] = codes_of(closed_cartons(world, {"MUG": 1}, 1))
    packer.sign_in()
    packer.page.goto("/shipping/pile")
    packer.says("Scan carton or order")
    packer.page.context.set_offline(True)

    packer.scan(one)
    packer.scan(PILE.number(1))
    expect(packer.page.locator("#pile-done li").first).to_contain_text("saved on this device")
    assert numbers() == []
    packer.page.context.set_offline(False)

    expect(packer.page.locator("#pile-done li").first).to_contain_text(f"{PILE.number(1)} is on carton 1")
    assert numbers() == [PILE.number(1)]
