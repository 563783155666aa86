"""Moving many lots at once: the balances and the ledger are as if each had moved alone."""

import pytest
from sqlalchemy import select

from app.db import db
from app.inventory.commands import NotEnoughStock, outside, receive
from app.inventory.models import Lot, StockLeg, StockMovement
from app.inventory.together import move_all
from app.warehouse.models import CUSTOMER
from tests.floor import wrong_books
from tests.world import SYSTEM, World


def to_customer(world: World, address: str, units: dict[str, int]) -> None:
    def moves() -> None:
        lots: dict[Lot, int] = {world.stock(address, sku).lot: count for sku, count in units.items()}
        customer = outside(world.warehouse_id, CUSTOMER)
        move_all(lots, source=world.location(address), destination=customer, reason="ship", actor=SYSTEM)

    world.do(moves)


def two_in_one_bin(world: World) -> None:
    card, bin_ = world.lot("CARD"), world.location("C-02-1")
    world.do(lambda: receive(card.item, card, 5, bin_, SYSTEM))


def test_each_lot_is_a_movement_of_its_own_with_two_legs(world: World) -> None:
    two_in_one_bin(world)
    before = len(db.session.scalars(select(StockMovement)).all())

    to_customer(world, "C-02-1", {"CARD": 2, "MUG": 1})

    moved = db.session.scalars(select(StockMovement).order_by(StockMovement.id)).all()[before:]
    ids = {world.item(sku).id: sku for sku in ("CARD", "MUG")}
    assert {(ids[one.item_id], one.quantity, one.reason) for one in moved} == {("CARD", 2, "ship"), ("MUG", 1, "ship")}
    legs = select(StockLeg.quantity).where(StockLeg.movement_id.in_([one.id for one in moved]))
    assert sorted(db.session.scalars(legs)) == [-2, -1, 1, 2]
    assert wrong_books() == []


def test_what_was_read_before_is_read_again(world: World) -> None:
    def moves() -> tuple[int, int]:
        stock = world.stock("C-02-1", "MUG")
        before = stock.on_hand
        customer = outside(world.warehouse_id, CUSTOMER)
        move_all({stock.lot: 1}, source=stock.location, destination=customer, reason="ship", actor=SYSTEM)
        return before, stock.on_hand

    before, after = world.do(moves)
    assert after == before - 1


def test_where_one_lot_has_too_little_nothing_moves_and_it_is_named(world: World) -> None:
    two_in_one_bin(world)
    before = len(db.session.scalars(select(StockMovement)).all())

    with pytest.raises(NotEnoughStock) as refused:
        to_customer(world, "C-02-1", {"CARD": 2, "MUG": 100})

    assert refused.value.params == {"address": "C-02-1", "sku": "MUG"}
    assert len(db.session.scalars(select(StockMovement)).all()) == before
    assert wrong_books() == []
