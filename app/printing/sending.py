"""Label printers on the network: jobs alone talk to them, outside any transaction.

What never reached the printer is tried again after a growing pause. What may have reached it is never sent again by
itself: a label too many on the wrong carton is worse than one that a person prints again.
"""

import logging
import socket
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from app.clock import now
from app.db import db, guarded_update, transaction
from app.events import Event, record
from app.jobs import Job, enqueue
from app.operations import audit, program
from app.printing.commands import came_out, is_doubtful
from app.printing.events import PrintAsked, PrintChanged
from app.printing.models import CANCELLED, MAYBE, NO_ANSWER, NO_TEMPLATE, PRINTED, SENDING, WAITING, Printer, PrintJob
from app.printing.papers import zpl_of
from app.printing.queries import next_for, own_papers, printers_due
from app.printing.templates import TemplateWrong

CONNECT_SECONDS = 3.0
SEND_SECONDS = 10.0
LEASE = timedelta(seconds=60)
"""Longer than the two and the drawing take: a print that is being sent for longer was left by a process that ended."""
FIRST_PAUSE, LONGEST_PAUSE = 5, 300
"""Seconds; each pause is twice the one before."""
AT_ONCE = 50
"""Prints of one printer in one turn of the worker; the others wait no longer than these."""

log = logging.getLogger(__name__)


class NoAnswer(Exception):
    """Nothing of it reached the printer."""


class Doubtful(Exception):
    """Some or all of it may have reached the printer."""


def send_when_committed(recorded: Sequence[Event]) -> None:
    """Subscriber: what was put up goes to its printer."""
    for event in recorded:
        if isinstance(event, PrintAsked):
            enqueue(_name(event.printer_id), partial(work_off, event.printer_id))


def prints_to_do() -> Mapping[str, Job]:
    """What any process put up, what is to be tried again, and what was left in the middle."""
    todo: dict[str, Job] = {_name(one): partial(work_off, one) for one in printers_due()}
    if db.session.scalar(select(PrintJob.id).where(is_doubtful(), PrintJob.problem != MAYBE).limit(1)):
        todo["prints that nobody ended"] = doubt_what_was_left
    return todo


def _name(printer_id: int) -> str:
    return f"the prints of printer {printer_id}"


def work_off(printer_id: int, send: "Send | None" = None) -> None:
    """Send what waits for the printer, one after the other, until it does not answer."""
    for _ in range(AT_ONCE):
        claimed = _claim(printer_id)
        if claimed is None or not _try(*claimed, send or sent_to):
            return


def doubt_what_was_left() -> None:
    """A process ended while it was sending, or a station's dialog: nobody knows what came out."""
    with transaction():
        left = db.session.scalars(select(PrintJob).where(is_doubtful(), PrintJob.problem != MAYBE).limit(AT_ONCE))
        for job in left.all():
            if guarded_update(job, PrintJob.state == SENDING, problem=MAYBE, next_at=None):
                _note(job, "print in doubt")


Send = Callable[[str, int, bytes], None]


def sent_to(host: str, port: int, content: bytes) -> None:
    """Raises NoAnswer before the first byte is on its way, Doubtful after it."""
    try:
        connection = socket.create_connection((host.strip("[]"), port), CONNECT_SECONDS)
    except OSError as problem:
        raise NoAnswer(str(problem)) from problem
    with connection:
        try:
            connection.settimeout(SEND_SECONDS)
            connection.sendall(content)
            connection.shutdown(socket.SHUT_WR)
        except OSError as problem:
            raise Doubtful(str(problem)) from problem


def _claim(printer_id: int) -> tuple[PrintJob, Printer] | None:
    db.session.rollback()
    if next_for(printer_id) is None:
        return None
    with transaction():
        printer, job = db.session.get_one(Printer, printer_id), next_for(printer_id)
        if job is None or printer.ended_at:
            return None
        until = now() + LEASE
        if not guarded_update(job, PrintJob.state == WAITING, state=SENDING, next_at=until, tries=job.tries + 1):
            return None
        return job, printer


def _try(job: PrintJob, printer: Printer, send: Send) -> bool:
    """Whether the printer took it, or at least the next one may be tried."""
    own, host, port = own_papers(), printer.host, printer.port or 0
    db.session.rollback()  # drawing and sending take their time, and hold no connection meanwhile
    try:
        content = zpl_of(job.paper, job.content, own, printer.dots_per_mm, job.copies).encode()
    except (TemplateWrong, KeyError) as problem:
        log.warning("print %s: %s", job.id, problem)
        _end(job, "print not drawn", state=CANCELLED, problem=NO_TEMPLATE)
        return True
    try:
        send(host, port, content)
    except NoAnswer as problem:
        log.warning("printer %s does not answer: %s", printer.id, problem)
        _end(job, "printer does not answer", state=WAITING, problem=NO_ANSWER, next_at=now() + _pause(job.tries))
        return False
    except Doubtful as problem:
        log.warning("printer %s broke off: %s", printer.id, problem)
        _end(job, "print in doubt", problem=MAYBE, next_at=None)
        return False
    _end(job, "printed", state=PRINTED, problem="", printed_at=now())
    return True


def _pause(tries: int) -> timedelta:
    return timedelta(seconds=min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(tries - 1, 10)))


def _end(job: PrintJob, words: str, **values: Any) -> None:
    with transaction():
        if guarded_update(db.session.get_one(PrintJob, job.id), PrintJob.state == SENDING, **values):
            _note(job, words)
            if values.get("state") == PRINTED:
                came_out(job.warehouse_id, [job])


def _note(job: PrintJob, words: str) -> None:
    audit(job, words, program("printer", job.warehouse_id), {}, {"tries": job.tries})
    record(PrintChanged(job.warehouse_id, job.worker_id))
