"""Cases: what somebody has to find out about a parcel or an order, by due time; and one of them with its history."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, render_template, request, url_for

from app.attachments.queries import attachments_of
from app.cases.handling import add_picture, close_case, own_case, put_off_case, reopen_case
from app.cases.listing import CaseSearch, case_history, found_cases, owners_in
from app.cases.models import Case
from app.cases.opening import LONGEST, add_note, open_case
from app.cases.words import CASE_REASONS, RESULTS, case_reason, case_result
from app.clock import now
from app.operations import Actor, perform
from app.orders.models import Order
from app.routes.asked import asked, moved
from app.routes.attachments import sent_picture
from app.routes.current import current, own
from app.routes.pages import paged
from app.routes.security import row_number
from app.shipping.models import Waybill
from app.shipping.tracking.subjects import subjects_of
from app.warehouse.queries import warehouse_of

bp = Blueprint("cases", __name__, url_prefix="/cases")
bp.add_app_template_global(case_reason)
bp.add_app_template_global(case_result)


@bp.get("")
def index() -> str:
    return render_template("cases/index.html", **_listed())


@bp.get("/now")
def shown() -> str:
    """The list alone."""
    return render_template("cases/_list.html", **_listed())


@bp.post("")
def create() -> Response:
    """About an order, or about one of its parcels where one is named."""
    said = request.form
    order_id, waybill_id = (said.get(name, 0, type=row_number) for name in ("order_id", "waybill_id"))
    reason, words = said.get("reason", ""), said.get("words", "")

    def command(actor: Actor) -> Mapping[str, Any]:
        about = own(Waybill, waybill_id) if waybill_id else own(Order, order_id)
        return open_case(about, reason, words, actor)

    outcome = perform(asked(), command)
    return moved(outcome, url_for("cases.show", case_id=outcome.result.get("case_id", 0)))


@bp.get("/<int:case_id>")
def show(case_id: int) -> str:
    case = own(Case, case_id)
    return render_template(
        "cases/case.html",
        case=case,
        subject=subjects_of([case]).get(case.id),
        history=case_history(case),
        owners=owners_in(case.warehouse_id),
        results=RESULTS,
        pictures=attachments_of(Case.__tablename__, [case.id]),
        longest=LONGEST,
        due=case.due_at.astimezone(_zone()).strftime("%Y-%m-%dT%H:%M"),
        is_late=case.closed_at is None and case.due_at < now(),
    )


@bp.post("/<int:case_id>/notes")
def create_note(case_id: int) -> Response:
    words = request.form.get("words", "")
    return _done(case_id, lambda case, actor: add_note(case, words, actor))


@bp.post("/<int:case_id>/owners")
def create_owner(case_id: int) -> Response:
    """Who sees to it; without a name the one who asks."""
    owner_id = request.form.get("owner_id", current().worker_id, type=row_number)
    return _done(case_id, lambda case, actor: own_case(case, owner_id, actor))


@bp.post("/<int:case_id>/due-times")
def create_due_time(case_id: int) -> Response:
    due_at = _moment(request.form.get("due_at", ""))
    return _done(case_id, lambda case, actor: put_off_case(case, due_at, actor))


@bp.post("/<int:case_id>/results")
def create_result(case_id: int) -> Response:
    result = request.form.get("result", "")
    return _done(case_id, lambda case, actor: close_case(case, result, actor))


@bp.post("/<int:case_id>/reopenings")
def create_reopening(case_id: int) -> Response:
    return _done(case_id, reopen_case)


@bp.post("/<int:case_id>/pictures")
def create_picture(case_id: int) -> Response:
    """What shows how the parcel came; the same picture twice is one."""
    case = own(Case, case_id)
    stored = sent_picture("picture")
    return _done(case.id, lambda kept, actor: add_picture(kept, stored, actor))


def _done(case_id: int, command: Callable[[Case, Actor], Mapping[str, Any]]) -> Response:
    outcome = perform(asked(), lambda actor: command(own(Case, case_id), actor))
    return moved(outcome, url_for("cases.show", case_id=case_id))


def _listed() -> dict[str, object]:
    here, said = current().warehouse_id, request.args
    mine = current().worker_id if "mine" in said else 0
    reason = said.get("reason", "") if said.get("reason", "") in CASE_REASONS else ""
    search = CaseSearch("closed" in said, mine, reason)
    found = paged(found_cases(here, search))
    return {
        "found": found,
        "subjects": subjects_of(found.items),
        "search": search,
        "reasons": CASE_REASONS,
        "at": now(),
    }


def _moment(text: str) -> datetime | None:
    """What a browser's field for day and time says, by the clock of the warehouse."""
    try:
        read = datetime.fromisoformat(text)
        return (read if read.tzinfo else read.replace(tzinfo=_zone())).astimezone(ZoneInfo("UTC"))
    except (ValueError, OverflowError):
        return None


def _zone() -> ZoneInfo:
    return ZoneInfo(warehouse_of(current().warehouse_id).time_zone)
