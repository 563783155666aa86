"""The picker undoes a confirmation of which something was for an order that was cancelled meanwhile."""

from sqlalchemy import select

from app.db import db
from app.orders.models import Order, OrderLine
from app.picking.queries import lines_of_order
from app.putting_back.models import PutBackTask
from tests.floor import fresh, release, wrong_books
from tests.handheld import Handheld
from tests.picking.test_stop_order import cancel
from tests.world import World


def picked_at_once(world: World, ana: Handheld, mode: str) -> int:
    """Ana confirms the one stop of what is ready with one scan; the id of her walk."""
    (task_id,) = release(world.warehouse_id, mode)
    ana.claim()
    ana.bind_all(task_id)
    (stop,) = ana.walk(task_id).stops
    assert ana.pick(task_id, stop).status_code == 200
    return task_id


def test_in_bulk_each_stopped_order_of_the_confirmation_has_nothing_left_to_put_back(
    world: World, ana: Handheld
) -> None:
    kept, stopped = world.order({"MUG": 2}), world.order({"MUG": 1})
    task_id = picked_at_once(world, ana, "bulk")
    cancel(world, stopped)
    back_id = db.session.scalars(select(PutBackTask.id)).one()

    assert ana.post(f"/picking/tasks/{task_id}/undos").status_code == 200

    back = fresh(PutBackTask, back_id)
    assert (back.state, [line.state for line in back.lines]) == ("cancelled", ["cancelled"])
    assert (fresh(Order, kept).stopped_at, fresh(Order, stopped).state) == (None, "cancelled")
    assert [stop.left for stop in ana.walk(task_id).stops] == [2]
    assert world.stock("A-01-1", "MUG").reserved == 2
    assert wrong_books() == []


def with_mugs_twice(world: World) -> int:
    """An order that asks for mugs in two of its lines; its id."""
    order_id = world.order({"MUG": 2})
    again = {"position": 2, "sku": "MUG", "description": "MUG", "quantity": 1}
    world.do(lambda: db.session.add(OrderLine(order_id=order_id, item_id=world.item("MUG").id, **again)))
    return order_id


def test_all_lines_of_a_cancelled_order_leave_the_walk_before_it_is_settled(world: World, ana: Handheld) -> None:
    order_id = with_mugs_twice(world)
    task_id = picked_at_once(world, ana, "cart")
    cancel(world, order_id)

    assert ana.post(f"/picking/tasks/{task_id}/undos").status_code == 200

    order = fresh(Order, order_id)
    assert (order.state, [line.cancelled for line in order.lines]) == ("cancelled", [2, 1])
    assert {line.state for line in lines_of_order(order)} == {"cancelled"}
    assert world.stock("A-01-1", "MUG").reserved == 0
    assert wrong_books() == []
