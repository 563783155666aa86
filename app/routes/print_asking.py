"""Asking for paper: one of a row, the labels of a range, a wave's in path order; and how far it has come."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for

from app.catalog.queries import items_from
from app.db import db
from app.errors import NotFound
from app.operations import Actor, Outcome, perform
from app.papers.asked import Wanted, item_labels, location_labels, paper_of, pick_lists, wave_labels
from app.printing.commands import MOST_AT_ONCE, print_all, print_paper
from app.printing.errors import PrinterUnknown
from app.printing.models import Printer
from app.printing.queries import printer_for
from app.printing.together import put_up_by
from app.routes.asked import asked, moved, shown
from app.routes.current import current, own
from app.routes.print_places import DOWNLOAD, print_places
from app.routes.refusals import is_page
from app.routes.security import row_number
from app.warehouse.models import BIN, DOCK, STAGING, TOTE
from app.warehouse.queries import locations_of_kind, warehouse_of
from app.waves.models import Wave

bp = Blueprint("print_asking", __name__, url_prefix="/prints")
bp.add_app_template_global(print_places)

KINDS = {"bins": BIN, "totes": TOTE, "lanes": STAGING, "docks": DOCK}
OF_WAVE = {"pick_lists": pick_lists, "labels": wave_labels}


@bp.post("")
def create() -> Response:
    """One paper of one row: `printer` by its id, `download`, or none for the device's own."""
    form = request.form
    return print_wanted(paper_of(form.get("paper", ""), form.get("id", type=row_number, default=0), _here()))


def print_wanted(wanted: Wanted) -> Response:
    """On the printer that the form names."""
    printer_id = printer_asked_for(wanted.paper)

    def command(actor: Actor) -> Mapping[str, Any]:
        copies = request.form.get("copies", type=row_number, default=1)
        printer = printer_with(printer_id)
        job = print_paper(wanted.paper, wanted.entity, wanted.entity_id, wanted.content, printer, copies, actor)
        db.session.flush()
        return {"job_id": job.id}

    return _told(perform(asked(), command), printer_id)


@bp.post("/labels")
def create_labels() -> Response:
    """The labels of bins, totes, lanes or items between `from` and `to`."""
    return _create_all(_labels(request.form.get("kind", "")))


@bp.post("/waves/<int:wave_id>")
def create_for_wave(wave_id: int) -> Response:
    """A wave's pick lists or waybills in path order: all of them, or those `from` and `to` in that order."""
    find = OF_WAVE.get(request.form.get("what", ""))
    if find is None:
        raise NotFound
    found = find(own(Wave, wave_id).id, current().warehouse_id)
    first, last = (request.form.get(name, type=row_number, default=0) for name in ("from", "to"))
    return _create_all(found[max(0, first - 1) : last or None])


@bp.get("/asked/<uuid:operation_id>")
def show(operation_id: UUID) -> str:
    """How far it has come, for the page on which it was asked for."""
    found = put_up_by(str(operation_id), current().warehouse_id)
    if found is None:
        raise NotFound
    return render_template("printing/_how_far.html", prints=found)


def _create_all(found: Sequence[Wanted]) -> Response:
    wanted = found[: MOST_AT_ONCE + 1]
    printer_id = printer_asked_for(wanted[0].paper) if wanted else None
    return _told(perform(asked(), lambda actor: print_all(wanted, printer_with(printer_id), actor)), printer_id)


def _told(outcome: Outcome, printer_id: int | None) -> Response:
    """In the page that asked; for a browser without the script, the papers or the list of prints."""
    if is_page():
        download = url_for("printing.together", operation_id=outcome.operation_id)
        return moved(outcome, url_for("printing.index") if printer_id else download)
    prints = put_up_by(outcome.operation_id, current().warehouse_id) if outcome.ok else None
    return shown(outcome, "printing/_asked.html", prints=prints)


def _labels(kind: str) -> Sequence[Wanted]:
    here = warehouse_of(current().warehouse_id)
    first, last = request.form.get("from", "").strip(), request.form.get("to", "").strip()
    if kind == "items":
        return item_labels(items_from(first, last, MOST_AT_ONCE + 1), here)
    if kind not in KINDS:
        raise NotFound
    places = locations_of_kind(here.id, KINDS[kind])
    between = [one for one in places if (not first or one.address >= first) and (not last or one.address <= last)]
    return location_labels(between[: MOST_AT_ONCE + 1], here)


def printer_asked_for(paper: str) -> int | None:
    """None: it is downloaded. Raises PrinterUnknown."""
    said = request.form.get("printer", "")
    if said == DOWNLOAD:
        return None
    if said:
        return own(Printer, int(said)).id if said.isascii() and said.isdigit() and len(said) < 10 else _unknown()
    near = printer_for(paper, current().warehouse_id, current().device_id)
    return near.id if near else None


def _here() -> int:
    return current().warehouse_id


def _unknown() -> int:
    raise PrinterUnknown


def printer_with(printer_id: int | None) -> Printer | None:
    printer = db.session.get(Printer, printer_id) if printer_id else None
    if printer and printer.ended_at:
        raise PrinterUnknown
    return printer
