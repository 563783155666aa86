"""Units that cannot go back: they were not in the tote, or cannot be sold."""

from collections.abc import Sequence

from app.counting.commands import raise_count
from app.events import record
from app.inventory.commands import outside
from app.operations import Actor
from app.putting_back.commands.confirm_put_back import leave, move_serials
from app.putting_back.commands.still_to_put import still_to_put
from app.putting_back.errors import SerialsFirst, TooManyBack
from app.putting_back.events import PutBackChanged
from app.putting_back.models import DAMAGED, MISSING, PutBackLine
from app.putting_back.serials import serials_in_tote
from app.walks.holder import check_holder
from app.warehouse.models import ADJUSTMENT, QUARANTINE


def report_missing(lines: Sequence[PutBackLine], actor: Actor) -> dict[str, int]:
    """What is left of the stop is not in the tote: it is written off, and the bin it came from is to be counted."""
    left = _left(lines, actor)
    for line in left:
        _write_off(line, line.left, MISSING, actor)
        raise_count(line.pick.line.location, line.pick.line.lot.item, MISSING, actor)
    return _told(lines)


def report_damaged(lines: Sequence[PutBackLine], quantity: int, actor: Actor) -> dict[str, int]:
    """So many units go to quarantine instead of their bin. Raises TooManyBack."""
    left = _left(lines, actor)
    most = sum(line.left for line in left)
    if not 0 < quantity <= most:
        raise TooManyBack(left=most, address=left[0].location.address)
    for line in left:
        share = min(quantity, line.left)
        if share:
            _write_off(line, share, DAMAGED, actor)
            quantity -= share
    return _told(lines)


def _left(lines: Sequence[PutBackLine], actor: Actor) -> list[PutBackLine]:
    check_holder(lines[0].task, actor)
    return still_to_put(lines)


def _write_off(line: PutBackLine, units: int, reason: str, actor: Actor) -> None:
    """To quarantine, or out of the building. Raises SerialsFirst where it is not clear which numbers are meant."""
    kind = QUARANTINE if reason == DAMAGED else ADJUSTMENT
    destination = outside(line.task.warehouse_id, kind)
    serials = serials_in_tote(line.pick)
    if line.pick.line.lot.item.tracks_serial and len(serials) != units:
        raise SerialsFirst
    put_back_id = leave(line, units, destination, reason, actor)
    move_serials(put_back_id, serials, line.pick.tote_use.tote, destination)


def _told(lines: Sequence[PutBackLine]) -> dict[str, int]:
    task = lines[0].task
    record(PutBackChanged(task.id, task.wave_id, task.warehouse_id))
    return {"line_id": lines[0].id, "task_id": task.id}
