"""Units that cannot be put away: they were not at their source, or cannot be sold."""

from app.counting.commands import raise_count
from app.db import guarded_update
from app.events import record
from app.inventory.commands import outside
from app.operations import Actor, audit
from app.putting_away.commands.confirm_put_away import leave
from app.putting_away.commands.still_to_put import check_left
from app.putting_away.errors import SerialsFirst, TooManyAway
from app.putting_away.events import PutAwayChanged
from app.putting_away.models import DAMAGED, MISSING, PutAwayLine
from app.putting_away.queries import lying_at, serials_at
from app.walks.holder import check_holder
from app.walks.models import CANCELLED, FINISHED, SHORT
from app.warehouse.models import ADJUSTMENT, BIN, QUARANTINE


def report_missing(line: PutAwayLine, actor: Actor) -> dict[str, int]:
    """What is left of the stop is not at its source: it is written off, and its bin is to be counted.

    Units that somebody took from there by the book meanwhile are no part of the walk any more.
    """
    check_holder(line.task, actor)
    check_left(line)
    units = min(line.left, lying_at(line))
    if units < line.left:
        _forget(line, line.left - units, actor)
    if units:
        _write_off(line, units, MISSING, actor)
        if line.location.kind == BIN:
            raise_count(line.location, line.lot.item, MISSING, actor)
    return _told(line)


def report_damaged(line: PutAwayLine, quantity: int, actor: Actor) -> dict[str, int]:
    """So many units go to quarantine instead. Raises TooManyAway."""
    check_holder(line.task, actor)
    check_left(line)
    if not 0 < quantity <= line.left:
        raise TooManyAway(left=line.left, address=line.location.address, source=line.source.location.address)
    _write_off(line, quantity, DAMAGED, actor)
    return _told(line)


def _write_off(line: PutAwayLine, units: int, reason: str, actor: Actor) -> None:
    """To quarantine, or out of the building. Raises SerialsFirst where it is not clear which numbers are meant."""
    kind = QUARANTINE if reason == DAMAGED else ADJUSTMENT
    codes = [serial.code for serial in serials_at(line)] if line.lot.item.tracks_serial else []
    if codes and len(codes) != units:
        raise SerialsFirst
    leave(line, units, outside(line.task.warehouse_id, kind), reason, codes, actor)


def _forget(line: PutAwayLine, units: int, actor: Actor) -> None:
    """The stop asks for so many units less; one that asks for none leaves the walk."""
    before = {"quantity": line.quantity, "state": line.state}
    kept = line.quantity - units
    guarded_update(line, PutAwayLine.put + PutAwayLine.lost <= kept, quantity=kept or line.quantity)
    if not line.left or not kept:
        line.state = CANCELLED if not kept else SHORT if line.lost else FINISHED
    audit(line, "gone elsewhere", actor, before, {"quantity": line.quantity, "state": line.state})


def _told(line: PutAwayLine) -> dict[str, int]:
    record(PutAwayChanged(line.task.id, line.task.warehouse_id))
    return {"line_id": line.id, "task_id": line.task.id}
