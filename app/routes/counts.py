"""Counting from the desk: what is to be counted and why, who walks, what came of each count; raise one by hand."""

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import get_locale

from app.counting.commands import count_places
from app.counting.models import CountTask
from app.counting.queries import (
    count_of,
    count_reason,
    counts_wanted,
    tasks_open,
    urgent_among,
    variances_waiting,
    workers_who_count,
)
from app.errors import NotFound
from app.operations import perform
from app.routes import current
from app.routes.asked import asked, moved
from app.routes.pages import paged
from app.routes.walk_parts import assigned
from app.warehouse.queries import warehouse_of

bp = Blueprint("counts", __name__, url_prefix="/counts")
bp.add_app_template_global(count_reason)


@bp.get("")
def index() -> str:
    return render_template("counting/index.html", **_shown())


@bp.get("/now")
def shown() -> str:
    """The list alone, asked for again when something changed."""
    return render_template("counting/_list.html", **_shown())


@bp.get("/<int:count_id>")
def show(count_id: int) -> str:
    """Who counted what when, and what came of it."""
    count = count_of(current.current().warehouse_id, count_id)
    if count is None:
        raise NotFound
    return render_template("counting/count.html", count=count, language=_language())


@bp.post("")
def create() -> Response:
    """Raise counts for what the lines of the form name."""
    places = request.form.get("places", "")
    warehouse = warehouse_of(current.current().warehouse_id)
    outcome = perform(asked(), lambda actor: count_places(warehouse, places, actor))
    return moved(outcome, url_for("counts.index", raised=outcome.result.get("raised")))


@bp.post("/tasks/<int:task_id>/assignments")
def create_assignment(task_id: int) -> Response:
    return assigned(CountTask, task_id, url_for("counts.index"))


def _shown() -> dict[str, object]:
    warehouse_id = current.current().warehouse_id
    found = paged(counts_wanted(warehouse_id))
    return {
        "found": found,
        "urgent": urgent_among([count.id for count in found.items]),
        "tasks": tasks_open(warehouse_id),
        "workers": workers_who_count(warehouse_id),
        "waiting": len(variances_waiting(warehouse_id)),
        "raised": request.args.get("raised", type=int),
        "language": _language(),
    }


def _language() -> str:
    return str(get_locale() or "en")
