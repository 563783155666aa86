"""Several people and devices on one walk: who resumes it, who is told what, and what a late scan is worth."""

from datetime import UTC, datetime
from typing import Any

from app.db import db
from app.orders.commands import cancel_order
from app.orders.models import Order
from app.picking.models import PickTask
from app.walks.commands import assign
from tests.floor import fresh, release, wrong_books
from tests.handheld import Handheld
from tests.picking.conftest import Walk
from tests.world import World


def test_the_same_worker_resumes_on_another_handheld_at_the_same_stop_and_nothing_is_picked_twice(walk: Walk) -> None:
    mug = walk.stop("MUG")
    assert walk.ana.pick(walk.task_id, mug).status_code == 200

    other = Handheld(walk.world, "Ana")
    assert other.claim().headers["Operation-Outcome"] == "done"
    page = other.client.get(f"/picking/tasks/{walk.task_id}").text
    assert f'id="stop-{mug.line_id}"' in page
    assert [stop.sku for stop in other.walk(walk.task_id).stops if stop.left] == ["CARD", "TEA"]

    again = other.pick(walk.task_id, mug, quantity=3)
    assert again.status_code == 409
    assert "A-01-1 is done already." in again.text
    assert other.pick(walk.task_id, walk.stop("CARD")).status_code == 200
    assert walk.world.on_hand("A-01-1", "MUG") == 7
    assert wrong_books() == []


def test_a_reassigned_walk_goes_on_where_the_first_picker_was_and_tells_both(walk: Walk) -> None:
    world, before = walk.world, walk.stop("CARD")
    walk.ana.pick(walk.task_id, walk.stop("MUG"))
    scanned_at = datetime.now(UTC)
    world.do(lambda: assign(db.session.get_one(PickTask, walk.task_id), world.worker("Ben"), world.actor("Cleo")))
    ben = Handheld(world, "Ben")
    assert ben.claim().headers["Operation-Outcome"] == "done"

    assert [(stop.sku, stop.picked) for stop in ben.walk(walk.task_id).stops] == [("MUG", 3), ("CARD", 0), ("TEA", 0)]
    told = walk.ana.client.get(f"/picking/tasks/{walk.task_id}/stops")
    assert (told.status_code, "Ben has this walk now." in told.text) == (409, True)
    late: dict[str, Any] = {"bin": before.bin_barcode, "item": before.codes[0][0], "tote": "TOTE-001", "quantity": 2}
    assert walk.ana.post(f"/picking/lines/{before.line_id}/picks", at=scanned_at, **late).status_code == 200
    refused = ben.pick(walk.task_id, before)
    assert "B-03-1 is done already. Put what you hold back into the bin and go on." in refused.text
    assert world.on_hand("B-03-1", "CARD") == 18
    assert wrong_books() == []


def test_a_cancelled_walk_says_so_on_the_next_scan_and_where_the_totes_go(world: World) -> None:
    order_id = world.order({"MUG": 2})
    (task_id,) = release(world.warehouse_id)
    ana = Handheld(world, "Ana")
    stop = ana.walk(task_id).stops[0]
    world.do(lambda: assign(db.session.get_one(PickTask, task_id), world.worker("Ana"), world.actor("Cleo")))
    world.do(lambda: cancel_order(db.session.get_one(Order, order_id), world.actor("Cleo")))

    place = db.session.get_one(PickTask, task_id).places[0].id
    told = ana.post(f"/picking/places/{place}/totes", tote="TOTE-001")

    assert told.status_code == 409
    assert "This walk was cancelled. Bring the totes of your cart to a staging lane" in told.text
    assert fresh(PickTask, task_id).state == "cancelled"
    assert ana.client.get(f"/picking/tasks/{task_id}/stops").status_code == 409
    assert stop.left == 2
    assert wrong_books() == []
