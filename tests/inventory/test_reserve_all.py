"""Reserving for a whole task at once: as safe as one by one."""

from sqlalchemy import select

from app.db import db
from app.inventory.commands import doubt
from app.inventory.models import Allocation
from app.inventory.together import reserve_all
from app.orders.models import OrderLine
from tests.world import World


def wanted(world: World, order_id: int, address: str, sku: str, units: int) -> tuple[int, int, int]:
    line = select(OrderLine.id).where(OrderLine.order_id == order_id, OrderLine.sku == sku)
    return world.stock(address, sku).id, units, db.session.scalars(line).one()


def test_all_that_is_there_is_reserved_in_the_order_asked(world: World) -> None:
    order = world.order({"MUG": 7, "CARD": 2})
    asked = [
        wanted(world, order, *some) for some in (("C-02-1", "MUG", 3), ("B-03-1", "CARD", 2), ("A-01-1", "MUG", 4))
    ]

    made = world.do(lambda: reserve_all(asked))

    rows = [db.session.get_one(Allocation, allocation_id) for allocation_id in made if allocation_id]
    assert [(row.stock_id, row.quantity, row.order_line_id) for row in rows] == asked
    assert (world.stock("A-01-1", "MUG").reserved, world.stock("C-02-1", "MUG").reserved) == (4, 3)


def test_where_one_stock_has_too_little_the_others_are_reserved_and_that_one_is_not(world: World) -> None:
    order = world.order({"MUG": 7, "CARD": 2})
    asked = [wanted(world, order, *some) for some in (("C-02-1", "MUG", 5), ("B-03-1", "CARD", 2))]

    made = world.do(lambda: reserve_all(asked))

    assert [allocation_id is not None for allocation_id in made] == [False, True]
    assert (world.stock("C-02-1", "MUG").reserved, world.stock("B-03-1", "CARD").reserved) == (0, 2)
    assert len(db.session.scalars(select(Allocation)).all()) == 1


def test_the_same_stock_asked_for_twice_gives_no_more_than_it_holds(world: World) -> None:
    order = world.order({"MUG": 7})
    asked = [wanted(world, order, "C-02-1", "MUG", units) for units in (3, 2)]

    made = world.do(lambda: reserve_all(asked))

    assert [allocation_id is not None for allocation_id in made] == [True, False]
    assert world.stock("C-02-1", "MUG").reserved == 3


def test_stock_in_doubt_is_not_reserved(world: World) -> None:
    order = world.order({"MUG": 1})
    asked = [wanted(world, order, "C-02-1", "MUG", 1)]
    world.do(lambda: doubt(world.stock("C-02-1", "MUG")))

    assert world.do(lambda: reserve_all(asked)) == [None]
    assert world.stock("C-02-1", "MUG").reserved == 0
