"""The last stop leads to the staging lane: the task is done, its orders are picked."""

from app.db import db
from app.orders.models import Order
from app.picking.models import PickTask, ToteUse
from app.waves.models import Wave
from tests.floor import release
from tests.handheld import Handheld
from tests.picking.conftest import Walk
from tests.visitor import visitor
from tests.world import World


def stage(walk: Walk, lane: str = "LOC-LANE-1") -> tuple[int, str]:
    answer = walk.ana.post(f"/picking/tasks/{walk.task_id}/stagings", lane=lane)
    return answer.status_code, answer.text


def test_the_lane_ends_the_task_its_orders_and_the_wave(walk: Walk) -> None:
    walk.ana.pick_all(walk.task_id)

    status, _ = stage(walk)

    assert status == 200
    task = db.session.get_one(PickTask, walk.task_id)
    assert task.state == "done"
    assert task.done_at is not None
    assert [db.session.get_one(Order, order_id).state for order_id in walk.orders] == ["picked", "picked"]
    assert db.session.get_one(Wave, task.wave_id).state == "done"


def test_the_totes_stay_their_orders_in_the_lane(walk: Walk) -> None:
    walk.ana.pick_all(walk.task_id)
    stage(walk)

    lane = walk.world.location("LANE-1").id
    uses = db.session.query(ToteUse).all()
    assert [(use.staged_at_id, use.released_at) for use in uses] == [(lane, None), (lane, None)]


def test_stops_that_are_left_are_counted(walk: Walk) -> None:
    walk.ana.pick(walk.task_id, walk.stop("MUG"))

    status, text = stage(walk)

    assert status == 409
    assert "2 stops are still to do" in text
    assert db.session.get_one(PickTask, walk.task_id).state == "active"


def test_what_is_no_lane_is_named(walk: Walk) -> None:
    walk.ana.pick_all(walk.task_id)

    status, text = stage(walk, "LOC-A-01-1")

    assert status == 422
    assert "This is A-01-1, not a staging lane" in text
    assert db.session.get_one(PickTask, walk.task_id).state == "active"


def test_a_tote_that_stayed_empty_is_free_again(walk: Walk) -> None:
    walk.ana.post(f"/picking/lines/{walk.stop('TEA').line_id}/shorts", reason="empty")
    while left := [stop for stop in walk.document.stops if stop.left and stop.sku == "TEA"]:
        walk.ana.post(f"/picking/lines/{left[0].line_id}/shorts", reason="empty")
    walk.ana.pick_all(walk.task_id)

    status, _ = stage(walk)

    assert status == 200
    empty = [use for use in db.session.query(ToteUse) if use.place.order_id == walk.orders[1]]
    assert all(use.released_at is not None for use in empty)
    waiting = db.session.get_one(Order, walk.orders[1])
    assert waiting.state == "open", "nothing of it was found: it waits for the lead"
    assert [line.to_allocate for line in waiting.lines] == [1], "a later wave may find it"
    assert [hold.reason for hold in waiting.holds] == ["short"]


def test_a_finished_walk_takes_no_more_scans(walk: Walk) -> None:
    mug = walk.stop("MUG")
    walk.ana.pick_all(walk.task_id)
    stage(walk)

    answer = walk.ana.post(f"/picking/lines/{mug.line_id}/picks", bin=mug.bin_barcode, quantity=1)

    assert answer.status_code == 409
    assert "This walk is over" in answer.text


def test_bulk_orders_share_a_stop_and_a_tote(world: World) -> None:
    ana = Handheld(world, "Ana")
    orders = [world.order({"MUG": 2}), world.order({"MUG": 1})]
    (task_id,) = release(world.warehouse_id, mode="bulk")
    ana.claim()
    ana.bind_all(task_id)

    (stop,) = ana.walk(task_id).stops
    assert stop.quantity == 3
    ana.pick(task_id, stop)
    ana.post(f"/picking/tasks/{task_id}/stagings", lane="LOC-LANE-1")

    assert world.on_hand("T-001", "MUG") == 3
    assert [db.session.get_one(Order, order_id).state for order_id in orders] == ["picked", "picked"]
    for order_id in orders:
        assert "T-001 (LANE-1)" in visitor(world, "Fay").get(f"/orders/{order_id}").text


def test_a_tote_of_bulk_is_refused_by_its_wave(world: World) -> None:
    ana, ben = Handheld(world, "Ana"), Handheld(world, "Ben")
    world.order({"MUG": 2})
    (bulk,) = release(world.warehouse_id, mode="bulk")
    ana.claim()
    ana.bind_all(bulk)
    world.order({"CARD": 1})
    (cart,) = release(world.warehouse_id)
    ben.claim()
    (place,) = ben.walk(cart).places

    answer = ben.post(f"/picking/places/{place.id}/totes", tote="TOTE-001")

    assert answer.status_code == 409
    assert "T-001 holds orders of wave 1. Scan an empty tote." in answer.text
