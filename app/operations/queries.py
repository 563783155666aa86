"""Reads of the audit, and of what is stored already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select

from app.db import db
from app.operations.models import AuditEntry, Operation

PAGE = 50


@dataclass(frozen=True)
class AuditFilter:
    """What to look for; what is None matters not."""

    worker_id: int | None = None
    entity: str | None = None
    entity_id: int | None = None
    day: date | None = None


def is_known(operation_id: str) -> bool:
    """Whether an outcome is stored for the operation: who sends it again gets that one."""
    return db.session.get(Operation, operation_id) is not None


def audit_page(warehouse_id: int, wanted: AuditFilter, zone: ZoneInfo, before: int | None) -> Sequence[AuditEntry]:
    """Up to a page and one of the warehouse's changes, the newest first, from before the entry `before`."""
    rows = select(AuditEntry).where(or_(AuditEntry.warehouse_id == warehouse_id, AuditEntry.warehouse_id.is_(None)))
    if wanted.worker_id is not None:
        rows = rows.where(AuditEntry.worker_id == wanted.worker_id)
    if wanted.entity:
        rows = rows.where(AuditEntry.entity == wanted.entity)
    if wanted.entity_id is not None:
        rows = rows.where(AuditEntry.entity_id == wanted.entity_id)
    if wanted.day:
        begin, end = _day(wanted.day, zone)
        rows = rows.where(AuditEntry.at >= begin, AuditEntry.at < end)
    if before is not None:
        rows = rows.where(AuditEntry.id < before)
    return db.session.scalars(rows.order_by(AuditEntry.id.desc()).limit(PAGE + 1)).all()


def entities() -> Sequence[str]:
    """The kinds of rows whose changes are noted."""
    return sorted(db.metadata.tables)


def _day(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The day on the warehouse's wall, as two instants."""
    begin = datetime.combine(day, time(), zone)
    return begin, datetime.combine(day + timedelta(days=1), time(), zone)
