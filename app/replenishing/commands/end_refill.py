"""End a refill, or call one off that nobody has begun."""

from app.db import guarded_update
from app.events import record
from app.inventory.commands import let_go
from app.operations import Actor, change
from app.replenishing.commands.at_stop import count_refill
from app.replenishing.errors import NoToteYet, OtherTote, RefillBegun, StopsLeft
from app.replenishing.events import RefillFellShort, RefillOver
from app.replenishing.models import PUT, RefillLine, RefillTask
from app.replenishing.queries import lines_of_task, open_stops
from app.scanning import named, read
from app.walks.commands.cancel import cancel
from app.walks.commands.finish import finish
from app.walks.errors import WalkClosed
from app.walks.holder import check_holder
from app.walks.models import CANCELLED, Walk
from app.walks.queries import is_unbegun


def end_refill(task: RefillTask, scanned: str, actor: Actor) -> dict[str, int]:
    """All stops are done, and the tote is scanned once it is empty. Raises StopsLeft, NoToteYet or OtherTote."""
    check_holder(task, actor)
    left = open_stops(task)
    if left:
        raise StopsLeft(left=left)
    if task.tote is None:
        raise NoToteYet
    if read(scanned).text != task.tote.barcode:
        raise OtherTote(scanned=named(task.warehouse_id, scanned), wanted=task.tote.address)
    finish(task, actor)
    record(RefillOver(task.id, task.warehouse_id))
    return {"task_id": task.id}


def cancel_refill(task: RefillTask, actor: Actor) -> dict[str, int]:
    """What was kept in reserve is free again; what waited for it is looked for once more, or short.

    Raises WalkClosed, or RefillBegun where somebody walks it.
    """
    if not task.is_open:
        raise WalkClosed
    if not guarded_update(task, is_unbegun(), version=Walk.version + 1):
        raise RefillBegun(holder=task.holder.name if task.holder else "")
    for line in lines_of_task(task):
        _drop(line, actor)
    cancel(task, actor, reason="called off")
    record(RefillOver(task.id, task.warehouse_id))
    for item_id in sorted({refill.item_id for refill in task.refills}):
        record(RefillFellShort(task.warehouse_id, item_id))
    return {"task_id": task.id}


def _drop(line: RefillLine, actor: Actor) -> None:
    if line.takes:
        let_go(line.stock, line.left)
    elif line.part == PUT:
        count_refill(line, short=line.left)
    change(line, "left the walk", actor, state=CANCELLED)
