"""After the shift: do the books agree with themselves, with what was acknowledged, and with what the screens show?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select

from app.books.queries import check_books
from app.db import db
from app.inventory.models import StockMovement
from app.operations.models import AuditEntry, Operation
from app.picking.document import walk_document
from app.picking.models import Pick, PickTask
from app.putting_back.document import put_back_document
from app.putting_back.models import PutBackTask
from app.simulation.device import Handheld
from app.simulation.record import Acknowledged, Ear, Pushes, Record, pushes
from app.simulation.walk import Screen
from app.tables import in_batches
from app.walks.models import ACTIVE, Walk

AT_ONCE = 500
TOLD = 10
"""Of each kind of finding, so many are told in words."""


@dataclass(frozen=True)
class Proof:
    """`wrong` says in words what is not as it should be; nothing of it may be there."""

    rules: int
    operations: int
    screens: int
    wrong: list[str]
    leads_told: Pushes
    to_leads: Pushes
    to_pickers: Pushes


def prove(record: Record, devices: Sequence[Handheld]) -> Proof:
    """Look everything up that the shift left behind."""
    db.session.rollback()
    findings = check_books()
    wrong = [f"{one.name}: {row}" for one in findings for row in one.rows] + unlike_the_book(record)
    shown = [(device.ear.worker_id, device.screen) for device in devices if device.screen]
    wrong += _first(words for worker_id, screen in shown for words in _disagreeing(worker_id, screen))
    wrong += _first(f"operation {one.id} was never answered" for device in devices for one in device.outbox.waiting)
    commits = committed_at((one.id, frozenset()) for one in record.shown_to_leads())
    leads_told, to_leads = pushes(commits, record.ears, Ear.told), pushes(commits, record.ears)
    moves = ((move.id, move.workers) for move in record.moves if move.workers)
    to_pickers = pushes(committed_at(moves), record.ears)
    wrong += [
        f"{to.never} times a screen that was connected did not show a change"
        for to in (to_leads, to_pickers)
        if to.never
    ]
    return Proof(len(findings), len(record.acknowledged), len(shown), wrong, leads_told, to_leads, to_pickers)


def unlike_the_book(record: Record) -> list[str]:
    """Where the book differs from what was acknowledged: lost, doubled, done without a word; nothing of it may be."""
    return [*record.problems, *_first(_not_once(record.acknowledged)), *_first(_untold(record))]


def _first(found: Iterable[str]) -> list[str]:
    words = list(found)
    more = [f"… and {len(words) - TOLD} more of the kind"] if len(words) > TOLD else []
    return words[:TOLD] + more


def _not_once(acknowledged: Sequence[Acknowledged]) -> Iterable[str]:
    """Each operation is in the book with the outcome that was answered; a pick has moved its units once."""
    for batch in in_batches(acknowledged, AT_ONCE):
        ids = [one.id for one in batch]
        codes = select(Operation.id, Operation.code).where(Operation.id.in_(ids))
        kept = dict(db.session.execute(codes).all())
        picked, moved = _units(Pick, ids), _units(StockMovement, ids)
        for one in batch:
            if kept.get(one.id) != one.outcome:
                yield f"operation {one.id} was answered {one.outcome}, and the book says {kept.get(one.id)}"
            if one.kind != "picks":
                continue
            units = int(one.fields["quantity"]) if one.outcome == "done" else 0
            if (picked[one.id], moved[one.id]) != (units, units):
                yield f"pick {one.id} of {units} is in the book as {picked[one.id]}, moved {moved[one.id]}"


def _units(kind: type[Pick] | type[StockMovement], ids: Sequence[str]) -> dict[str, int]:
    sums = select(kind.operation_id, func.sum(kind.quantity)).where(kind.operation_id.in_(ids))
    found = db.session.execute(sums.group_by(kind.operation_id))
    return defaultdict(int, {operation_id: units for operation_id, units in found if operation_id})


def _untold(record: Record) -> Iterable[str]:
    """What a handheld of the shift asked for, was done, and was never answered to it."""
    known = {one.id for one in record.acknowledged}
    workers = {ear.worker_id for ear in record.ears}
    since = datetime.fromtimestamp(record.began, UTC)
    picked = Pick.sorted_from_id.is_(None) & Pick.worker_id.in_(workers)
    done = select(Pick.operation_id).where(Pick.at >= since, picked).distinct()
    for operation_id in db.session.scalars(done):
        if operation_id not in known:
            yield f"operation {operation_id} picked something, and no handheld was told of it"


def _disagreeing(worker_id: int, screen: Screen) -> Iterable[str]:
    """In what a handheld's screen differs from the walk in the book."""
    task = db.session.get_one(Walk, screen.task)
    if screen.gone:
        if task.holder_id == worker_id and task.state == ACTIVE:
            yield f"walk {task.id} is the worker's, and the handheld says: {screen.gone}"
        return
    if task.holder_id != worker_id:
        yield f"walk {task.id} is not the worker's any more, and the handheld shows it"
        return
    yield from _differences(screen, task)


def _differences(screen: Screen, task: Walk) -> Iterable[str]:
    book = put_back_document(task, "en") if isinstance(task, PutBackTask) else walk_document(_picking(task), "en")
    if (screen.version, screen.state) != (book.version, book.state):
        shown = f"version {screen.version}, {screen.state}"
        yield f"walk {task.id} is at version {book.version}, {book.state}; the handheld shows {shown}"
    ours = {stop.line: stop.progress for stop in screen.stops.values()}
    theirs = {stop.line_id: (stop.state, stop.picked, stop.short) for stop in book.stops}
    for line in ours.keys() | theirs.keys():
        if ours.get(line) != theirs.get(line):
            yield f"stop {line} of walk {task.id} is {theirs.get(line)}; the handheld shows {ours.get(line)}"
    totes = {place.id: place.tote_barcode or "" for place in book.places}
    if {place.id: place.tote for place in screen.places.values()} != totes:
        yield f"the totes of walk {task.id} differ from what the handheld shows"


def _picking(task: Walk) -> PickTask:
    """A walk is one of picking, if it is none of putting back."""
    return db.session.get_one(PickTask, task.id)


def committed_at(asked: Iterable[tuple[str, frozenset[int]]]) -> list[tuple[float, frozenset[int]]]:
    """When each was written, by the server's clock; the last row of its transaction but for the commit itself."""
    workers, found = dict(asked), []
    for batch in in_batches(list(workers), AT_ONCE):
        times = select(AuditEntry.operation_id, func.max(AuditEntry.at)).where(AuditEntry.operation_id.in_(batch))
        for operation_id, at in db.session.execute(times.group_by(AuditEntry.operation_id)):
            if operation_id:
                found.append((at.timestamp(), workers[operation_id]))
    return found
