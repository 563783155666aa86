"""Reads: printers, what waits for them, and which of them is nearest."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, Select, String, case, cast, func, or_, select

from app.clock import now
from app.db import db
from app.printing.errors import PaperForgotten
from app.printing.models import NETWORK, PRINTED, SENDING, STATION, WAITING, DevicePrinter, Printer, PrintJob
from app.printing.templates import TemplateWrong, paper_named

STATION_PATIENCE = timedelta(seconds=30)
"""A print station's page asks every 20 seconds what waits for it, and is told at once most often."""
SHOWN = 100
"""Prints on a page, the newest first."""


@dataclass(frozen=True)
class Bundle:
    """Papers that a print station prints as one document; `job_id`: the first of them."""

    job_id: int
    printer_id: int | None
    paper: str
    count: int
    asked_at: datetime


def own_papers() -> Path:
    """Where the templates are that go before ours."""
    return Path(current_app.config["VAR"]) / "papers"


def content_of(job: PrintJob) -> Mapping[str, Any]:
    """What was kept to fill its template. Raises PaperForgotten."""
    if not job.content:
        raise PaperForgotten
    return job.content


def size_of(paper: str) -> str:
    """By name. An own template that cannot be read does not say its size: ours does."""
    try:
        return paper_named(paper, own_papers()).size
    except TemplateWrong:
        return paper_named(paper, None).size


def printers_of(warehouse_id: int) -> Sequence[Printer]:
    """Those in use, by name."""
    mine = (Printer.warehouse_id == warehouse_id, Printer.ended_at.is_(None))
    return db.session.scalars(select(Printer).where(*mine).order_by(Printer.name)).all()


def printer_names(warehouse_id: int) -> Mapping[int, str]:
    """Also of those that were taken out of use: the log names them."""
    known = select(Printer.id, Printer.name).where(Printer.warehouse_id == warehouse_id)
    return {row.id: row.name for row in db.session.execute(known)}


def stations_of(warehouse_id: int) -> Sequence[Printer]:
    return [printer for printer in printers_of(warehouse_id) if printer.kind == STATION]


def chosen_printers(device_id: int) -> Mapping[str, int]:
    """Size of paper → the printer that was chosen for the device."""
    chosen = select(DevicePrinter).where(DevicePrinter.device_id == device_id)
    return {one.size: one.printer_id for one in db.session.scalars(chosen)}


def printer_for(paper: str, warehouse_id: int, device_id: int | None) -> Printer | None:
    """The device's own printer for that size, else the only one there is; none where nobody said which."""
    size = size_of(paper)
    fitting = [printer for printer in printers_of(warehouse_id) if printer.paper == size]
    return nearest(fitting, chosen_printers(device_id).get(size) if device_id else None)


def nearest(fitting: Sequence[Printer], chosen: int | None) -> Printer | None:
    return next((one for one in fitting if one.id == chosen), fitting[0] if len(fitting) == 1 else None)


def closed_stations(warehouse_id: int) -> Collection[int]:
    """Printers of stations for which something has waited longer than an open page needs to take it."""
    since = now() - STATION_PATIENCE
    first = func.min(case((PrintJob.state == WAITING, PrintJob.asked_at)))
    at_work = (PrintJob.state == SENDING) & (PrintJob.problem == "")
    busy = func.count().filter(at_work | (PrintJob.printed_at >= since))
    recent = or_(PrintJob.state.in_([WAITING, SENDING]), PrintJob.printed_at >= since)
    wanted = (
        select(PrintJob.printer_id)
        .join(Printer, Printer.id == PrintJob.printer_id)
        .where(Printer.warehouse_id == warehouse_id, Printer.kind == STATION, recent)
        .group_by(PrintJob.printer_id)
        .having(first < since, busy == 0)
    )
    return {printer_id for printer_id in db.session.scalars(wanted) if printer_id}


def waiting_at(printer_ids: Sequence[int]) -> Sequence[PrintJob]:
    """What waits for the printers, in the order in which it was asked for."""
    mine = (PrintJob.printer_id.in_(printer_ids), PrintJob.state == WAITING)
    return db.session.scalars(select(PrintJob).where(*mine).order_by(PrintJob.id).limit(SHOWN)).all()


def bundles_at(printer_ids: Sequence[int]) -> Sequence[Bundle]:
    """The same as a print station takes it: what was put up together is one document."""
    together = func.coalesce(PrintJob.operation_id, cast(PrintJob.id, String))
    first, at = func.min(PrintJob.id), func.min(PrintJob.asked_at)
    counted = (
        select(first, PrintJob.printer_id, func.min(PrintJob.paper), func.sum(PrintJob.copies), at)
        .where(PrintJob.printer_id.in_(printer_ids), PrintJob.state == WAITING)
        .group_by(PrintJob.printer_id, together)
        .order_by(first)
        .limit(SHOWN)
    )
    return [Bundle(*row) for row in db.session.execute(counted)]


def taken_with(job: PrintJob) -> ColumnElement[bool]:
    """The print, and at a print station what was put up for it together: it is taken, and comes out, at once."""
    printer = db.session.get(Printer, job.printer_id) if job.printer_id else None
    if printer is None or printer.kind != STATION or job.operation_id is None:
        return PrintJob.id == job.id
    return (PrintJob.operation_id == job.operation_id) & (PrintJob.printer_id == printer.id)


def prints_taken(job: PrintJob) -> Sequence[PrintJob]:
    """What a print station has taken with the print, in its order; a browser may still read what it has printed."""
    taken = select(PrintJob).where(taken_with(job), PrintJob.state.in_([SENDING, PRINTED]))
    return db.session.scalars(taken.order_by(PrintJob.id)).all()


def ended_prints(warehouse_id: int) -> Select[PrintJob]:
    """The log of what came out or was cancelled, the newest first."""
    return _prints_in(warehouse_id).where(PrintJob.state.not_in([WAITING, SENDING]))


def prints_of(warehouse_id: int, entity: str, entity_id: int) -> Sequence[PrintJob]:
    """Those of one thing."""
    wanted = _prints_in(warehouse_id).where(PrintJob.entity == entity, PrintJob.entity_id == entity_id)
    return db.session.scalars(wanted.limit(SHOWN)).all()


def prints_together(operation_id: str, warehouse_id: int) -> Sequence[PrintJob]:
    """What one operation put up, in its order."""
    mine = (PrintJob.operation_id == operation_id, PrintJob.warehouse_id == warehouse_id)
    return db.session.scalars(select(PrintJob).where(*mine).order_by(PrintJob.id)).all()


def open_prints(warehouse_id: int) -> Sequence[PrintJob]:
    """What waits or is being sent, the oldest first: it may need somebody."""
    mine = (PrintJob.warehouse_id == warehouse_id, PrintJob.state.in_([WAITING, SENDING]))
    return db.session.scalars(select(PrintJob).where(*mine).order_by(PrintJob.id).limit(SHOWN)).all()


def count_of_open(warehouse_id: int) -> int:
    """How many they are in all."""
    mine = (PrintJob.warehouse_id == warehouse_id, PrintJob.state.in_([WAITING, SENDING]))
    return db.session.scalar(select(func.count()).select_from(PrintJob).where(*mine)) or 0


def printers_due() -> Sequence[int]:
    """Network printers whose first print waits for no later moment: one that does not answer keeps all behind it."""
    first = (
        select(func.min(PrintJob.id).label("id"))
        .where(PrintJob.state == WAITING, PrintJob.printer_id.is_not(None))
        .group_by(PrintJob.printer_id)
        .subquery()
    )
    due = (
        select(PrintJob.printer_id, PrintJob.next_at)
        .join(first, first.c.id == PrintJob.id)
        .join(Printer, Printer.id == PrintJob.printer_id)
        .where(Printer.kind == NETWORK)
    )
    at = now()
    return [printer_id for printer_id, next_at in db.session.execute(due) if printer_id and _is_due(next_at, at)]


def next_for(printer_id: int) -> PrintJob | None:
    """The printer's first print, if its time has come."""
    waiting = waiting_at([printer_id])
    return waiting[0] if waiting and _is_due(waiting[0].next_at, now()) else None


def _is_due(next_at: datetime | None, at: datetime) -> bool:
    return next_at is None or next_at <= at


def _prints_in(warehouse_id: int) -> Select[PrintJob]:
    return select(PrintJob).where(PrintJob.warehouse_id == warehouse_id).order_by(PrintJob.id.desc())
