"""Scenarios 22 and 31 upwards: an order is held or cancelled while units of it are packed."""

from app.db import db
from app.orders.commands import cancel_order
from app.orders.desk import hold_by_hand
from app.orders.holds import open_holds, release_hold
from app.orders.models import CANCELLED, PACKED, PICKED, Order
from app.packing.commands import Closing, build_wall, close_carton, empty_carton, pack_units, reopen_carton, sort_units
from app.packing.models import Carton
from app.putting_back.models import PutBackTask
from app.walks.scans import StopScan
from app.warehouse.models import Warehouse
from tests.floor import fresh, wrong_books
from tests.packing.conftest import document
from tests.packing.orders import closed_carton, hand, picked_orders
from tests.packing.put_back import put_all_back
from tests.world import World

MUG = "4006381333931"


def cancel(world: World, order_id: int) -> None:
    world.do(lambda: cancel_order(order_of(order_id), world.actor("Cleo")))


def order_of(order_id: int) -> Order:
    return db.session.get_one(Order, order_id)


def carton_of(carton_id: int) -> Carton:
    return db.session.get_one(Carton, carton_id)


def pack(world: World, order_id: int) -> str:
    scan = StopScan(item=MUG)
    return hand(world, "Ben").does("pack", lambda actor: pack_units(order_of(order_id), scan, None, actor)).code


def test_a_packed_order_that_is_cancelled_is_emptied_and_put_back_before_its_stock_is_free(world: World) -> None:
    carton_id = closed_carton(world, {"MUG": 2})
    order_id = fresh(Carton, carton_id).order_id

    cancel(world, order_id)

    assert document(order_id).is_stopped
    assert fresh(Order, order_id).state == PACKED
    assert world.on_hand("A-01-1", "MUG") == 8
    reopened = hand(world, "Ben").does("reopen", lambda actor: reopen_carton(carton_of(carton_id), actor))
    assert reopened.code == "order_to_empty"
    assert wrong_books() == []

    emptied = hand(world, "Ben").does("empty", lambda actor: empty_carton(carton_of(carton_id), "TOTE-001", actor))
    assert emptied.ok
    assert wrong_books() == []
    put_all_back(world)

    assert fresh(Order, order_id).state == CANCELLED
    assert world.on_hand("A-01-1", "MUG") == 10
    assert world.stock("A-01-1", "MUG").reserved == 0
    assert world.on_hand("PACKED", "MUG") == 0
    assert wrong_books() == []


def test_what_lies_in_totes_and_what_is_packed_go_back_on_walks_of_their_own(world: World, order_id: int) -> None:
    assert pack(world, order_id) == "done"
    carton_id = document(order_id).open_carton.id  # type: ignore[union-attr]

    cancel(world, order_id)

    assert pack(world, order_id) == "order_to_empty"
    closing = Closing(weight_g=500, goes_on=True)
    closed = hand(world, "Ben").does("close", lambda actor: close_carton(carton_of(carton_id), closing, actor))
    assert closed.code == "order_to_empty"
    assert wrong_books() == []
    put_all_back(world)
    assert fresh(Order, order_id).stopped_at is not None
    assert wrong_books() == []
    emptied = hand(world, "Ben").does("empty", lambda actor: empty_carton(carton_of(carton_id), "TOTE-004", actor))
    assert emptied.ok
    assert wrong_books() == []
    put_all_back(world)

    assert fresh(Order, order_id).state == CANCELLED
    assert (world.on_hand("A-01-1", "MUG"), world.on_hand("B-03-1", "CARD")) == (10, 20)
    assert wrong_books() == []


def test_while_a_put_back_is_walked_an_emptied_carton_becomes_another_one(world: World, order_id: int) -> None:
    assert pack(world, order_id) == "done"
    carton_id = document(order_id).open_carton.id  # type: ignore[union-attr]
    cancel(world, order_id)
    ana = hand(world, "Ana")
    first = ana.claims()

    assert hand(world, "Ben").does("empty", lambda actor: empty_carton(carton_of(carton_id), "TOTE-001", actor)).ok

    tasks = db.session.query(PutBackTask).filter(PutBackTask.order_id == order_id).all()
    assert [task.id == first for task in tasks] == [True, False]
    assert wrong_books() == []


def test_a_cancelled_order_whose_cancelling_is_taken_back_keeps_its_cartons(world: World) -> None:
    carton_id = closed_carton(world, {"MUG": 2})
    order_id = fresh(Carton, carton_id).order_id
    cancel(world, order_id)

    world.do(lambda: release_hold(open_holds(order_of(order_id))[0], world.actor("Cleo")))

    order = fresh(Order, order_id)
    assert (order.state, order.stopped_at) == (PACKED, None)
    assert fresh(Carton, carton_id).state == "closed"
    assert world.on_hand("PACKED", "MUG") == 2
    assert wrong_books() == []


def test_a_held_order_keeps_its_carton_where_it_is_and_goes_on_later(world: World, order_id: int) -> None:
    assert pack(world, order_id) == "done"
    carton_id = document(order_id).open_carton.id  # type: ignore[union-attr]
    world.do(lambda: hold_by_hand(order_of(order_id), "ask Mira", world.actor("Cleo")))
    closing = Closing(weight_g=500, goes_on=True)

    closed = hand(world, "Ben").does("close", lambda actor: close_carton(carton_of(carton_id), closing, actor))

    assert closed.code == "order_held_back"
    world.do(lambda: release_hold(open_holds(order_of(order_id))[0], world.actor("Cleo")))
    assert hand(world, "Ben").does("close", lambda actor: close_carton(carton_of(carton_id), closing, actor)).ok
    assert fresh(Order, order_id).state == PICKED
    assert wrong_books() == []


def test_what_was_sorted_into_a_cell_goes_back_out_of_it(world: World) -> None:
    world.do(lambda: build_wall(db.session.get_one(Warehouse, world.warehouse_id), "W1", 1, world.actor("Gus")))
    first, _ = picked_orders(world, {"MUG": 1}, {"CARD": 1}, mode="bulk")
    scan = StopScan(item=MUG, tote="TOTE-001")
    assert hand(world, "Ben").does("sort", lambda actor: sort_units(world.warehouse_id, scan, actor)).ok

    cancel(world, first)

    assert wrong_books() == []
    walker = hand(world, "Ana")
    task = fresh(PutBackTask, walker.claims() or 0)
    assert [tote.tote_use.tote.address for tote in task.totes] == ["W1-01"]
    assert task.totes[0].is_shared
