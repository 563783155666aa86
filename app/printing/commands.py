"""Put something up for printing; cancel it, print it again, say whether it came out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Protocol

from sqlalchemy import ColumnElement, update

from app.clock import now
from app.db import db, insert_rows
from app.events import record
from app.operations import Actor, audit
from app.printing.errors import NothingToPrint, PaperDoesNotFit, PrintUnderWay, TooManyAtOnce, TooManyCopies
from app.printing.events import PrintAsked, PrintChanged, Printed
from app.printing.models import CANCELLED, MAYBE, PRINTED, SENDING, WAITING, Printer, PrintJob
from app.printing.queries import content_of, size_of, taken_with

MOST_COPIES = 99
MOST_AT_ONCE = 500
"""Papers that are put up in one transaction."""
TAKEN_FOR = timedelta(minutes=10)
"""So long the dialog of a print station may lie open."""


class Known(Protocol):
    """A paper of a row."""

    @property
    def paper(self) -> str: ...
    @property
    def entity(self) -> str: ...
    @property
    def entity_id(self) -> int: ...


class Wanted(Known, Protocol):
    """The same, and what is to stand on it."""

    @property
    def content(self) -> Mapping[str, Any]: ...


def print_paper(
    paper: str,
    entity: str,
    entity_id: int,
    content: Mapping[str, Any],
    printer: Printer | None,
    copies: int,
    actor: Actor,
) -> PrintJob:
    """Put it up for the printer; without one it is downloaded, and counts as printed.

    Raises TooManyCopies, PaperDoesNotFit.
    """
    if not 1 <= copies <= MOST_COPIES:
        raise TooManyCopies(most=MOST_COPIES)
    _refuse_unfit(printer, paper)
    job = PrintJob(**_row(paper, entity, entity_id, content, printer, copies, actor))
    if printer is None:
        job.state, job.printed_at = PRINTED, job.asked_at
    db.session.add(job)
    audit(job, "print asked", actor, {}, {"paper": paper, "entity": entity, "entity_id": entity_id, "copies": copies})
    if printer:
        _ask_printer(printer)
        _changed(job)
    else:
        came_out(job.warehouse_id, [job])
    return job


def print_all(papers: Sequence[Wanted], printer: Printer | None, actor: Actor) -> dict[str, int]:
    """Put many up at once, in their order. Raises NothingToPrint, TooManyAtOnce, PaperDoesNotFit."""
    if not papers:
        raise NothingToPrint
    if len(papers) > MOST_AT_ONCE:
        raise TooManyAtOnce(count=len(papers), most=MOST_AT_ONCE)
    for paper in {one.paper for one in papers}:
        _refuse_unfit(printer, paper)
    state, at = (WAITING, None) if printer else (PRINTED, now())
    rows = [
        _row(one.paper, one.entity, one.entity_id, one.content, printer, 1, actor) | {"state": state, "printed_at": at}
        for one in papers
    ]
    insert_rows(PrintJob, rows)
    if printer:
        audit(printer, "papers asked", actor, {}, {"paper": papers[0].paper, "count": len(papers)})
        _ask_printer(printer)
        record(PrintChanged(printer.warehouse_id, actor.worker_id))
    else:
        came_out(rows[0]["warehouse_id"], papers)
    return {"count": len(papers)}


def print_again(job: PrintJob, actor: Actor) -> dict[str, int]:
    """The same once more, from what was kept of it. Raises PaperForgotten."""
    printer = db.session.get(Printer, job.printer_id) if job.printer_id else None
    again = print_paper(job.paper, job.entity, job.entity_id, content_of(job), printer, job.copies, actor)
    db.session.flush()
    return {"job_id": again.id}


def cancel_print(job: PrintJob, actor: Actor) -> dict[str, int]:
    """It is not printed any more. Raises PrintUnderWay once it is being sent, unless it is in doubt."""
    may = (PrintJob.state == WAITING) | is_doubtful()
    return _settle(job, may & (PrintJob.id == job.id), "print cancelled", actor, state=CANCELLED)


def note_printed(job: PrintJob, actor: Actor) -> dict[str, int]:
    """It lies in the tray: so says the station, or somebody who looked. Raises PrintUnderWay."""
    sent = (PrintJob.state == SENDING) & taken_with(job)
    return _settle(job, sent, "printed", actor, state=PRINTED, printed_at=now(), problem="")


def give_back(job: PrintJob, actor: Actor) -> dict[str, int]:
    """It did not come out, somebody looked: it waits again. Raises PrintUnderWay."""
    sent = (PrintJob.state == SENDING) & taken_with(job)
    record(PrintAsked(job.warehouse_id, job.printer_id or 0))
    return _settle(job, sent, "print waits again", actor, state=WAITING, next_at=None, problem="")


def take_print(job: PrintJob, actor: Actor) -> dict[str, int]:
    """A print station opens it, and with it what was put up together; no other one does. Raises PrintUnderWay."""
    waits, until = (PrintJob.state == WAITING) & taken_with(job), now() + TAKEN_FOR
    return _settle(job, waits, "print taken", actor, state=SENDING, next_at=until, tries=PrintJob.tries + 1)


def is_doubtful() -> ColumnElement[bool]:
    """Of a print that was being sent by somebody who did not say how it ended."""
    return (PrintJob.state == SENDING) & ((PrintJob.problem == MAYBE) | (PrintJob.next_at < now()))


def _settle(job: PrintJob, may: ColumnElement[bool], words: str, actor: Actor, **values: Any) -> dict[str, int]:
    """All that may be settled with the print, in one statement; it must be among them."""
    before, known = job.state, (PrintJob.id, PrintJob.paper, PrintJob.entity, PrintJob.entity_id)
    settled = db.session.execute(update(PrintJob).where(may).values(values).returning(*known)).all()
    if job.id not in {row.id for row in settled}:
        raise PrintUnderWay
    audit(job, words, actor, {"state": before}, {"state": values["state"], "count": len(settled)})
    _changed(job)
    if values["state"] == PRINTED:
        came_out(job.warehouse_id, settled)
    return {"job_id": job.id, "count": len(settled)}


def _ask_printer(printer: Printer) -> None:
    """Somebody stands there now: what it did not answer to before is tried at once."""
    put_off = (PrintJob.printer_id == printer.id, PrintJob.state == WAITING, PrintJob.next_at.is_not(None))
    db.session.execute(update(PrintJob).where(*put_off).values(next_at=None))
    record(PrintAsked(printer.warehouse_id, printer.id))


def came_out(warehouse_id: int, papers: Iterable[Known]) -> None:
    """Tell whom it concerns that the papers are there."""
    of_rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in papers:
        of_rows[one.paper, one.entity].append(one.entity_id)
    for (paper, entity), ids in of_rows.items():
        record(Printed(warehouse_id, paper, entity, tuple(ids)))


def _changed(job: PrintJob) -> None:
    record(PrintChanged(job.warehouse_id, job.worker_id))


def _refuse_unfit(printer: Printer | None, paper: str) -> None:
    size = size_of(paper)
    if printer and printer.paper != size:
        raise PaperDoesNotFit(printer=printer.name, holds=printer.paper, wants=size)


def _row(
    paper: str,
    entity: str,
    entity_id: int,
    content: Mapping[str, Any],
    printer: Printer | None,
    copies: int,
    actor: Actor,
) -> dict[str, Any]:
    return {
        "warehouse_id": printer.warehouse_id if printer else actor.warehouse_id,
        "printer_id": printer.id if printer else None,
        "paper": paper,
        "entity": entity,
        "entity_id": entity_id,
        "content": dict(content),
        "copies": copies,
        "state": WAITING,
        "asked_at": now(),
        "worker_id": actor.worker_id,
        "operation_id": actor.operation_id,
    }
