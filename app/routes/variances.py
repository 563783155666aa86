"""What a lead decides about counts that differ from the book, each with all that was counted for it."""

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import get_locale, gettext

from app.counting.commands import count_again, keep_book, post_as_counted
from app.counting.commands.decide import WHY, WHY_NOT
from app.counting.models import Variance
from app.counting.queries import orders_kept, variances_decided, variances_waiting
from app.counting.wanted import rounds_of
from app.operations import Outcome, perform
from app.routes import current
from app.routes.asked import asked, moved, named
from app.routes.pages import paged
from app.routes.refusals import is_page, told

bp = Blueprint("variances", __name__, url_prefix="/counts/variances")


@bp.get("")
def index() -> str:
    return render_template("counting/variances.html", **_shown())


@bp.get("/now")
def shown() -> str:
    """The list alone, asked for again when something changed."""
    return render_template("counting/_variances.html", **_shown())


@bp.post("/<int:variance_id>/postings")
def create_posting(variance_id: int) -> Response:
    """The book follows the count."""
    units = request.form.get("units", type=int)
    reason, note = request.form.get("reason", ""), request.form.get("note", "")
    outcome = perform(asked(), lambda actor: post_as_counted(_own(variance_id), units, reason, note, actor))
    return _answer(outcome, gettext("The book says now what was counted."))


@bp.post("/<int:variance_id>/recounts")
def create_recount(variance_id: int) -> Response:
    outcome = perform(asked(), lambda actor: count_again(_own(variance_id), actor))
    return _answer(outcome, gettext("It is counted anew."))


@bp.post("/<int:variance_id>/refusals")
def create_refusal(variance_id: int) -> Response:
    """The book stays as it is."""
    reason, note = request.form.get("reason", ""), request.form.get("note", "")
    outcome = perform(asked(), lambda actor: keep_book(_own(variance_id), reason, note, actor))
    return _answer(outcome, gettext("The book stays as it is."))


def _answer(outcome: Outcome, words: str) -> Response:
    """The list as it is then, with what came of it."""
    if is_page():
        return moved(outcome, url_for("variances.index"))
    said = words if outcome.ok else told(outcome.refusal)
    html = render_template("counting/_variances.html", told=said, done=outcome.ok, **_shown())
    return named(make_response(html, 200), outcome)


def _shown() -> dict[str, object]:
    warehouse_id = current.current().warehouse_id
    waiting = variances_waiting(warehouse_id)
    return {
        "waiting": waiting,
        "rounds": {one.id: rounds_of(one.count, one.entry.item_id) for one in waiting},
        "orders": {one.id: orders_kept(one.location_id, one.lot_id) for one in waiting if one.units < 0},
        "found": paged(variances_decided(warehouse_id)),
        "why": WHY,
        "why_not": WHY_NOT,
        "language": str(get_locale() or "en"),
    }


def _own(variance_id: int) -> Variance:
    return current.own(Variance, variance_id)
