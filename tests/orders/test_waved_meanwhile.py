"""A wave takes an order in the very moment in which somebody holds or cancels it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from app.db import db
from app.orders.commands import TooLateToCancel, cancel_order
from app.orders.desk import hold_by_hand
from app.orders.holds import open_holds
from app.orders.models import Order
from app.picking.models import PickTask
from tests.floor import fresh, release, wrong_books
from tests.world import World


@pytest.fixture
def waved(world: World) -> int:
    """The id of an order that a wave has just put on a walk."""
    order_id = world.order({"MUG": 2})
    release(world.warehouse_id)
    return order_id


def as_read_before(order_id: int) -> Order:
    """The order as the desk's request read it before the wave had it."""
    order = db.session.get_one(Order, order_id)
    set_committed_value(order, "state", "open")
    return order


def test_who_cancels_it_takes_it_off_its_walk(world: World, waved: int) -> None:
    world.do(lambda: cancel_order(as_read_before(waved), world.actor("Cleo")))

    order = fresh(Order, waved)
    assert (order.state, order.lines[0].cancelled) == ("cancelled", 2)
    assert world.stock("A-01-1", "MUG").reserved == 0
    assert db.session.scalars(select(PickTask.state)).all() == ["cancelled"]
    assert wrong_books() == []


def test_who_holds_it_takes_it_off_its_walk(world: World, waved: int) -> None:
    world.do(lambda: hold_by_hand(as_read_before(waved), "ask Mira", world.actor("Cleo")))

    order = fresh(Order, waved)
    assert (order.state, [hold.reason for hold in open_holds(order)]) == ("open", ["by_hand"])
    assert world.stock("A-01-1", "MUG").reserved == 0
    assert db.session.scalars(select(PickTask.state)).all() == ["cancelled"]
    assert wrong_books() == []


def test_what_somebody_else_has_cancelled_in_that_moment_is_cancelled_once(world: World) -> None:
    order_id = world.order({"MUG": 2})
    world.do(lambda: cancel_order(db.session.get_one(Order, order_id), world.actor("Cleo")))

    world.do(lambda: cancel_order(as_read_before(order_id), world.actor("Cleo")))

    order = fresh(Order, order_id)
    assert (order.state, order.lines[0].cancelled, order.holds) == ("cancelled", 2, [])
    assert wrong_books() == []


def test_what_has_left_is_not_cancelled_any_more(world: World, waved: int) -> None:
    world.do(lambda: setattr(db.session.get_one(Order, waved), "state", "shipped"))

    with pytest.raises(TooLateToCancel):
        world.do(lambda: cancel_order(as_read_before(waved), world.actor("Cleo")))

    assert fresh(Order, waved).holds == []
