"""A refill on the handheld: the walk as one document, and what is scanned on it."""

from flask import Blueprint, Response, render_template, request
from flask_babel import lazy_gettext

from app.cases.queries import WORDS
from app.errors import NotFound
from app.operations import Actor, perform
from app.replenishing.commands import (
    FULL,
    bring_rest_back,
    choose_bin,
    confirm_put,
    confirm_take,
    damage_take,
    end_refill,
    report_damaged,
    report_missing,
    short_take,
    skip_stop,
    take_tote,
    undo_last,
)
from app.replenishing.document import refill_stop, tote_view
from app.replenishing.models import MISSING, RefillLine, RefillTask
from app.replenishing.queries import line_of_stop
from app.routes.asked import asked, shown
from app.routes.current import current, own
from app.routes.picking import pick_scan
from app.routes.walk_parts import AtStop, shown_stop, walk_and_map

bp = Blueprint("replenishing", __name__, url_prefix="/replenishing")

TAKING = {
    "empty": lazy_gettext("The bin is empty"),
    "too_few": lazy_gettext("Too few in it"),
    "wrong_item": lazy_gettext("Another item in it"),
}
PUTTING = {
    FULL: lazy_gettext("Full: the rest goes back"),
    MISSING: lazy_gettext("Not in the tote"),
}


@bp.get("/tasks/<int:task_id>")
def task(task_id: int) -> str:
    return render_template(
        "replenishing/task.html",
        short_reasons=TAKING,
        put_reasons=PUTTING,
        call_reasons=WORDS,
        **walk_and_map(RefillTask, task_id),
    )


@bp.get("/tasks/<int:task_id>/stops")
def stops(task_id: int) -> str:
    """The path anew, with its map."""
    return render_template("picking/_path.html", **walk_and_map(RefillTask, task_id))


@bp.post("/tasks/<int:task_id>/totes")
def create_tote(task_id: int) -> Response:
    tote = request.form.get("tote", "")
    outcome = perform(asked(), lambda actor: take_tote(own(RefillTask, task_id), tote, actor))
    place = tote_view(own(RefillTask, task_id))
    return shown(outcome, "replenishing/_tote.html", place=place)


@bp.post("/lines/<int:line_id>/takes")
def create_take(line_id: int) -> Response:
    scan = pick_scan()
    return shown_stop(perform(asked(), lambda actor: confirm_take(_line(line_id), scan, actor)), _at)


@bp.post("/lines/<int:line_id>/puts")
def create_put(line_id: int) -> Response:
    scan = pick_scan()
    return shown_stop(perform(asked(), lambda actor: confirm_put(_line(line_id), scan, actor)), _at)


@bp.post("/lines/<int:line_id>/bins")
def create_bin(line_id: int) -> Response:
    scanned = request.form.get("bin", "")
    return shown_stop(perform(asked(), lambda actor: choose_bin(_line(line_id), scanned, actor)), _at)


@bp.post("/lines/<int:line_id>/shorts")
def create_short(line_id: int) -> Response:
    """At a bin that is full the rest goes back; what is not in the tote is written off; else too little lies there."""
    reason = request.form.get("reason", "")

    def command(actor: Actor) -> dict[str, int]:
        line = _line(line_id)
        if reason == FULL:
            return bring_rest_back(line, actor)
        if reason == MISSING:
            return report_missing(line, actor)
        return short_take(line, reason, actor)

    return shown_stop(perform(asked(), command), _at)


@bp.post("/lines/<int:line_id>/damages")
def create_damage(line_id: int) -> Response:
    quantity, serials = request.form.get("quantity", 0, type=int), pick_scan().serials

    def command(actor: Actor) -> dict[str, int]:
        line = _line(line_id)
        if line.takes:
            return damage_take(line, quantity, serials, actor)
        return report_damaged(line, quantity, actor)

    return shown_stop(perform(asked(), command), _at)


@bp.post("/lines/<int:line_id>/skips")
def create_skip(line_id: int) -> Response:
    return shown_stop(perform(asked(), lambda actor: skip_stop(_line(line_id), actor)), _at)


@bp.post("/tasks/<int:task_id>/undos")
def create_undo(task_id: int) -> Response:
    meant = request.form.get("pick", "")
    return shown_stop(perform(asked(), lambda actor: undo_last(own(RefillTask, task_id), actor, meant)), _at)


@bp.post("/tasks/<int:task_id>/stagings")
def create_staging(task_id: int) -> Response:
    """`lane` is the walk's own tote, once it is empty."""
    scanned = request.form.get("lane", "")
    outcome = perform(asked(), lambda actor: end_refill(own(RefillTask, task_id), scanned, actor))
    return shown(outcome, "picking/_kept.html")


def _at(line_id: int) -> AtStop:
    line = _line(line_id)
    return AtStop(line.task, refill_stop(line, current().language))


def _line(line_id: int) -> RefillLine:
    line = line_of_stop(line_id)
    if line is None or line.refill.warehouse_id != current().warehouse_id:
        raise NotFound
    return line
