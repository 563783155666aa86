"""Damaged: those units go to quarantine, and the order gets good ones, from the same bin if it holds them."""

import pytest
from sqlalchemy import select

from app.db import db
from app.inventory.models import StockMovement
from app.operations.models import AuditEntry
from app.orders.models import Order, OrderLine
from tests.floor import release, wrong_books
from tests.handheld import Handheld
from tests.picking.conftest import Walk
from tests.world import World


def damage(walk: Walk, sku: str, quantity: object, operation_id: str | None = None) -> int:
    url = f"/picking/lines/{walk.stop(sku).line_id}/damages"
    return walk.ana.post(url, operation_id=operation_id, quantity=quantity).status_code


def stops_of(walk: Walk, sku: str) -> list[tuple[str, str, int]]:
    return [(stop.bin_address, stop.state, stop.left) for stop in walk.document.stops if stop.sku == sku]


def test_a_damaged_unit_goes_to_quarantine_and_the_ledger_says_who_when_and_why(walk: Walk) -> None:
    """Scenario 16."""
    assert damage(walk, "MUG", 1) == 200

    moved = db.session.scalars(select(StockMovement).where(StockMovement.reason == "damaged")).one()
    assert (moved.quantity, moved.worker_id, moved.device_id) == (
        1,
        walk.world.workers["Ana"],
        walk.world.devices["Ana"],
    )
    assert moved.operation_id is not None
    assert (walk.world.on_hand("A-01-1", "MUG"), walk.world.on_hand("QUARANTINE", "MUG")) == (9, 1)
    assert wrong_books() == []


def test_while_the_bin_holds_good_ones_the_picker_stays_there(walk: Walk) -> None:
    damage(walk, "MUG", 2)

    assert stops_of(walk, "MUG") == [("A-01-1", "todo", 3)]
    assert walk.world.stock("A-01-1", "MUG").doubted_at is None
    walk.ana.pick_all(walk.task_id)
    assert wrong_books() == []


def test_what_the_bin_lacks_then_is_picked_from_elsewhere(walk: Walk) -> None:
    """Scenario 16: picked from elsewhere; seven were free, so two of the three are still good."""
    damage(walk, "MUG", 8)

    assert stops_of(walk, "MUG") == [("A-01-1", "todo", 2), ("C-02-1", "todo", 1)]
    walk.ana.pick_all(walk.task_id)
    assert (walk.world.on_hand("A-01-1", "MUG"), walk.world.on_hand("C-02-1", "MUG")) == (0, 3)
    assert [stop.state for stop in walk.document.stops if stop.sku == "MUG"] == ["short", "done"]
    assert wrong_books() == []


def test_what_lies_nowhere_else_holds_the_order(walk: Walk) -> None:
    damage(walk, "CARD", 20)

    assert stops_of(walk, "CARD") == [("B-03-1", "short", 0)]
    (hold,) = db.session.get_one(Order, walk.orders[0]).holds
    assert (hold.reason, hold.params) == ("short", {"sku": "CARD", "quantity": 2})
    line = db.session.scalars(select(OrderLine).where(OrderLine.sku == "CARD")).one()
    assert (line.allocated, line.short) == (0, 2)
    assert wrong_books() == []


def test_what_another_order_keeps_is_not_touched(world: World) -> None:
    world.order({"MUG": 4})
    (first,) = release(world.warehouse_id)
    world.order({"MUG": 6})
    release(world.warehouse_id)
    ana = Handheld(world, "Ana")
    ana.claim()
    ana.bind_all(first)
    stop = ana.walk(first).stops[0]

    answer = ana.post(f"/picking/lines/{stop.line_id}/damages", quantity=5)

    assert (answer.status_code, "Only 4" in answer.text) == (422, True)
    assert world.on_hand("A-01-1", "MUG") == 10
    assert ana.walk(first).stops[0].left == 4


@pytest.mark.parametrize("quantity", [0, -1, "many", ""])
def test_a_number_of_units_is_wanted(walk: Walk, quantity: object) -> None:
    assert damage(walk, "MUG", quantity) == 422
    assert walk.world.on_hand("A-01-1", "MUG") == 10


def test_a_replay_moves_nothing_more(walk: Walk) -> None:
    named = "8b0f4f52-0f0c-4a3e-9a51-0b8f3f3f4c11"
    damage(walk, "MUG", 1, named)
    damage(walk, "MUG", 1, named)

    assert walk.world.on_hand("QUARANTINE", "MUG") == 1
    noted = select(AuditEntry).where(AuditEntry.operation_id == named, AuditEntry.change == "damaged")
    assert len(db.session.scalars(noted).all()) == 1


def test_an_undo_after_a_damage_puts_back_what_was_picked_and_not_what_was_damaged(walk: Walk) -> None:
    """Scenario 10, after a damage."""
    walk.ana.pick(walk.task_id, walk.stop("MUG"), quantity=1)
    damage(walk, "MUG", 1)

    assert walk.ana.post(f"/picking/tasks/{walk.task_id}/undos").status_code == 200

    assert stops_of(walk, "MUG") == [("A-01-1", "todo", 3)]
    assert (walk.world.on_hand("A-01-1", "MUG"), walk.world.on_hand("QUARANTINE", "MUG")) == (9, 1)
    assert wrong_books() == []
