"""What happened to a manifest, from the audit, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString, lazy_gettext, ngettext
from sqlalchemy import and_, or_, select

from app.db import db
from app.operations.models import AuditEntry
from app.shipping.models import Loading, Manifest
from app.workers.models import Worker

WORDS: Mapping[str, LazyString] = {
    "opened": lazy_gettext("Opened."),
    "loaded": lazy_gettext("Carton %(carton)s loaded."),
    "taken off": lazy_gettext("Carton %(carton)s taken off."),
    "closed": lazy_gettext("Closed: %(driver)s takes %(cartons)s."),
    "departed": lazy_gettext("All of it has left the book."),
    "carrier told": lazy_gettext("%(carrier)s was told what its driver took."),
    "carrier refused": lazy_gettext("%(carrier)s did not take the list."),
}


@dataclass(frozen=True)
class Entry:
    at: datetime
    words: str
    by: str


def history_of(manifest: Manifest) -> list[Entry]:
    """The newest first."""
    mine = select(Loading.id).where(Loading.manifest_id == manifest.id)
    wanted = (
        select(AuditEntry, Worker.name)
        .outerjoin(Worker, Worker.id == AuditEntry.worker_id)
        .where(
            or_(
                and_(AuditEntry.entity == Manifest.__tablename__, AuditEntry.entity_id == manifest.id),
                and_(AuditEntry.entity == Loading.__tablename__, AuditEntry.entity_id.in_(mine)),
            )
        )
        .order_by(AuditEntry.id.desc())
    )
    return [Entry(row.at, _told(row), name or "") for row, name in db.session.execute(wanted)]


def _told(row: AuditEntry) -> str:
    words, told = WORDS.get(row.change), {**row.before, **row.after}
    if row.change == "closed":
        told["cartons"] = ngettext("%(num)s carton", "%(num)s cartons", told["cartons"])
    return str(words) % told if words else row.change
