"""See to a case: take it, hand it to somebody, move its due time, close it with what came of it, open it again."""

from datetime import datetime

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.attachments.commands import attach
from app.attachments.files import StoredFile
from app.attachments.models import PHOTOGRAPH
from app.attachments.queries import attached_with
from app.cases.events import CaseChanged
from app.cases.models import Case
from app.cases.words import RESULTS
from app.clock import now
from app.db import db, guarded_update
from app.errors import DomainError
from app.events import record
from app.operations import Actor, audit, change
from app.workers.models import Worker
from app.workers.queries import worker_in


class CaseIsClosed(DomainError):
    code = "case_is_closed"
    message = lazy_gettext("This case is closed. Open it again first.")


class CaseIsOpen(DomainError):
    code = "case_is_open"
    message = lazy_gettext("This case is open.")


class SameCaseOpen(DomainError):
    code = "same_case_open"
    message = lazy_gettext("A newer case about the same is open. Write there.")


class ResultUnclear(DomainError):
    code = "case_result_unclear"
    status = 422
    message = lazy_gettext("Choose what came of the case.")


class DueUnclear(DomainError):
    code = "case_due_unclear"
    status = 422
    message = lazy_gettext("Choose a day and a time from now on.")


class NotTheDesks(DomainError):
    code = "not_the_desks"
    status = 422
    message = lazy_gettext("%(name)s does not work at the desk. Choose somebody who does.")


def own_case(case: Case, owner_id: int, actor: Actor) -> dict[str, int]:
    """The worker sees to it from now on; 0: nobody. Raises CaseIsClosed or NotTheDesks."""
    owner: Worker | None = worker_in(case.warehouse_id, owner_id) if owner_id else None
    if owner and (owner.left_at or not owner.roles_in(case.warehouse_id) & {"desk", "lead"}):
        raise NotTheDesks(name=owner.name)
    _require_open(case)
    change(case, "given", actor, owner_id=owner.id if owner else None)
    record(CaseChanged(case.warehouse_id, case.id))
    return {"case_id": case.id}


def put_off_case(case: Case, due_at: datetime | None, actor: Actor) -> dict[str, int]:
    """It is due then. Raises CaseIsClosed or DueUnclear."""
    if due_at is None or due_at < now():
        raise DueUnclear
    _require_open(case)
    change(case, "put off", actor, due_at=due_at)
    record(CaseChanged(case.warehouse_id, case.id))
    return {"case_id": case.id}


def close_case(case: Case, result: str, actor: Actor) -> dict[str, int]:
    """Nothing more is to be found out. Raises ResultUnclear; of two at once one is told CaseIsClosed."""
    if result not in RESULTS:
        raise ResultUnclear
    if not guarded_update(case, Case.closed_at.is_(None), closed_at=now(), result=result):
        raise CaseIsClosed
    audit(case, "closed", actor, {}, {"result": result})
    record(CaseChanged(case.warehouse_id, case.id))
    return {"case_id": case.id}


def reopen_case(case: Case, actor: Actor) -> dict[str, int]:
    """It was not over after all. Raises CaseIsOpen or SameCaseOpen."""
    same = select(Case.id).where(
        Case.entity == case.entity,
        Case.entity_id == case.entity_id,
        Case.reason == case.reason,
        Case.closed_at.is_(None),
        Case.id != case.id,
    )
    if db.session.scalar(same):
        raise SameCaseOpen
    before = case.result
    if not guarded_update(case, Case.closed_at.is_not(None), closed_at=None, result=""):
        raise CaseIsOpen
    audit(case, "opened again", actor, {"result": before}, {})
    record(CaseChanged(case.warehouse_id, case.id))
    return {"case_id": case.id}


def add_picture(case: Case, stored: StoredFile, actor: Actor) -> dict[str, int]:
    """Keep a photograph with the case; the same one again changes nothing. Raises TooManyAttachments."""
    is_new = attached_with(Case.__tablename__, case.id, PHOTOGRAPH, stored.sha256) is None
    kept = attach(case, PHOTOGRAPH, stored, actor)
    if is_new:
        audit(case, "attached", actor, {}, kept)
        record(CaseChanged(case.warehouse_id, case.id))
    return {"case_id": case.id, **kept}


def _require_open(case: Case) -> None:
    """Nobody closes it until the transaction ends."""
    if not guarded_update(case, Case.closed_at.is_(None), result=""):
        raise CaseIsClosed
