"""An order is held or cancelled while it is picked: its stops leave the walk (what is picked: tests/putting_back)."""

import pytest
from sqlalchemy import select

from app.db import db
from app.orders.commands import cancel_order
from app.orders.desk import hold_by_hand
from app.orders.models import Order, OrderHold
from app.picking.models import PickTask
from app.waves.models import Wave
from tests.floor import fresh, release, wrong_books
from tests.handheld import Handheld
from tests.picking.conftest import Walk
from tests.visitor import visitor
from tests.world import World


def hold(walk: Walk, order_id: int) -> None:
    world = walk.world
    world.do(lambda: hold_by_hand(db.session.get_one(Order, order_id), "ask Mira", world.actor("Cleo")))


def cancel(world: World, order_id: int) -> None:
    world.do(lambda: cancel_order(db.session.get_one(Order, order_id), world.actor("Cleo")))


def test_the_stops_of_a_held_order_leave_the_walk_and_the_handheld_is_told(walk: Walk) -> None:
    version = walk.document.version
    hold(walk, walk.orders[0])

    assert [stop.sku for stop in walk.document.stops] == ["TEA"]
    assert walk.document.version > version
    page = walk.ana.client.get(f"/picking/tasks/{walk.task_id}/stops").text
    assert "Its stops have left your walk." in page
    assert fresh(Order, walk.orders[0]).state == "open"
    assert fresh(Order, walk.orders[1]).state == "waved"
    assert (walk.world.stock("A-01-1", "MUG").reserved, walk.world.stock("B-03-1", "CARD").reserved) == (0, 0)
    assert wrong_books() == []


def test_a_scan_of_a_stopped_line_that_waited_in_a_queue_is_refused_with_what_to_do(walk: Walk) -> None:
    before = walk.document.stops
    walk.ana.pick(walk.task_id, walk.stop("MUG"), quantity=1)
    hold(walk, walk.orders[0])

    card = next(one for one in before if one.sku == "CARD")
    answer = walk.ana.pick(walk.task_id, card)

    assert answer.status_code == 409
    number = fresh(Order, walk.orders[0]).number
    assert f"Order {number} was held or cancelled: nothing is taken from B-03-1." in answer.text
    assert walk.world.on_hand("B-03-1", "CARD") == 20
    assert [(stop.sku, stop.left) for stop in walk.document.stops] == [("MUG", 0), ("TEA", 1)]
    assert wrong_books() == []


def test_what_the_picker_undoes_of_a_stopped_order_does_not_come_back_onto_the_walk(walk: Walk) -> None:
    walk.ana.pick(walk.task_id, walk.stop("MUG"))
    hold(walk, walk.orders[0])

    walk.ana.post(f"/picking/tasks/{walk.task_id}/undos")

    assert [stop.sku for stop in walk.document.stops] == ["TEA"]
    assert fresh(Order, walk.orders[0]).state == "open"
    assert wrong_books() == []


def test_a_walk_of_which_nothing_is_left_before_anybody_began_is_over_and_its_wave_too(world: World) -> None:
    order_id = world.order({"MUG": 2})
    (task_id,) = release(world.warehouse_id)

    cancel(world, order_id)

    task = fresh(PickTask, task_id)
    assert task.state == "cancelled"
    assert fresh(Wave, task.wave_id).state == "done"
    assert fresh(Order, order_id).state == "cancelled"
    assert "no work for you" in Handheld(world, "Ana").claim().text
    assert wrong_books() == []


def test_a_held_order_goes_into_a_later_wave_when_nothing_holds_it(walk: Walk) -> None:
    hold(walk, walk.orders[0])
    hold_id = db.session.scalars(select(OrderHold.id)).one()
    visitor(walk.world, "Fay").send(f"/orders/holds/{hold_id}/releases")

    tasks = release(walk.world.warehouse_id)

    assert [task for task in tasks if task != walk.task_id] != []
    assert fresh(Order, walk.orders[0]).state == "waved"
    assert [stop.sku for stop in walk.document.stops] == ["TEA"]
    assert wrong_books() == []


@pytest.mark.parametrize("stopped", [0, 1])
def test_a_stop_of_several_orders_goes_on_for_those_that_are_left(world: World, stopped: int) -> None:
    """What was scanned before anybody knew is too many: the picker keeps what is wanted, and scans that again."""
    orders = [world.order({"MUG": 2}), world.order({"MUG": 1})]
    (task_id,) = release(world.warehouse_id, mode="bulk")
    ana = Handheld(world, "Ana")
    ana.claim()
    ana.bind_all(task_id)
    (stop,) = ana.walk(task_id).stops
    assert (stop.orders, stop.quantity) == (2, 3)
    assert "for 2 orders" in ana.client.get(f"/picking/tasks/{task_id}").text

    cancel(world, orders[stopped])
    left = 1 if stopped == 0 else 2
    late = ana.pick(task_id, stop)

    assert (late.status_code, late.headers["Operation-Outcome"]) == (422, "too_many_now")
    assert f"only {left} are left to pick here" in late.text
    assert world.on_hand("T-001", "MUG") == 0
    (now,) = ana.walk(task_id).stops
    assert (now.orders, now.left) == (1, left)
    assert "for 2 orders" not in ana.client.get(f"/picking/tasks/{task_id}").text

    again = ana.pick(task_id, stop, quantity=left)
    assert again.status_code == 200
    assert world.on_hand("T-001", "MUG") == left
    assert [fresh(Order, order_id).state for order_id in orders][stopped] == "cancelled"
    assert wrong_books() == []
