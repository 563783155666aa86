"""A picker's work: asking for it, the walk as one document, and what is scanned on it."""

from collections.abc import Sequence

from flask import Blueprint, Response, g, make_response, redirect, render_template, request, url_for
from flask_babel import lazy_gettext

from app.cases.queries import WORDS
from app.clock import now
from app.db import db
from app.errors import NotFound
from app.operations import Outcome, perform
from app.picking.commands import (
    bind_tote,
    check_zero,
    confirm_pick,
    damage_units,
    miss_tote,
    short_pick,
    skip_line,
    stage_task,
    swap_lot,
    swap_tote,
    undo_last,
)
from app.picking.document import stop_view
from app.picking.models import CartPlace, PickLine, PickTask
from app.picking.places import place_view
from app.picking.queries import lines_of_stop
from app.routes.asked import asked, moved, named, shown
from app.routes.current import current, own
from app.routes.refusals import is_page
from app.routes.walk_pages import document_of, url_of
from app.routes.walk_parts import AtStop, shown_stop, walk_and_map
from app.walks.commands import claim_next
from app.walks.errors import NoWork
from app.walks.queries import waiting_by_kind, walk_in_progress, walks_waiting
from app.walks.scans import StopScan

bp = Blueprint("picking", __name__)

REASONS = {
    "empty": lazy_gettext("The bin is empty"),
    "too_few": lazy_gettext("Too few in it"),
    "wrong_item": lazy_gettext("Another item in it"),
}


@bp.get("/work")
def work() -> str:
    me = current()
    active = walk_in_progress(me.worker_id, me.warehouse_id)
    assigned, free = walks_waiting(me.worker_id, me.warehouse_id, me.roles)
    document = document_of(active, me.language)
    kinds = waiting_by_kind(me.worker_id, me.warehouse_id, me.roles)
    asked_at = now() if "asked" in request.args else None
    go_on = url_of(active.id) if active else ""
    return render_template(
        "picking/work.html", walk=document, go_on=go_on, assigned=assigned, free=free, asked_at=asked_at, kinds=kinds
    )


@bp.post("/picking/claims")
def create_claim() -> Response:
    """The walk that was given; who asked for one in vain waits at the start, which shows the next one by itself."""
    kind = request.form.get("kind", "")
    outcome = perform(asked(), lambda actor: claim_next(actor, kind))
    if outcome.code == NoWork.code and is_page():
        return named(make_response(redirect(url_for("picking.work", asked="yes"), 303)), outcome)
    return moved(outcome, url_of(outcome.result.get("task_id", 0)))


@bp.get("/picking/tasks/<int:task_id>")
def task(task_id: int) -> str:
    return render_template(
        "picking/task.html", short_reasons=REASONS, call_reasons=WORDS, **walk_and_map(PickTask, task_id)
    )


@bp.get("/picking/tasks/<int:task_id>/stops")
def stops(task_id: int) -> str:
    """The path anew, with its map."""
    return render_template("picking/_path.html", **walk_and_map(PickTask, task_id))


@bp.post("/picking/places/<int:place_id>/totes")
def create_binding(place_id: int) -> Response:
    tote = request.form.get("tote", "")
    return _shown_place(perform(asked(), lambda actor: bind_tote(_place(place_id), tote, actor)), place_id)


@bp.post("/picking/places/<int:place_id>/full")
def create_full(place_id: int) -> Response:
    tote = request.form.get("tote", "")
    return _shown_place(perform(asked(), lambda actor: swap_tote(_place(place_id), tote, actor)), place_id)


@bp.post("/picking/places/<int:place_id>/missing")
def create_missing(place_id: int) -> Response:
    """A tote that was to be taken over is not there."""
    tote = request.form.get("tote", "")
    return _shown_place(perform(asked(), lambda actor: miss_tote(_place(place_id), tote, actor)), place_id)


@bp.post("/picking/lines/<int:line_id>/picks")
def create_pick(line_id: int) -> Response:
    scan = pick_scan()
    return shown_stop(perform(asked(), lambda actor: confirm_pick(_lines(line_id), scan, actor)), _at)


def pick_scan() -> StopScan:
    """What was scanned at a stop."""
    return StopScan(
        bin=request.form.get("bin", ""),
        item=request.form.get("item", ""),
        lot=request.form.get("lot", ""),
        tote=request.form.get("tote", ""),
        quantity=request.form.get("quantity", type=int),
        serials=_serials(),
    )


@bp.post("/picking/lines/<int:line_id>/shorts")
def create_short(line_id: int) -> Response:
    reason = request.form.get("reason", "")
    return shown_stop(perform(asked(), lambda actor: short_pick(_lines(line_id), reason, actor)), _at)


@bp.post("/picking/lines/<int:line_id>/damages")
def create_damage(line_id: int) -> Response:
    quantity = request.form.get("quantity", 0, type=int)
    return shown_stop(perform(asked(), lambda actor: damage_units(_lines(line_id), quantity, actor, _serials())), _at)


@bp.post("/picking/lines/<int:line_id>/lots")
def create_lot_swap(line_id: int) -> Response:
    lot = request.form.get("lot", "")
    return shown_stop(perform(asked(), lambda actor: swap_lot(_lines(line_id), lot, actor)), _at)


@bp.post("/picking/lines/<int:line_id>/zero-checks")
def create_zero_check(line_id: int) -> Response:
    is_empty = request.form.get("empty") == "yes"
    return shown_stop(perform(asked(), lambda actor: check_zero(_lines(line_id)[0], is_empty, actor)), _at)


@bp.post("/picking/lines/<int:line_id>/skips")
def create_skip(line_id: int) -> Response:
    return shown_stop(perform(asked(), lambda actor: skip_line(_lines(line_id), actor)), _at)


@bp.post("/picking/tasks/<int:task_id>/undos")
def create_undo(task_id: int) -> Response:
    meant = request.form.get("pick", "")
    return shown_stop(perform(asked(), lambda actor: undo_last(own(PickTask, task_id), actor, meant)), _at)


@bp.post("/picking/tasks/<int:task_id>/stagings")
def create_staging(task_id: int) -> Response:
    lane = request.form.get("lane", "")
    outcome = perform(asked(), lambda actor: stage_task(own(PickTask, task_id), lane, actor))
    return shown(outcome, "picking/_staged.html")


def _serials() -> tuple[str, ...]:
    return tuple(one for one in request.form.get("serials", "").split("\n") if one)


def _at(line_id: int) -> AtStop:
    lines = _lines(line_id)
    task = lines[0].task
    return AtStop(task, stop_view(lines, current().language), task.cart_places)


def _shown_place(outcome: Outcome, place_id: int) -> Response:
    if not outcome.ok:
        return shown(outcome, "picking/_place.html")
    place = _place(place_id)
    taken = _place(outcome.result.get("taken_place_id", place_id))
    places = [place_view(one) for one in dict.fromkeys((place, taken))]
    return shown(outcome, "picking/_some_places.html", places=places, cart_places=place.task.cart_places)


def _lines(line_id: int) -> Sequence[PickLine]:
    """The lines of the stop, if its walk is of the warehouse for which the request acts; read once for the request."""
    held: Sequence[PickLine] = g.get("lines_of_stop") or ()
    if any(line.id == line_id for line in held):
        return held
    lines = lines_of_stop(line_id)
    if not lines or lines[0].task.warehouse_id != current().warehouse_id:
        raise NotFound
    g.lines_of_stop = lines
    return lines


def _place(place_id: int) -> CartPlace:
    place = db.session.get(CartPlace, place_id)
    if place is None or place.task.warehouse_id != current().warehouse_id:
        raise NotFound
    return place
