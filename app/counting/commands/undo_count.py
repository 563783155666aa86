"""Undo the last count of a walk, before it is in the book; both facts stay in the history."""

from sqlalchemy import select

from app.clock import now
from app.counting.commands.post_variance import decide
from app.counting.errors import InTheBook
from app.counting.events import CountChanged
from app.counting.models import AGAIN, MOVED, WAITS, CountLine, CountTask, CycleCount
from app.db import db, guarded_update
from app.events import record
from app.inventory.commands import doubt
from app.inventory.models import Stock
from app.operations import Actor, audit, change
from app.walks.commands import cancel
from app.walks.holder import check_holder
from app.walks.models import CANCELLED, FINISHED, SKIPPED, TODO, Stop, Walk
from app.walks.scan_errors import NothingToUndo

DOUBTED = frozenset({"empty", "too_few", "wrong_item", "damaged"})
"""Counts that were raised for such a reason began with a doubt."""


def undo_count(task: CountTask, actor: Actor, meant: str = "") -> dict[str, int]:
    """The stop is to be counted again, as if nobody had.

    Raises NothingToUndo, also where another operation than the one that was `meant` counted last; InTheBook where
    something came of it already.
    """
    check_holder(task, actor)
    line = _last(task)
    if line is None or meant not in ("", line.operation_id):
        raise NothingToUndo
    _check_nothing_came_of(line)
    if not guarded_update(line, Stop.state == FINISHED, state=TODO):
        raise NothingToUndo
    _reopen(line.count, actor)
    _call_off_second(line, actor)
    for entry in line.standing:
        change(entry, "undone", actor, undone_at=now())
    outcome = {"outcome": "", "worker_id": None, "operation_id": None, "counted_at": None, "device_at": None}
    change(line, "undone", actor, **outcome)
    audit(line, "open again", actor, {"state": FINISHED}, {"state": line.state})
    record(CountChanged(task.warehouse_id))
    return {"line_id": line.id, "task_id": task.id}


def _last(task: CountTask) -> CountLine | None:
    mine = (CountLine.walk_id == task.id, CountLine.state == FINISHED, CountLine.outcome != MOVED)
    wanted = select(CountLine).where(*mine).order_by(CountLine.counted_at.desc(), CountLine.id.desc()).limit(1)
    return db.session.scalars(wanted).first()


def _check_nothing_came_of(line: CountLine) -> None:
    """A variance that was decided, a second count, or another count of the same since."""
    count = line.count
    decided = any(one.entry.line_id == line.id and one.state not in (WAITS, AGAIN) for one in count.variances)
    second = any(one.round > line.round and one.state == FINISHED for one in count.lines)
    same = CycleCount.item_id.is_not_distinct_from(count.item_id)
    since = select(CycleCount.id).where(CycleCount.location_id == count.location_id, same, CycleCount.id > count.id)
    if decided or second or db.session.scalars(since.limit(1)).first():
        raise InTheBook(address=line.location.address)


def _reopen(count: CycleCount, actor: Actor) -> None:
    """What was in doubt before is in doubt again."""
    if count.counted_at is None:
        return
    change(count, "open again", actor, counted_at=None)
    if count.reason in DOUBTED and count.item_id:
        here = (Stock.location_id == count.location_id, Stock.item_id == count.item_id)
        for stock in db.session.scalars(select(Stock).where(*here).order_by(Stock.id)):
            doubt(stock)


def _call_off_second(line: CountLine, actor: Actor) -> None:
    """What waited for a lead, or for somebody else's count, waits no more."""
    count = line.count
    for variance in count.variances:
        if variance.state == WAITS:
            decide(variance, AGAIN, actor, "", "undone")
    for other in count.lines:
        if other.round > line.round and other.state in (TODO, SKIPPED):
            change(other, "left the walk", actor, state=CANCELLED)
            _shorten(other.task, actor)


def _shorten(task: CountTask, actor: Actor) -> None:
    db.session.flush()
    db.session.expire(task, ["lines"])
    guarded_update(task, version=Walk.version + 1)
    if task.is_unbegun and all(one.state == CANCELLED for one in task.lines):
        cancel(task, actor, "nothing left")
