"""Undo the last confirmation of a put-away; both facts stay in the history."""

from sqlalchemy import select

from app.clock import now
from app.db import db, guarded_update
from app.events import record
from app.inventory.commands import NotEnoughStock, move
from app.inventory.models import Serial
from app.operations import Actor, audit
from app.putting_away.errors import TakenMeanwhile
from app.putting_away.events import PutAwayChanged
from app.putting_away.models import PUT_AWAY, PutAway, PutAwayLine, PutAwayTask
from app.walks.holder import check_holder
from app.walks.models import TODO
from app.walks.scan_errors import NothingToUndo


def undo_put_away(task: PutAwayTask, actor: Actor, meant: str = "") -> dict[str, int]:
    """The units of the last confirmation lie at their source again.

    Raises NothingToUndo, also where another operation than the one that was `meant` confirmed last; TakenMeanwhile
    where the units were available, and an order has them now.
    """
    check_holder(task, actor)
    last = _last(task)
    if last is None or meant not in ("", last.operation_id):
        raise NothingToUndo
    _undo(last, actor)
    record(PutAwayChanged(task.id, task.warehouse_id))
    return {"line_id": last.line_id, "task_id": task.id}


def _undo(put_away: PutAway, actor: Actor) -> None:
    if not guarded_update(put_away, PutAway.undone_at.is_(None), undone_at=now()):
        raise NothingToUndo
    line = put_away.line
    source, place, units = line.source.location, put_away.location, put_away.quantity
    before = {"put": line.put, "state": line.state}
    guarded_update(line, put=PutAwayLine.put - units)
    line.state = TODO
    try:
        move(line.lot, units, source=place, destination=source, reason="undo", actor=actor)
    except NotEnoughStock as gone:
        raise TakenMeanwhile(address=place.address) from gone
    for serial in put_away.serials:
        if not guarded_update(serial, Serial.location_id == place.id, location_id=source.id):
            raise TakenMeanwhile(address=place.address)
    audit(line, "undone", actor, before, {"put": line.put, "state": line.state})


def _last(task: PutAwayTask) -> PutAway | None:
    wanted = select(PutAway).join(PutAwayLine, PutAwayLine.id == PutAway.line_id)
    standing = wanted.where(PutAwayLine.walk_id == task.id, PutAway.reason == PUT_AWAY, PutAway.undone_at.is_(None))
    return db.session.scalars(standing.order_by(PutAway.id.desc()).limit(1)).first()
