"""Putting back what was picked of stopped orders: the walk as one document, and what is scanned on it."""

from collections.abc import Sequence

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import lazy_gettext

from app.cases.queries import WORDS
from app.db import db
from app.errors import NotFound
from app.operations import perform
from app.putting_back.commands import (
    choose_bin,
    confirm_put_back,
    end_put_back,
    report_damaged,
    report_missing,
    skip_put_back,
    take_tote,
    undo_put_back,
)
from app.putting_back.document import put_back_stop, tote_view
from app.putting_back.models import MISSING, PutBackLine, PutBackTask, PutBackTote
from app.putting_back.queries import lines_of_stop
from app.routes.asked import asked, shown
from app.routes.current import current, own
from app.routes.picking import pick_scan
from app.routes.walk_parts import AtStop, assigned, shown_stop, walk_and_map

bp = Blueprint("putting_back", __name__, url_prefix="/putting-back")

REASONS = {MISSING: lazy_gettext("Not in the tote")}


@bp.get("/tasks/<int:task_id>")
def task(task_id: int) -> str:
    return render_template(
        "putting_back/task.html", short_reasons=REASONS, call_reasons=WORDS, **walk_and_map(PutBackTask, task_id)
    )


@bp.get("/tasks/<int:task_id>/stops")
def stops(task_id: int) -> str:
    """The path anew, with its map."""
    return render_template("picking/_path.html", **walk_and_map(PutBackTask, task_id))


@bp.post("/tasks/<int:task_id>/assignments")
def create_assignment(task_id: int) -> Response:
    return assigned(PutBackTask, task_id, url_for("waves.show", wave_id=own(PutBackTask, task_id).wave_id))


@bp.post("/totes/<int:place_id>/takings")
def create_taking(place_id: int) -> Response:
    tote = request.form.get("tote", "")
    outcome = perform(asked(), lambda actor: take_tote(_place(place_id), tote, actor))
    return shown(outcome, "picking/_place.html", place=tote_view(_place(place_id)), cart_places=1)


@bp.post("/lines/<int:line_id>/put-backs")
def create_put_back(line_id: int) -> Response:
    scan = pick_scan()
    return shown_stop(perform(asked(), lambda actor: confirm_put_back(_lines(line_id), scan, actor)), _at)


@bp.post("/lines/<int:line_id>/bins")
def create_bin(line_id: int) -> Response:
    scanned = request.form.get("bin", "")
    return shown_stop(perform(asked(), lambda actor: choose_bin(_lines(line_id), scanned, actor)), _at)


@bp.post("/lines/<int:line_id>/shorts")
def create_short(line_id: int) -> Response:
    return shown_stop(perform(asked(), lambda actor: report_missing(_lines(line_id), actor)), _at)


@bp.post("/lines/<int:line_id>/damages")
def create_damage(line_id: int) -> Response:
    quantity = request.form.get("quantity", 0, type=int)
    return shown_stop(perform(asked(), lambda actor: report_damaged(_lines(line_id), quantity, actor)), _at)


@bp.post("/lines/<int:line_id>/skips")
def create_skip(line_id: int) -> Response:
    return shown_stop(perform(asked(), lambda actor: skip_put_back(_lines(line_id), actor)), _at)


@bp.post("/tasks/<int:task_id>/undos")
def create_undo(task_id: int) -> Response:
    meant = request.form.get("pick", "")
    return shown_stop(perform(asked(), lambda actor: undo_put_back(own(PutBackTask, task_id), actor, meant)), _at)


@bp.post("/tasks/<int:task_id>/stagings")
def create_staging(task_id: int) -> Response:
    """`lane` is the empty tote; or a lane, where every tote stays in its own."""
    scanned = request.form.get("lane", "")
    outcome = perform(asked(), lambda actor: end_put_back(own(PutBackTask, task_id), scanned, actor))
    return shown(outcome, "picking/_kept.html")


def _at(line_id: int) -> AtStop:
    lines = _lines(line_id)
    task = lines[0].task
    return AtStop(task, put_back_stop(lines, current().language), len(task.totes))


def _lines(line_id: int) -> Sequence[PutBackLine]:
    lines = lines_of_stop(line_id)
    if not lines or lines[0].task.warehouse_id != current().warehouse_id:
        raise NotFound
    return lines


def _place(place_id: int) -> PutBackTote:
    place = db.session.get(PutBackTote, place_id)
    if place is None or place.task.warehouse_id != current().warehouse_id:
        raise NotFound
    return place
