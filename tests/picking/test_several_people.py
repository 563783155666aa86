"""Several people and devices on one walk: who resumes it, who is told what, and what a late scan is worth."""

from datetime import UTC, datetime, timedelta
from typing import Any

from app.db import db
from app.orders.commands import cancel_order
from app.orders.models import Order
from app.outbox.topics import worker
from app.picking.models import PickTask
from app.walks.commands import assign
from tests.floor import fresh, release, wrong_books
from tests.handheld import Handheld
from tests.picking.conftest import Walk
from tests.picking.moves import told_to
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


def test_what_waited_on_a_dead_handheld_shows_on_the_one_in_the_pickers_hand(walk: Walk) -> None:
    ana, scanned_at = worker(walk.world.workers["Ana"]), datetime.now(UTC) - timedelta(minutes=2)
    other = Handheld(walk.world, "Ana")
    other.claim()
    assert other.pick(walk.task_id, walk.stop("MUG"), quantity=1).status_code == 200
    mug = walk.stop("MUG")
    late: dict[str, Any] = {"bin": mug.bin_barcode, "item": mug.codes[0][0], "tote": "TOTE-001", "quantity": 1}
    url = f"/picking/lines/{mug.line_id}/picks"
    assert other.post(url, at=scanned_at, **late).status_code == 200  # its own queue is on its screen
    assert told_to(ana) == []

    assert walk.ana.post(url, at=scanned_at, **late).status_code == 200

    assert told_to(ana) == ["work-changed"]
    assert walk.stop("MUG").left == 0


def test_what_was_sent_from_another_handheld_shows_however_its_clock_goes(walk: Walk) -> None:
    other = Handheld(walk.world, "Ana")
    other.claim()
    card = walk.stop("CARD")

    assert walk.ana.pick(walk.task_id, card, quantity=1).status_code == 200  # made this moment, by its own clock

    assert told_to(worker(walk.world.workers["Ana"])) == ["work-changed"]


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
    ben_hears = told_to(worker(world.workers["Ben"]))
    assert walk.ana.post(f"/picking/lines/{before.line_id}/picks", at=scanned_at, **late).status_code == 200
    assert told_to(worker(world.workers["Ben"])) == [*ben_hears, "work-changed"]
    ben.take_over(walk.task_id)
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
