"""Stock moves with two legs, and never beyond what is there."""

import pytest
from sqlalchemy import func, select

from app.db import db, transaction
from app.inventory.commands import NotEnoughStock, NotReserved, doubt, move, put_back, reserve, take, unreserve
from app.inventory.models import Allocation, StockLeg
from tests.world import SYSTEM, World


@pytest.fixture
def allocation(world: World) -> Allocation:
    """Three of ten mugs are kept for an order line."""
    order_id = world.order({"MUG": 3})
    with transaction():
        line_id = _line(order_id)
        allocation = reserve(world.stock("A-01-1", "MUG"), 3, line_id)
    assert allocation is not None
    return allocation


def _line(order_id: int) -> int:
    from app.orders.models import OrderLine

    return db.session.scalars(select(OrderLine.id).where(OrderLine.order_id == order_id)).one()


def legs() -> int:
    return db.session.scalar(select(func.coalesce(func.sum(StockLeg.quantity), 0))) or 0


def test_a_move_takes_from_one_place_and_adds_to_the_other(world: World) -> None:
    with transaction():
        move(
            world.lot("MUG"), 4, source=world.location("A-01-1"), destination=world.location("T-001"),
            reason="test", actor=SYSTEM,
        )  # fmt: skip

    assert world.on_hand("A-01-1", "MUG") == 6
    assert world.on_hand("T-001", "MUG") == 4
    assert legs() == 0


def test_nothing_moves_beyond_what_is_there(world: World) -> None:
    with pytest.raises(NotEnoughStock, match="A-01-1"), transaction():
        move(
            world.lot("MUG"), 11, source=world.location("A-01-1"), destination=world.location("T-001"),
            reason="test", actor=SYSTEM,
        )  # fmt: skip

    assert world.on_hand("A-01-1", "MUG") == 10


def test_what_is_reserved_is_not_moved_away(world: World, allocation: Allocation) -> None:
    with pytest.raises(NotEnoughStock), transaction():
        move(
            world.lot("MUG"), 8, source=world.location("A-01-1"), destination=world.location("T-001"),
            reason="test", actor=SYSTEM,
        )  # fmt: skip


def test_reserving_more_than_is_available_gives_nothing(world: World, allocation: Allocation) -> None:
    with transaction():
        assert reserve(world.stock("A-01-1", "MUG"), 8, allocation.order_line_id) is None

    assert world.stock("A-01-1", "MUG").reserved == 3


def test_what_was_not_found_is_allocated_to_nobody(world: World, allocation: Allocation) -> None:
    with transaction():
        doubt(world.stock("A-01-1", "MUG"))
        assert reserve(world.stock("A-01-1", "MUG"), 1, allocation.order_line_id) is None

    assert world.stock("A-01-1", "MUG").reserved == 3, "what others have reserved stays theirs"


def test_taking_uses_the_reservation(world: World, allocation: Allocation) -> None:
    with transaction():
        take(db.session.get_one(Allocation, allocation.id), 2, world.location("T-001"), SYSTEM)

    stock = world.stock("A-01-1", "MUG")
    assert (stock.on_hand, stock.reserved) == (8, 1)
    assert world.on_hand("T-001", "MUG") == 2


def test_taking_more_than_is_reserved_is_refused(world: World, allocation: Allocation) -> None:
    with pytest.raises(NotReserved), transaction():
        take(db.session.get_one(Allocation, allocation.id), 4, world.location("T-001"), SYSTEM)

    assert world.on_hand("A-01-1", "MUG") == 10


def test_putting_back_restores_stock_and_reservation(world: World, allocation: Allocation) -> None:
    with transaction():
        kept = db.session.get_one(Allocation, allocation.id)
        take(kept, 2, world.location("T-001"), SYSTEM)
        put_back(kept, 2, world.location("T-001"), SYSTEM)

    stock = world.stock("A-01-1", "MUG")
    assert (stock.on_hand, stock.reserved) == (10, 3)
    assert world.on_hand("T-001", "MUG") == 0
    assert db.session.get_one(Allocation, allocation.id).open == 3


def test_giving_back_frees_the_units_for_others(world: World, allocation: Allocation) -> None:
    with transaction():
        unreserve(db.session.get_one(Allocation, allocation.id), 3)

    assert world.stock("A-01-1", "MUG").available == 10
    with pytest.raises(NotReserved), transaction():
        unreserve(db.session.get_one(Allocation, allocation.id), 1)
