"""A skipped stop comes back last; an undone pick is as if it had not been, but for the history."""

from uuid import uuid4

from sqlalchemy import select

from app.db import db
from app.operations.models import AuditEntry
from app.orders.models import OrderLine
from app.picking.models import Pick
from tests.picking.conftest import Walk


def test_a_skipped_stop_comes_back_last(walk: Walk) -> None:
    before = [stop.sku for stop in walk.document.stops]
    first = walk.document.stops[0]

    answer = walk.ana.post(f"/picking/lines/{first.line_id}/skips")

    assert answer.status_code == 200
    after = walk.document.stops
    assert [stop.sku for stop in after] == [*before[1:], before[0]]
    assert [stop.state for stop in after] == ["todo", "todo", "skipped"]
    assert [stop.position for stop in after] == [1, 2, 3]


def test_a_skipped_stop_is_picked_like_any_other(walk: Walk) -> None:
    walk.ana.post(f"/picking/lines/{walk.stop('MUG').line_id}/skips")

    walk.ana.pick(walk.task_id, walk.stop("MUG"))

    assert walk.stop("MUG").state == "done"


def test_what_is_done_cannot_be_skipped(walk: Walk) -> None:
    walk.ana.pick(walk.task_id, walk.stop("MUG"))

    assert walk.ana.post(f"/picking/lines/{walk.stop('MUG').line_id}/skips").status_code == 409


def test_an_undone_pick_puts_stock_line_and_tote_back(walk: Walk) -> None:
    mug = walk.stop("MUG")
    walk.ana.pick(walk.task_id, mug)

    answer = walk.ana.post(f"/picking/tasks/{walk.task_id}/undos")

    assert answer.status_code == 200
    stock = walk.world.stock("A-01-1", "MUG")
    assert (stock.on_hand, stock.reserved) == (10, 3)
    assert walk.world.on_hand(mug.place.tote_address or "", "MUG") == 0
    assert (walk.stop("MUG").picked, walk.stop("MUG").state) == (0, "todo")
    line = db.session.scalars(
        select(OrderLine).where(OrderLine.order_id == walk.orders[0], OrderLine.sku == "MUG")
    ).one()
    assert (line.picked, line.allocated) == (0, 3)


def test_both_facts_stay_in_the_history(walk: Walk) -> None:
    walk.ana.pick(walk.task_id, walk.stop("MUG"))
    walk.ana.post(f"/picking/tasks/{walk.task_id}/undos")

    changes = db.session.scalars(
        select(AuditEntry.change).where(AuditEntry.entity == "pick_lines").order_by(AuditEntry.id)
    ).all()
    assert changes == ["picked", "undone"]


def test_undo_goes_back_one_confirmation_at_a_time(walk: Walk) -> None:
    walk.ana.pick(walk.task_id, walk.stop("MUG"), quantity=1)
    walk.ana.pick(walk.task_id, walk.stop("MUG"), quantity=2)

    walk.ana.post(f"/picking/tasks/{walk.task_id}/undos")
    assert walk.stop("MUG").picked == 1
    walk.ana.post(f"/picking/tasks/{walk.task_id}/undos")
    assert walk.stop("MUG").picked == 0

    answer = walk.ana.post(f"/picking/tasks/{walk.task_id}/undos")
    assert answer.status_code == 409
    assert "nothing to undo" in answer.text


def test_an_undo_of_a_refused_confirmation_leaves_the_one_before_it(walk: Walk) -> None:
    walk.ana.pick(walk.task_id, walk.stop("MUG"), quantity=1)
    confirmed = db.session.scalars(select(Pick.operation_id)).one()

    answer = walk.ana.post(f"/picking/tasks/{walk.task_id}/undos", pick=str(uuid4()))
    assert answer.status_code == 409
    assert walk.stop("MUG").picked == 1

    assert walk.ana.post(f"/picking/tasks/{walk.task_id}/undos", pick=confirmed).status_code == 200
    assert walk.stop("MUG").picked == 0


def test_what_was_undone_can_be_picked_again(walk: Walk) -> None:
    walk.ana.pick(walk.task_id, walk.stop("MUG"))
    walk.ana.post(f"/picking/tasks/{walk.task_id}/undos")

    assert walk.ana.pick(walk.task_id, walk.stop("MUG")).status_code == 200
    assert walk.world.on_hand("A-01-1", "MUG") == 7


def test_what_was_undone_at_a_short_stop_is_picked_again_and_stays_short(walk: Walk) -> None:
    walk.ana.pick(walk.task_id, walk.stop("CARD"), quantity=1)
    walk.ana.post(f"/picking/lines/{walk.stop('CARD').line_id}/shorts", reason="too_few")
    walk.ana.post(f"/picking/tasks/{walk.task_id}/undos")
    assert (walk.stop("CARD").state, walk.stop("CARD").left) == ("todo", 1)

    walk.ana.pick(walk.task_id, walk.stop("CARD"))

    stop = walk.stop("CARD")
    assert (stop.state, stop.picked, stop.short) == ("short", 1, 1)
