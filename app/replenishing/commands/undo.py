"""Undo the last confirmation of a refill; both facts stay in the history."""

from sqlalchemy import select

from app.clock import now
from app.db import db, guarded_update
from app.inventory.commands import NotEnoughStock, carry_back, move
from app.inventory.models import Serial
from app.operations import Actor
from app.replenishing.commands.at_stop import count, count_refill, told
from app.replenishing.errors import KeptMeanwhile
from app.replenishing.models import KIND, RefillLine, RefillMove, RefillTask
from app.replenishing.queries import in_tote, put_of
from app.walks.holder import check_holder
from app.walks.scan_errors import NothingToUndo


def undo_last(task: RefillTask, actor: Actor, meant: str = "") -> dict[str, int]:
    """The units of the last confirmation lie where they were before.

    Raises NothingToUndo, also where another operation than the one that was `meant` confirmed last, or where more was
    decided about the units since; KeptMeanwhile where an order has them now.
    """
    check_holder(task, actor)
    last = _last(task)
    if last is None or meant not in ("", last.operation_id):
        raise NothingToUndo
    if not guarded_update(last, RefillMove.undone_at.is_(None), undone_at=now()):
        raise NothingToUndo
    line = last.line
    if line.takes:
        _untake(line, last, actor)
    else:
        _unput(line, last, actor)
    for serial in last.serials:
        guarded_update(serial, Serial.location_id == last.destination_id, location_id=last.source_id)
    return told(line)


def _untake(line: RefillLine, last: RefillMove, actor: Actor) -> None:
    """In its bin again, kept as before."""
    if in_tote(put_of(line)) < last.quantity:
        raise NothingToUndo
    count(line, actor, "undone", done=-last.quantity)
    carry_back(line.stock, last.quantity, last.destination, actor)


def _unput(line: RefillLine, last: RefillMove, actor: Actor) -> None:
    """In the tote again."""
    count(line, actor, "undone", done=-last.quantity)
    count_refill(line, put=-last.quantity)
    try:
        move(line.lot, last.quantity, source=last.destination, destination=last.source, reason="undo", actor=actor)
    except NotEnoughStock as gone:
        raise KeptMeanwhile(address=last.destination.address) from gone


def _last(task: RefillTask) -> RefillMove | None:
    wanted = select(RefillMove).join(RefillLine, RefillLine.id == RefillMove.line_id)
    standing = wanted.where(RefillLine.walk_id == task.id, RefillMove.reason == KIND, RefillMove.undone_at.is_(None))
    return db.session.scalars(standing.order_by(RefillMove.id.desc()).limit(1)).first()
