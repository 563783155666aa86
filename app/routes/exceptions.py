"""What waits for a lead, and what is done about it with one touch: the answer is the list as it is then."""

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import gettext

from app.cases.commands import answer_call
from app.cases.models import Call
from app.cases.queries import call_reason
from app.counting.commands import count_location
from app.exceptions.queries import exceptions
from app.exceptions.substitutes import item_meant, substitutes
from app.floor.presence import presence_words
from app.operations import Actor, Outcome, perform
from app.orders.commands import ship_short, split_order
from app.orders.holds import release_hold
from app.orders.missing import goes_without_missing, missing_lines, missing_of
from app.orders.models import Order, OrderLine
from app.orders.queries import hold_in, line_in
from app.routes import current
from app.routes.asked import asked, moved, named
from app.routes.refusals import is_page
from app.routes.security import row_number
from app.walks.refused import RefusedScan, settle_refused
from app.warehouse.models import Location
from app.warehouse.queries import warehouse_of
from app.waves.elsewhere import allocate_elsewhere, substitute
from app.waves.models import Wave

bp = Blueprint("exceptions", __name__)
bp.add_app_template_global(call_reason)
bp.add_app_template_global(presence_words)


@bp.get("/exceptions")
def index() -> str:
    return render_template("exceptions/index.html", **_waiting(_wave()))


@bp.get("/exceptions/now")
def shown() -> str:
    """The list alone; `wave` narrows it to what keeps that wave back."""
    return render_template("floor/_exceptions.html", **_waiting(_wave()))


@bp.get("/exceptions/lines/<int:order_line_id>/choices")
def choices(order_line_id: int) -> str:
    """What may be done about a line of which units are missing, the likeliest first, each with what it does."""
    line = _line(order_line_id)
    template = "exceptions/choices.html" if is_page() else "floor/_choices.html"
    return render_template(
        template,
        line=line,
        missing=missing_of(line),
        of_order=sum(missing_of(one) for one in missing_lines(line.order)),
        goes_without=goes_without_missing(line.order),
        offers=substitutes(warehouse_of(line.order.warehouse_id), line.item) if line.item else (),
        wave=_wave(),
    )


@bp.post("/exceptions/lines/<int:order_line_id>/allocations")
def create_allocation(order_line_id: int) -> Response:
    outcome = perform(asked(), lambda actor: allocate_elsewhere(_line(order_line_id), actor))
    return _answer(outcome, _where(outcome))


@bp.post("/exceptions/lines/<int:order_line_id>/substitutions")
def create_substitution(order_line_id: int) -> Response:
    """What was typed or scanned counts before what was offered."""
    code = request.form.get("code", "").strip() or request.form.get("offer", "")
    outcome = perform(asked(), lambda actor: substitute(_line(order_line_id), item_meant(code), actor))
    return _answer(outcome, _where(outcome))


@bp.post("/exceptions/lines/<int:order_line_id>/cancellations")
def create_cancellation(order_line_id: int) -> Response:
    """The order goes without what is missing of the line, by the customer's word."""
    word = request.form.get("word", "")
    outcome = perform(asked(), lambda actor: ship_short(_line(order_line_id), word, actor))
    return _answer(outcome, gettext("The order goes on without what is missing."))


@bp.post("/exceptions/orders/<int:order_id>/back-orders")
def create_back_order(order_id: int) -> Response:
    outcome = perform(asked(), lambda actor: split_order(current.own(Order, order_id), actor))
    if not outcome.ok:
        return _answer(outcome)
    later = current.own(Order, outcome.result["back_order_id"])
    return _answer(outcome, gettext("What is missing follows as order %(number)s.", number=later.number))


@bp.post("/exceptions/holds/<int:hold_id>/releases")
def create_release(hold_id: int) -> Response:
    warehouse_id = current.current().warehouse_id
    outcome = perform(asked(), lambda actor: release_hold(hold_in(warehouse_id, hold_id), actor))
    return _answer(outcome, gettext("The hold is released."))


@bp.post("/exceptions/counts")
def create_count() -> Response:
    """Somebody is to look what lies at the location: one item of it, or all."""
    location_id = request.form.get("location_id", 0, type=row_number)
    item_id = request.form.get("item_id", 0, type=row_number)

    def command(actor: Actor) -> dict[str, int]:
        return count_location(current.own(Location, location_id), item_id or None, actor)

    return _answer(perform(asked(), command), gettext("A count is raised."))


@bp.post("/calls/<int:call_id>/answers")
def create_answer(call_id: int) -> Response:
    outcome = perform(asked(), lambda actor: answer_call(current.own(Call, call_id), actor))
    return _answer(outcome, gettext("The handheld says that you heard it."))


@bp.post("/refused-scans/<int:scan_id>/settlements")
def create_settlement(scan_id: int) -> Response:
    outcome = perform(asked(), lambda actor: settle_refused(current.own(RefusedScan, scan_id), actor))
    return _answer(outcome, gettext("Settled."))


def _answer(outcome: Outcome, done: str = "") -> Response:
    """The list anew with what came of it; a browser without the script goes back to where it was."""
    wave = _wave()
    if is_page():
        return moved(outcome, url_for("waves.show", wave_id=wave.id) if wave else url_for("exceptions.index"))
    told = done if outcome.ok else str(outcome.refusal)
    html = render_template("floor/_exceptions.html", **_waiting(wave), told=told, done=outcome.ok)
    return named(make_response(html, outcome.status), outcome)


def _where(outcome: Outcome) -> str:
    """Where the units come from, and on which task."""
    found = outcome.result
    if not outcome.ok:
        return ""
    if "task_id" not in found:
        return str(gettext("The next wave takes the order."))
    where = {"units": found["units"], "addresses": ", ".join(found["addresses"]), "task": found["task_id"]}
    return str(gettext("%(units)s from %(addresses)s, on task %(task)s.", **where))


def _waiting(wave: Wave | None) -> dict[str, object]:
    warehouse = warehouse_of(current.current().warehouse_id)
    return {"waiting": exceptions(warehouse, wave), "wave": wave}


def _wave() -> Wave | None:
    """The wave that the list is about; none: the whole floor."""
    wave_id = request.values.get("wave", 0, type=row_number)
    return current.own(Wave, wave_id) if wave_id else None


def _line(order_line_id: int) -> OrderLine:
    return line_in(current.current().warehouse_id, order_line_id)
