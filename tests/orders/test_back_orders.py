"""A back-order waits for stock, and what a stopped order frees is stock too."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.db import db
from app.orders.commands import cancel_order, split_order
from app.orders.desk import hold_by_hand
from app.orders.holds import open_holds
from app.orders.models import Order
from app.picking.models import PickTask
from tests.floor import fresh, release, wrong_books
from tests.handheld import Handheld
from tests.world import World


def waved(world: World, lines: dict[str, int]) -> int:
    """An order of a wave of its own; its id."""
    order_id = world.order(lines)
    release(world.warehouse_id)
    assert fresh(Order, order_id).state == "waved"
    return order_id


def back_order_of(world: World, order_id: int) -> int:
    """The id of what was split off the order, which waits for stock."""
    world.do(lambda: split_order(db.session.get_one(Order, order_id), world.actor("Cleo")))
    later_id = db.session.scalars(select(Order.id).where(Order.back_order_of_id == order_id)).one()
    assert waits(later_id)
    return later_id


def waits(order_id: int) -> bool:
    return [hold.reason for hold in open_holds(fresh(Order, order_id))] == ["back_order"]


def cancel(world: World, order_id: int) -> None:
    world.do(lambda: cancel_order(db.session.get_one(Order, order_id), world.actor("Cleo")))


def hold(world: World, order_id: int) -> None:
    world.do(lambda: hold_by_hand(db.session.get_one(Order, order_id), "ask Mira", world.actor("Cleo")))


@pytest.mark.parametrize("stop", [cancel, hold])
def test_what_is_free_again_when_an_order_is_stopped_lets_a_back_order_go(
    world: World, stop: Callable[[World, int], None]
) -> None:
    stopped = waved(world, {"MUG": 13})
    later = back_order_of(world, waved(world, {"MUG": 3}))

    stop(world, stopped)

    assert not waits(later)
    assert fresh(Order, later).state == "open"
    assert wrong_books() == []


def test_so_does_what_its_picker_undoes_of_it(world: World) -> None:
    stopped = waved(world, {"MUG": 13})
    task_id = db.session.scalars(select(PickTask.id)).one()
    ana = Handheld(world, "Ana")
    ana.claim()
    ana.bind_all(task_id)
    ana.pick_all(task_id)
    later = back_order_of(world, waved(world, {"MUG": 3}))
    cancel(world, stopped)
    assert waits(later), "what lies in a tote is nobody's yet"

    assert ana.post(f"/picking/tasks/{task_id}/undos").status_code == 200

    assert not waits(later)
    assert wrong_books() == []


def test_what_a_cancelled_order_frees_goes_to_others_and_not_to_what_was_to_follow_of_it(world: World) -> None:
    waved(world, {"MUG": 12})
    cancelled = waved(world, {"MUG": 4})
    own = back_order_of(world, cancelled)
    other = back_order_of(world, waved(world, {"MUG": 2, "CARD": 1}))

    cancel(world, cancelled)

    assert not waits(other), "two mugs are free: enough for one of the two, and the older one is not wanted"
    assert (fresh(Order, own).state, fresh(Order, cancelled).state) == ("cancelled", "cancelled")
    assert fresh(Order, own).holds[0].released_at is None
    assert wrong_books() == []
