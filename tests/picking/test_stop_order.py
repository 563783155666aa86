"""An order is held or cancelled while it is picked: its stops leave the walk, what lies in its tote is put back."""

import re

from sqlalchemy import select

from app.db import db
from app.orders.commands import cancel_order
from app.orders.desk import hold_by_hand
from app.orders.models import Order, OrderHold
from app.picking.models import PickTask, ToteUse
from app.picking.queries import put_backs
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
    assert "Put what you took back into it." in answer.text
    assert walk.world.on_hand("B-03-1", "CARD") == 20
    assert [(stop.sku, stop.left) for stop in walk.document.stops] == [("MUG", 0), ("TEA", 1)]
    assert wrong_books() == []


def test_what_is_picked_of_a_cancelled_order_is_put_back_and_then_it_is_cancelled(walk: Walk) -> None:
    walk.ana.pick(walk.task_id, walk.stop("MUG"))
    cancel(walk.world, walk.orders[0])
    wave_id = db.session.get_one(PickTask, walk.task_id).wave_id
    assert fresh(Order, walk.orders[0]).state == "picking"
    assert [stop.sku for stop in walk.document.stops if stop.left] == ["TEA"]
    cleo = visitor(walk.world, "Cleo")
    assert "3 × Red mug: from T-001 into A-01-1" in re.sub(r"\s+", " ", cleo.get(f"/waves/{wave_id}").text)

    assert cleo.send(f"/orders/{walk.orders[0]}/put-backs", wave_id=wave_id).status_code == 303

    assert fresh(Order, walk.orders[0]).state == "cancelled"
    assert walk.world.on_hand("A-01-1", "MUG") == 10
    assert put_backs(wave_id) == []
    assert [use.tote.address for use in db.session.scalars(select(ToteUse).where(ToteUse.released_at.is_(None)))] == [
        "T-002"
    ]
    walk.ana.pick_all(walk.task_id)
    assert walk.ana.post(f"/picking/tasks/{walk.task_id}/stagings", lane="LOC-LANE-1").status_code == 200
    assert fresh(Order, walk.orders[0]).state == "cancelled"
    assert fresh(Order, walk.orders[1]).state == "picked"
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
