"""Reads about cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import LazyString, gettext, lazy_gettext
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from app.cases.models import Case
from app.cases.words import case_reason, case_result
from app.db import db
from app.operations.models import AuditEntry
from app.workers.models import Worker, WorkerRole

WORDS: dict[str, LazyString] = {
    "opened": lazy_gettext("Opened: %(reason)s."),
    "given": lazy_gettext("Given to %(owner)s."),
    "put off": lazy_gettext("Due at another time."),
    "closed": lazy_gettext("Closed: %(result)s."),
    "opened again": lazy_gettext("Opened again."),
    "attached": lazy_gettext("A picture was added."),
}


@dataclass(frozen=True)
class CaseSearch:
    """What the desk looks for; `owner_id` 0: of anybody."""

    closed: bool = False
    owner_id: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Said:
    """One line of a case's history."""

    at: datetime
    who: str
    words: str
    is_note: bool


def found_cases(warehouse_id: int, search: CaseSearch) -> Select[Case]:
    """Open cases by their due time, or closed ones, the last first."""
    wanted = select(Case).where(Case.warehouse_id == warehouse_id).options(joinedload(Case.owner))
    if search.owner_id:
        wanted = wanted.where(Case.owner_id == search.owner_id)
    if search.reason:
        wanted = wanted.where(Case.reason == search.reason)
    if search.closed:
        return wanted.where(Case.closed_at.is_not(None)).order_by(Case.closed_at.desc(), Case.id)
    return wanted.where(Case.closed_at.is_(None)).order_by(Case.due_at, Case.id)


def cases_about(entity: str, ids: Sequence[int]) -> Sequence[Case]:
    """All cases about those rows of one table, open ones first."""
    about = select(Case).where(Case.entity == entity, Case.entity_id.in_(ids))
    return db.session.scalars(about.order_by(Case.closed_at.is_not(None), Case.due_at)).all()


def owners_in(warehouse_id: int) -> Sequence[Worker]:
    """Who may see to cases: the desk and the leads, by name."""
    works = (WorkerRole.warehouse_id == warehouse_id) & WorkerRole.role.in_(("desk", "lead"))
    mine = select(Worker).where(Worker.roles.any(works), Worker.left_at.is_(None))
    return db.session.scalars(mine.order_by(Worker.name)).all()


def case_history(case: Case) -> list[Said]:
    """All that was done about the case, the last first."""
    wanted = (
        select(AuditEntry, Worker.name)
        .outerjoin(Worker, Worker.id == AuditEntry.worker_id)
        .where(AuditEntry.entity == Case.__tablename__, AuditEntry.entity_id == case.id)
        .order_by(AuditEntry.id.desc())
    )
    found = db.session.execute(wanted).all()
    ids = {entry.after.get("owner_id") for entry, _ in found} - {None}
    names = dict(db.session.execute(select(Worker.id, Worker.name).where(Worker.id.in_(ids))).all())
    return [
        Said(entry.at, worker or gettext("Program"), _words(entry, names), entry.change == "note written")
        for entry, worker in found
    ]


def _words(entry: AuditEntry, names: dict[int, str]) -> str:
    told: dict[str, Any] = dict(entry.after)
    told["reason"] = case_reason(told.get("reason", ""))
    told["result"] = case_result(told.get("result", ""))
    told["owner"] = names.get(told.get("owner_id") or 0) or gettext("nobody")
    words = WORDS.get(entry.change)
    return str(words) % told if words else str(told.get("words", entry.change))
