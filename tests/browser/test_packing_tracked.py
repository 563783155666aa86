"""Lots and serial numbers at the bench: asked for where they are needed, and judged before the network is."""

from playwright.sync_api import expect
from sqlalchemy import select

from app.db import db
from app.inventory.models import Serial
from app.packing.places import packed_place
from tests.browser.packer import CARD, TEA, Packer
from tests.browser.picker import plain
from tests.floor import wrong_books
from tests.packing.orders import picked_order
from tests.world import World

TEA_OF_LOT = "010" + TEA + "10"
"""One code with the item and its lot (GS1), but for the lot."""


def test_a_unit_of_two_lots_is_asked_for_its_lot(small_packer: Packer, world: World) -> None:
    order_id = picked_order(world, {"TEA": 7})  # five of L1, two of L2
    packer = small_packer
    packer.sign_in()
    packer.opens("TOTE-001")
    packer.scan(TEA)
    packer.says("Scan the lot")
    packer.fits(".line--now .line__name", ".line--now .line__lot b", "#strip-said")
    packer.scan("L9")
    expect(packer.strip).to_have_text("Nobody knows code L9. Scan the lot code L1 / L2.")
    packer.scan("L2")
    counts(packer, "L2", 1)
    packer.scan(TEA_OF_LOT + "L2")
    counts(packer, "L2", 2)
    packer.scan(TEA_OF_LOT + "L2")
    packer.says("This is lot L2. Picked was L1: lay it aside.", "wrong")
    packer.scan(TEA)  # of one lot only is there any left
    counts(packer, "L1", 1)
    packer.is_sent()

    assert {line.lot: line.packed for line in packer.document(order_id).lines} == {"L2": 2, "L1": 1}
    assert wrong_books() == []


def test_the_lot_is_asked_for_again_after_a_reload(small_packer: Packer, world: World) -> None:
    order_id = picked_order(world, {"TEA": 7})
    packer = small_packer
    packer.sign_in()
    packer.opens("TOTE-001")
    packer.scan(TEA)
    packer.says("Scan the lot")
    packer.page.reload()
    expect(packer.page.locator("body.live[data-phase]")).to_be_attached()
    packer.says("Scan the lot")
    packer.scan("L2")
    counts(packer, "L2", 1)
    packer.is_sent()

    assert {line.lot: line.packed for line in packer.document(order_id).lines} == {"L1": 0, "L2": 1}


def test_each_numbered_unit_is_asked_for_its_number_and_none_counts_twice(small_packer: Packer, world: World) -> None:
    world.do(lambda: setattr(world.item("CARD"), "tracks_serial", True))
    order_id = picked_order(world, {"CARD": 2, "MUG": 1})
    packer = small_packer
    packer.sign_in()
    packer.opens("TOTE-001")
    first, second = numbers(packer, order_id)

    packer.scan(CARD)
    packer.says("Scan serial number")
    packer.scan("SN-99")
    packer.says(f"Serial number {plain('SN-99')} was not picked for this order. Lay it aside.", "wrong")
    packer.scan(first)
    packer.counts("Greeting card", 1)
    packer.is_sent()
    for _ in range(2):
        packer.scan(first, apart=2)
        expect(packer.strip).to_contain_text(f"Serial number {plain(first)} was scanned already.")
        packer.page.reload()
        expect(packer.page.locator("body.live[data-phase]")).to_be_attached()
    packer.scan(second)  # a number says by itself whose it is
    packer.counts("Greeting card", 2)
    packer.is_sent()

    db.session.rollback()
    place = packed_place(world.warehouse_id)
    packed = db.session.scalars(select(Serial.code).where(Serial.location_id == place.id).order_by(Serial.id)).all()
    assert packed == [first, second]
    (carton,) = packer.document(order_id).cartons
    (content,) = [one for one in carton.contents if one.sku == "CARD"]
    assert sorted(content.serials) == [first, second]
    assert wrong_books() == []


def counts(packer: Packer, lot: str, packed: int) -> None:
    line = packer.page.locator(f'[data-stop][data-lot="{lot}"]')
    expect(line).to_have_attribute("data-picked", str(packed))


def numbers(packer: Packer, order_id: int) -> tuple[str, ...]:
    return next(line.serials for line in packer.document(order_id).lines if line.sku == "CARD")
