"""The tests' own world stands."""

from sqlalchemy import select

from app.db import db
from app.orders.models import Order
from tests.world import World


def test_the_world_has_stock_where_it_says(world: World) -> None:
    assert world.on_hand("A-01-1", "MUG") == 10
    assert world.on_hand("D-05-1", "TEA", "L2") == 5
    assert world.on_hand("SUPPLIER", "CARD") == -20


def test_each_test_begins_with_the_same_few_orders(world: World) -> None:
    order_id = world.order({"MUG": 1})

    assert db.session.scalars(select(Order.id)).all() == [order_id]
