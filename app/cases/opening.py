"""Open a case: by a person, or by itself, and then once for the same cause."""

from collections.abc import Mapping
from typing import Any, Protocol

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.cases.events import CaseChanged
from app.cases.models import Case, CaseNote
from app.cases.words import CASE_REASONS
from app.clock import now
from app.db import db, insert_new, one_at_a_time
from app.errors import DomainError
from app.events import record
from app.operations import Actor, audit
from app.warehouse.calendar import calendar_of
from app.warehouse.models import Warehouse
from app.warehouse.settings import settings_of

LONGEST = 1000
"""Characters of a note."""


class CaseReasonUnclear(DomainError):
    code = "case_reason_unclear"
    status = 422
    message = lazy_gettext("Choose why the case is opened.")


class NoteUnclear(DomainError):
    code = "note_unclear"
    status = 422
    message = lazy_gettext("Write what you found out, in at most %(most)s characters.")


class About(Protocol):
    """A row of a warehouse that a case can be about."""

    __tablename__: Any
    id: Any
    warehouse_id: Any


def open_case(about: About, reason: str, words: str, actor: Actor) -> dict[str, int]:
    """Somebody wants to have it found out; where such a case is open already, the words go there."""
    if reason not in CASE_REASONS:
        raise CaseReasonUnclear
    case, is_new = _opened(about, reason, {}, actor)
    if is_new and actor.worker_id:
        case.owner_id = actor.worker_id
    if words.strip():
        add_note(case, words, actor)
    return {"case_id": case.id}


def open_once(about: About, reason: str, cause: Mapping[str, Any], actor: Actor) -> bool:
    """A case by itself, unless there was one for this very cause, open or closed; says whether it was opened."""
    one_at_a_time(f"case {about.__tablename__} {about.id}")
    if any(case.params == cause or case.closed_at is None for case in _cases_for(about, reason)):
        return False
    return _opened(about, reason, dict(cause), actor)[1]


def add_note(case: Case, words: str, actor: Actor) -> dict[str, int]:
    """What somebody found out; an open or a closed case keeps it. Raises NoteUnclear."""
    words = words.replace("\r\n", "\n").strip()
    if not words or len(words) > LONGEST:
        raise NoteUnclear(most=LONGEST)
    note = CaseNote(case_id=case.id, worker_id=actor.worker_id, words=words, at=now())
    db.session.add(note)
    audit(case, "note written", actor, {}, {"words": words})
    record(CaseChanged(case.warehouse_id, case.id))
    return {"case_id": case.id}


def _cases_for(about: About, reason: str) -> list[Case]:
    same = (Case.entity == about.__tablename__, Case.entity_id == about.id, Case.reason == reason)
    return list(db.session.scalars(select(Case).where(*same)))


def _opened(about: About, reason: str, params: dict[str, Any], actor: Actor) -> tuple[Case, bool]:
    same: dict[str, Any] = {"entity": about.__tablename__, "entity_id": about.id, "reason": reason}
    warehouse = db.session.get_one(Warehouse, about.warehouse_id)
    due = calendar_of(warehouse).later_by_hours(now(), settings_of(warehouse).hours_for_case)
    is_new = insert_new(Case, warehouse_id=warehouse.id, **same, params=params, opened_at=now(), due_at=due, result="")
    case = db.session.scalars(select(Case).filter_by(**same).where(Case.closed_at.is_(None))).one()
    if is_new:
        audit(case, "opened", actor, {}, {**same, **params, "due_at": due.isoformat()})
        record(CaseChanged(warehouse.id, case.id))
    return case, is_new
