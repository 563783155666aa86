"""Putting away: the walk as one document, what is scanned on it, and what a lead sees of all of them."""

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import lazy_gettext

from app.cases.queries import WORDS
from app.db import db
from app.errors import NotFound
from app.operations import perform
from app.putting_away.commands import (
    choose_place,
    confirm_put_away,
    end_put_away,
    force_place,
    report_damaged,
    report_missing,
    skip_put_away,
    take_source,
    undo_put_away,
)
from app.putting_away.document import put_away_stop, source_view
from app.putting_away.models import MISSING, PutAwayLine, PutAwaySource, PutAwayTask
from app.putting_away.queries import keepers, put_aways
from app.routes.asked import asked, moved, shown
from app.routes.current import current, own
from app.routes.picking import pick_scan
from app.routes.walk_parts import AtStop, assigned, shown_stop, walk_and_map

bp = Blueprint("putting_away", __name__, url_prefix="/putting-away")

REASONS = {MISSING: lazy_gettext("Not there")}


@bp.get("")
def index() -> str:
    """What waits to be put away, who does it, and how far they are."""
    here = current().warehouse_id
    return render_template("putting_away/index.html", **_tasks(here))


@bp.get("/tasks")
def shown_tasks() -> str:
    """The list alone."""
    return render_template("putting_away/_tasks.html", **_tasks(current().warehouse_id))


@bp.get("/tasks/<int:task_id>")
def task(task_id: int) -> str:
    return render_template(
        "putting_away/task.html", short_reasons=REASONS, call_reasons=WORDS, **walk_and_map(PutAwayTask, task_id)
    )


@bp.get("/tasks/<int:task_id>/stops")
def stops(task_id: int) -> str:
    """The path anew, with its map."""
    return render_template("picking/_path.html", **walk_and_map(PutAwayTask, task_id))


@bp.post("/tasks/<int:task_id>/assignments")
def create_assignment(task_id: int) -> Response:
    return assigned(PutAwayTask, task_id, url_for("putting_away.index"))


@bp.post("/lines/<int:line_id>/forced-bins")
def create_forced_bin(line_id: int) -> Response:
    """A lead sends what is left of a stop to a bin that the rules refuse, and says why."""
    scanned, reason = request.form.get("bin", ""), request.form.get("reason", "")
    outcome = perform(asked(), lambda actor: force_place(_line(line_id), scanned, reason, actor))
    return moved(outcome, url_for("putting_away.index"))


@bp.post("/sources/<int:place_id>/takings")
def create_taking(place_id: int) -> Response:
    scanned = request.form.get("tote", "")
    outcome = perform(asked(), lambda actor: take_source(_source(place_id), scanned, actor))
    return shown(outcome, "picking/_place.html", place=source_view(_source(place_id)), cart_places=1)


@bp.post("/lines/<int:line_id>/put-aways")
def create_put_away(line_id: int) -> Response:
    scan = pick_scan()
    return shown_stop(perform(asked(), lambda actor: confirm_put_away(_line(line_id), scan, actor)), _at)


@bp.post("/lines/<int:line_id>/bins")
def create_bin(line_id: int) -> Response:
    scanned = request.form.get("bin", "")
    return shown_stop(perform(asked(), lambda actor: choose_place(_line(line_id), scanned, actor)), _at)


@bp.post("/lines/<int:line_id>/shorts")
def create_short(line_id: int) -> Response:
    return shown_stop(perform(asked(), lambda actor: report_missing(_line(line_id), actor)), _at)


@bp.post("/lines/<int:line_id>/damages")
def create_damage(line_id: int) -> Response:
    quantity = request.form.get("quantity", 0, type=int)
    return shown_stop(perform(asked(), lambda actor: report_damaged(_line(line_id), quantity, actor)), _at)


@bp.post("/lines/<int:line_id>/skips")
def create_skip(line_id: int) -> Response:
    return shown_stop(perform(asked(), lambda actor: skip_put_away(_line(line_id), actor)), _at)


@bp.post("/tasks/<int:task_id>/undos")
def create_undo(task_id: int) -> Response:
    meant = request.form.get("pick", "")
    return shown_stop(perform(asked(), lambda actor: undo_put_away(own(PutAwayTask, task_id), actor, meant)), _at)


@bp.post("/tasks/<int:task_id>/stagings")
def create_staging(task_id: int) -> Response:
    """`lane` is the empty tote or plate, or the dock."""
    scanned = request.form.get("lane", "")
    outcome = perform(asked(), lambda actor: end_put_away(own(PutAwayTask, task_id), scanned, actor))
    return shown(outcome, "picking/_kept.html")


def _at(line_id: int) -> AtStop:
    line = _line(line_id)
    return AtStop(line.task, put_away_stop(line, current().language), len(line.task.sources))


def _tasks(warehouse_id: int) -> dict[str, object]:
    return {"tasks": put_aways(warehouse_id), "keepers": keepers(warehouse_id)}


def _line(line_id: int) -> PutAwayLine:
    line = db.session.get(PutAwayLine, line_id)
    if line is None or line.task.warehouse_id != current().warehouse_id:
        raise NotFound
    return line


def _source(place_id: int) -> PutAwaySource:
    source = db.session.get(PutAwaySource, place_id)
    if source is None or source.task.warehouse_id != current().warehouse_id:
        raise NotFound
    return source
