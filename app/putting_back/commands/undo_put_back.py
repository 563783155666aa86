"""Undo the last confirmation of a put-back; both facts stay in the history."""

from sqlalchemy import select

from app.clock import now
from app.db import db, guarded_update
from app.events import record
from app.inventory.commands import NotEnoughStock
from app.inventory.models import Serial
from app.operations import Actor, audit
from app.picking.commands.leave_tote import return_to_tote
from app.putting_back.errors import KeptMeanwhile
from app.putting_back.events import PutBackChanged
from app.putting_back.models import PUT_BACK, PutBack, PutBackLine, PutBackTask
from app.walks.holder import check_holder
from app.walks.models import TODO
from app.walks.scan_errors import NothingToUndo


def undo_put_back(task: PutBackTask, actor: Actor, meant: str = "") -> dict[str, int]:
    """The units of the last confirmation lie in their tote again.

    Raises NothingToUndo, also where another operation than the one that was `meant` confirmed last; KeptMeanwhile where
    the units were available, and another order has them now.
    """
    check_holder(task, actor)
    last = _last(task)
    if not last or meant not in ("", last[0].operation_id):
        raise NothingToUndo
    for put_back in last:
        _undo(put_back, actor)
    record(PutBackChanged(task.id, task.wave_id, task.warehouse_id))
    return {"line_id": last[0].line_id, "task_id": task.id}


def _undo(put_back: PutBack, actor: Actor) -> None:
    if not guarded_update(put_back, PutBack.undone_at.is_(None), undone_at=now()):
        raise NothingToUndo
    line, pick = put_back.line, put_back.line.pick
    before = {"put": line.put, "state": line.state}
    guarded_update(line, put=PutBackLine.put - put_back.quantity)
    line.state = TODO
    try:
        return_to_tote(pick, put_back.quantity, put_back.location, actor)
    except NotEnoughStock as gone:
        raise KeptMeanwhile(address=put_back.location.address) from gone
    for serial in put_back.serials:
        guarded_update(serial, Serial.location_id == put_back.location_id, location_id=pick.tote_use.tote_id)
    audit(line, "undone", actor, before, {"put": line.put, "state": line.state})


def _last(task: PutBackTask) -> list[PutBack]:
    """What one operation put back: a stop of several lines is confirmed at once."""
    wanted = select(PutBack).join(PutBackLine, PutBackLine.id == PutBack.line_id)
    standing = wanted.where(PutBackLine.walk_id == task.id, PutBack.reason == PUT_BACK, PutBack.undone_at.is_(None))
    last = db.session.scalars(standing.order_by(PutBack.id.desc()).limit(1)).first()
    if last is None:
        return []
    return list(db.session.scalars(standing.where(PutBack.operation_id == last.operation_id)))
