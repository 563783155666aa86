"""Undo the last confirmation of a walk; both facts stay in the history."""

from sqlalchemy import select

from app.db import db, guarded_update, now
from app.events import record
from app.inventory.commands import put_back
from app.operations import Actor, audit
from app.orders.models import OrderLine
from app.picking.commands.holder import check_holder
from app.picking.commands.serials import put_serials_back
from app.picking.errors import NothingToUndo
from app.picking.events import PickUndone
from app.picking.models import Pick, PickLine, PickTask
from app.walks.models import TODO


def undo_last(task: PickTask, actor: Actor) -> dict[str, int]:
    """Put the units of the last confirmation back: stock, line and tote are as they were. Raises NothingToUndo."""
    check_holder(task, actor)
    picks = _last_picks(task)
    if not picks:
        raise NothingToUndo
    for pick in picks:
        _undo(pick, actor)
    line = picks[0].line
    record(PickUndone(task.id, task.wave_id, task.warehouse_id, line.id))
    return {"line_id": line.id, "task_id": task.id}


def _last_picks(task: PickTask) -> list[Pick]:
    """The picks of one operation: a stop of several lines is confirmed at once."""
    wanted = select(Pick).join(PickLine, PickLine.id == Pick.line_id).where(PickLine.walk_id == task.id)
    last = db.session.scalars(wanted.where(Pick.undone_at.is_(None)).order_by(Pick.id.desc()).limit(1)).first()
    if last is None:
        return []
    return list(db.session.scalars(wanted.where(Pick.undone_at.is_(None), Pick.operation_id == last.operation_id)))


def _undo(pick: Pick, actor: Actor) -> None:
    if not guarded_update(pick, Pick.undone_at.is_(None), undone_at=now()):
        raise NothingToUndo
    line = pick.line
    before = {"picked": line.picked, "state": line.state}
    guarded_update(line, picked=PickLine.picked - pick.quantity)
    guarded_update(line.order_line, picked=OrderLine.picked - pick.quantity)
    put_back(line.allocation, pick.quantity, pick.tote_use.tote, actor)
    put_serials_back(pick)
    line.state = TODO
    audit(line, "undone", actor, before, {"picked": line.picked, "state": line.state})
