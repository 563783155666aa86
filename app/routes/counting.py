"""A walk of counting as one document, and what is scanned on it."""

from flask import Blueprint, Response, jsonify, render_template, request
from flask_babel import get_locale

from app.cases.queries import WORDS
from app.catalog.queries import barcodes_of
from app.counting.commands.confirm_count import confirm_count
from app.counting.commands.end_count import end_count
from app.counting.commands.skip_count import skip_count
from app.counting.commands.undo_count import undo_count
from app.counting.document import count_stop
from app.counting.models import CountLine, CountTask
from app.counting.reading import CountScan
from app.db import db
from app.errors import NotFound
from app.operations import perform
from app.routes.asked import asked, shown
from app.routes.current import current, own
from app.routes.walk_parts import AtStop, shown_stop, walk_and_map
from app.scanning import UnknownCode, read
from app.scanning import shown as shown_code

bp = Blueprint("counting", __name__, url_prefix="/counting")


@bp.get("/tasks/<int:task_id>")
def task(task_id: int) -> str:
    return render_template(
        "counting/task.html", short_reasons={}, call_reasons=WORDS, **walk_and_map(CountTask, task_id)
    )


@bp.get("/tasks/<int:task_id>/stops")
def stops(task_id: int) -> str:
    """The path anew, with its map."""
    return render_template("picking/_path.html", **walk_and_map(CountTask, task_id))


@bp.get("/codes")
def code() -> Response:
    """What counting needs of a code that is not on the walk: its item, and what one scan of it stands for."""
    code = read(request.args.get("code", ""))
    found = barcodes_of(code)
    if len({one.item_id for one in found}) != 1:
        raise UnknownCode(scanned=shown_code(code.text))
    barcode = found[0]
    return jsonify(
        item=barcode.item_id,
        name=barcode.item.name(str(get_locale() or "en")),
        codes=[[one.code, one.quantity, one.unit] for one in barcode.item.barcodes],
        by_lot=barcode.item.tracks_lot,
        by_serial=barcode.item.tracks_serial,
    )


@bp.post("/lines/<int:line_id>/counts")
def create_count(line_id: int) -> Response:
    scan = CountScan(
        bin=request.form.get("bin", ""),
        counts=request.form.get("counts", ""),
        seconds=request.form.get("seconds", 0, type=int),
    )
    return shown_stop(
        perform(asked(), lambda actor: confirm_count(_line(line_id), scan, actor)), _at, "counting/_stop.html"
    )


@bp.post("/lines/<int:line_id>/skips")
def create_skip(line_id: int) -> Response:
    return shown_stop(perform(asked(), lambda actor: skip_count(_line(line_id), actor)), _at, "counting/_stop.html")


@bp.post("/tasks/<int:task_id>/undos")
def create_undo(task_id: int) -> Response:
    meant = request.form.get("pick", "")
    return shown_stop(
        perform(asked(), lambda actor: undo_count(own(CountTask, task_id), actor, meant)), _at, "counting/_stop.html"
    )


@bp.post("/tasks/<int:task_id>/stagings")
def create_staging(task_id: int) -> Response:
    """The walk is over; there is nothing to put down."""
    outcome = perform(asked(), lambda actor: end_count(own(CountTask, task_id), actor))
    return shown(outcome, "picking/_kept.html")


def _at(line_id: int) -> AtStop:
    line = _line(line_id)
    return AtStop(line.task, count_stop(line, current().language))


def _line(line_id: int) -> CountLine:
    line = db.session.get(CountLine, line_id)
    if line is None or line.task.warehouse_id != current().warehouse_id:
        raise NotFound
    return line
