"""Undo the last confirmation of a walk; both facts stay in the history."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from app.db import db
from app.events import record
from app.operations import Actor
from app.picking.commands.stop_order import settle_undone
from app.picking.commands.undo_pick import undo_pick
from app.picking.events import PickUndone
from app.picking.models import Pick, PickLine, PickTask
from app.walks.holder import check_holder
from app.walks.scan_errors import NothingToUndo


def undo_last(task: PickTask, actor: Actor, meant: str = "") -> dict[str, int]:
    """Put the units of the last confirmation back: stock, line and tote are as they were.

    Raises NothingToUndo, also where another operation than the one that was `meant` confirmed last: that one was
    refused, and the one before it stands.
    """
    check_holder(task, actor)
    picks = _last_picks(task)
    if not picks or meant not in ("", picks[0].operation_id):
        raise NothingToUndo
    for pick in picks:
        undo_pick(pick, actor)
    settle_undone(picks, actor)
    for line in _a_line_of_each_order(picks):
        record(PickUndone(task.id, task.wave_id, task.warehouse_id, line.id))
    return {"line_id": picks[0].line_id, "task_id": task.id}


def _last_picks(task: PickTask) -> list[Pick]:
    """The picks of one operation: a stop of several lines is confirmed at once."""
    wanted = select(Pick).join(PickLine, PickLine.id == Pick.line_id).where(PickLine.walk_id == task.id)
    wanted = wanted.where(Pick.sorted_from_id.is_(None))
    last = db.session.scalars(wanted.where(Pick.undone_at.is_(None)).order_by(Pick.id.desc()).limit(1)).first()
    if last is None:
        return []
    return list(db.session.scalars(wanted.where(Pick.undone_at.is_(None), Pick.operation_id == last.operation_id)))


def _a_line_of_each_order(picks: Sequence[Pick]) -> Iterable[PickLine]:
    """In bulk one confirmation picks for several orders, and each of them may wait to be put back."""
    return {pick.line.order_line.order_id: pick.line for pick in picks}.values()
