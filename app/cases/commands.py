"""Call the lead, and answer."""

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.cases.events import CallAnswered, LeadCalled
from app.cases.models import REASONS, Call
from app.clock import now
from app.db import db, guarded_update, insert_new
from app.errors import DomainError
from app.events import record
from app.operations import Actor, audit, change
from app.walks.models import Walk
from app.warehouse.models import Location


class UnknownCallReason(DomainError):
    code = "unknown_call_reason"
    status = 422
    message = lazy_gettext("Choose why you call.")


class CallClosed(DomainError):
    code = "call_closed"
    message = lazy_gettext("Somebody has answered this call already.")


def call_lead(walk: Walk, reason: str, location: Location | None, actor: Actor) -> dict[str, int]:
    """Ask the lead to come to where the picker is. A second call while one is open moves it there."""
    if reason not in REASONS:
        raise UnknownCallReason
    said = {"walk_id": walk.id, "location_id": location.id if location else None, "reason": reason}
    mine = {"warehouse_id": walk.warehouse_id, "worker_id": actor.worker_id}
    is_new = insert_new(Call, **mine, **said, called_at=now())
    call = db.session.scalars(select(Call).filter_by(**mine).where(Call.answered_at.is_(None))).one()
    if is_new:
        audit(call, "called", actor, {}, said)
    else:
        change(call, "called again", actor, **said)
    record(LeadCalled(call.warehouse_id, call.worker_id))
    return {"task_id": walk.id}


def answer_call(call: Call, actor: Actor) -> dict[str, int]:
    """The lead is on the way, or has said what to do. Raises CallClosed."""
    if not guarded_update(call, Call.answered_at.is_(None), answered_at=now(), answered_by_id=actor.worker_id):
        raise CallClosed
    audit(call, "answered", actor, {}, {"answered_by_id": actor.worker_id})
    record(CallAnswered(call.warehouse_id, call.worker_id))
    return {"call_id": call.id}
