"""The returns at the dock: which parcel it is, the parcel as one document, and what is scanned and finished there."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.attachments.commands import attach
from app.attachments.models import PHOTOGRAPH
from app.attachments.queries import attachments_of
from app.db import db
from app.errors import NotFound
from app.operations import Actor, Outcome, perform
from app.printing.commands import print_paper
from app.returns.commands.close_parcel import close_parcel
from app.returns.commands.close_tote import close_tote
from app.returns.commands.grade_units import grade_units
from app.returns.commands.match_parcel import identify, match_parcel, note_parcel
from app.returns.commands.receive_parcel import Arrival, receive_parcel
from app.returns.commands.undo_grading import undo_grading
from app.returns.document import customer_of, parcel_document, totes_of
from app.returns.finding import Found, found_by
from app.returns.labels import PARCEL, UNIT, parcel_label, unit_label
from app.returns.models import ReturnParcel, ReturnTote, ReturnUnit
from app.returns.units import UnitScan
from app.returns.waiting import waiting_parcels
from app.returns.words import DISPOSITION_NAMES, GRADE_NAMES, NOT_CHOSEN, REASON_NAMES
from app.routes.asked import asked, moved, named, shown
from app.routes.attachments import sent_picture
from app.routes.current import current, own
from app.routes.print_asking import printer_asked_for, printer_with
from app.routes.refusals import is_page, told
from app.routes.security import row_number

bp = Blueprint("returns_dock", __name__, url_prefix="/returns/dock")


@bp.get("")
def index() -> str:
    """Scan a parcel; what is open, what nobody knows yet."""
    return render_template("returns_dock/index.html", **_waiting())


@bp.get("/waiting")
def shown_waiting() -> str:
    """The list alone."""
    return render_template("returns_dock/_waiting.html", **_waiting())


@bp.get("/found")
def find() -> ResponseReturnValue:
    """Where a scan leads: to its parcel, to the choice, or nowhere yet, when it can be taken in without asking."""
    found = found_by(current().warehouse_id, request.args.get("code", ""))
    here = [parcel for parcel in found.parcels if parcel.done_at is None]
    if found.sure:
        return {"sure": True}
    if len(found.parcels) == len(here) == 1 and not request.args.get("another"):
        return {"url": _url(here[0].id, came="again")}
    url = url_for("returns_dock.arriving", code=request.args.get("code", ""))
    return redirect(url, 303) if is_page() else {"url": url}


@bp.get("/arriving")
def arriving() -> str:
    """What a scan may mean, to choose from; with a parcel's number, of which return that parcel is."""
    code, parcel_id = request.args.get("code", ""), request.args.get("parcel", 0, type=row_number)
    parcel = own(ReturnParcel, parcel_id) if parcel_id else None
    found = found_by(current().warehouse_id, code) if code else Found("")
    return render_template("returns_dock/arriving.html", found=found, parcel=parcel, code=code, customer_of=customer_of)


@bp.post("/arrivals")
def create_arrival() -> Response:
    form, warehouse_id = request.form, current().warehouse_id
    arrival = Arrival(
        code=form.get("code", ""),
        chosen=form.get("chosen", ""),
        another=bool(form.get("another")),
        alone=bool(form.get("alone")),
        note=form.get("note", ""),
    )
    return _led(perform(asked(), lambda actor: receive_parcel(warehouse_id, arrival, actor)))


@bp.get("/parcels/<int:parcel_id>")
def show(parcel_id: int) -> str:
    """The parcel as one document; of one that nobody knows, what is noted of it."""
    parcel = own(ReturnParcel, parcel_id)
    page = "returns_dock/parcel.html" if parcel.rma else "returns_dock/unknown.html"
    return render_template(page, came=request.args.get("came", ""), **_context(parcel))


@bp.get("/parcels/<int:parcel_id>/document")
def shown_document(parcel_id: int) -> str:
    """Its parts anew."""
    return render_template("returns_dock/_document.html", **_context(own(ReturnParcel, parcel_id)))


@bp.post("/parcels/<int:parcel_id>/findings")
def create_finding(parcel_id: int) -> Response:
    """Something was scanned for a parcel that nobody knows: where it is put, or whose it is."""
    code = request.form.get("code", "")
    return _led(perform(asked(), lambda actor: identify(own(ReturnParcel, parcel_id), code, actor)))


@bp.post("/parcels/<int:parcel_id>/matches")
def create_match(parcel_id: int) -> Response:
    code, chosen = request.form.get("code", ""), request.form.get("chosen", "")
    return _led(perform(asked(), lambda actor: match_parcel(own(ReturnParcel, parcel_id), code, chosen, actor)))


@bp.post("/parcels/<int:parcel_id>/notes")
def create_note(parcel_id: int) -> Response:
    note = request.form.get("note", "")
    return _led(perform(asked(), lambda actor: note_parcel(own(ReturnParcel, parcel_id), note, actor)))


@bp.post("/parcels/<int:parcel_id>/units")
def create_unit(parcel_id: int) -> Response:
    scan = _unit_scan()
    return _said(perform(asked(), lambda actor: grade_units(own(ReturnParcel, parcel_id), scan, actor)), "graded")


@bp.post("/parcels/<int:parcel_id>/undos")
def create_undo(parcel_id: int) -> Response:
    meant = request.form.get("unit", "")
    return _said(perform(asked(), lambda actor: undo_grading(own(ReturnParcel, parcel_id), meant, actor)), "undone")


@bp.post("/parcels/<int:parcel_id>/closings")
def create_closing(parcel_id: int) -> Response:
    why = request.form.get("why", "")
    outcome = perform(asked(), lambda actor: close_parcel(own(ReturnParcel, parcel_id), why, actor))
    return moved(outcome, url_for("returns_dock.index")) if is_page() else _said(outcome, "finished")


@bp.post("/parcels/<int:parcel_id>/photographs")
def create_photograph(parcel_id: int) -> Response:
    stored = sent_picture("photograph")
    outcome = perform(asked(), lambda actor: attach(own(ReturnParcel, parcel_id), PHOTOGRAPH, stored, actor))
    return shown(outcome, "picking/_kept.html")


@bp.post("/totes/<int:tote_id>/closings")
def create_tote_closing(tote_id: int) -> Response:
    outcome = perform(asked(), lambda actor: close_tote(own(ReturnTote, tote_id), actor))
    return moved(outcome, url_for("returns_dock.index")) if is_page() else _said(outcome, "tote_closed")


@bp.post("/parcels/<int:parcel_id>/labels")
def create_label(parcel_id: int) -> Response:
    parcel = own(ReturnParcel, parcel_id)
    return _printed(PARCEL, parcel, parcel.id, parcel_label(parcel))


@bp.post("/units/<int:unit_id>/labels")
def create_unit_label(unit_id: int) -> Response:
    unit = db.session.get(ReturnUnit, unit_id)
    if unit is None or unit.parcel.warehouse_id != current().warehouse_id:
        raise NotFound
    return _printed(UNIT, unit.parcel, unit.id, unit_label(unit))


def _printed(paper: str, parcel: ReturnParcel, row_id: int, content: Mapping[str, Any]) -> Response:
    """From this device's own printer, and back to the parcel; without one as a download."""
    printer_id = printer_asked_for(paper)
    entity = (ReturnParcel if paper == PARCEL else ReturnUnit).__tablename__

    def command(actor: Actor) -> dict[str, int]:
        job = print_paper(paper, entity, row_id, content, printer_with(printer_id), 1, actor)
        db.session.flush()
        return {"job_id": job.id}

    outcome = perform(asked(), command)
    download = url_for("printing.together", operation_id=outcome.operation_id)
    return moved(outcome, _url(parcel.id, came="printed") if printer_id else download)


def _waiting() -> dict[str, object]:
    warehouse_id = current().warehouse_id
    return {"waiting": waiting_parcels(warehouse_id), "totes": totes_of(warehouse_id), **_words()}


def _context(parcel: ReturnParcel) -> dict[str, object]:
    doc = parcel_document(parcel, current().language)
    photographs = attachments_of(ReturnParcel.__tablename__, [parcel.id])
    leads = "lead" in current().roles
    rules = {"questions": doc.questions, "tables": doc.tables, "stranger": doc.stranger, "version": doc.version}
    return {"doc": doc, "parcel": parcel, "photographs": photographs, "leads": leads, "rules": rules, **_words()}


def _words() -> dict[str, object]:
    """What dispositions, grades and reasons are called; reasons that a parcel says itself are not chosen."""
    said = {name: str(words) for name, words in REASON_NAMES.items()}
    return {
        "ways": {name: str(words) for name, words in DISPOSITION_NAMES.items()},
        "grades": {name: str(words) for name, words in GRADE_NAMES.items()},
        "reasons": {name: words for name, words in said.items() if name not in NOT_CHOSEN},
        "all_reasons": said,
    }


def _unit_scan() -> UnitScan:
    form = request.form
    answers = {name[7:]: said for name, said in form.items() if name.startswith("answer_")}
    return UnitScan(
        item=form.get("item", ""),
        lot=form.get("lot", ""),
        serials=tuple(form.get("serials", "").split("\n")) if form.get("serials") else (),
        quantity=form.get("quantity", type=int),
        answers=answers,
        reason=form.get("reason", ""),
        disposition=form.get("disposition", ""),
        override=form.get("override", ""),
        tote=form.get("tote", ""),
        is_stranger=bool(form.get("stranger")),
        version=form.get("version", type=row_number),
    )


def _led(outcome: Outcome) -> Response:
    """On to the parcel; a script is told where that is."""
    parcel_id = outcome.result.get("parcel_id", 0)
    again = bool(outcome.result.get("again"))
    url = _url(parcel_id, came="again" if again else "")
    if is_page() or not outcome.ok:
        return moved(outcome, url)
    return shown(outcome, "returns_dock/_led.html", url=url, parcel=own(ReturnParcel, parcel_id), again=again)


def _said(outcome: Outcome, done: str) -> Response:
    """What became of it in words; the page has shown it already."""
    if not outcome.ok:
        return named(make_response(told(outcome.refusal), outcome.status), outcome)
    return shown(outcome, "returns_dock/_said.html", done=done, result=outcome.result)


def _url(parcel_id: int, came: str = "") -> str:
    return url_for("returns_dock.show", parcel_id=parcel_id, came=came or None)
