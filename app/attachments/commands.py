"""Attach a file that is on the disk already to a row of the book."""

from typing import Any, Protocol

from sqlalchemy import func, select

from app.attachments.errors import TooManyAttachments
from app.attachments.files import StoredFile
from app.attachments.models import Attachment
from app.attachments.queries import attached_with
from app.clock import now
from app.db import db, one_at_a_time
from app.operations import Actor, audit

MOST = 20
"""Of one kind for one row."""


class Owner(Protocol):
    """A row of a warehouse."""

    __tablename__: Any
    id: Any

    @property
    def warehouse_id(self) -> int: ...


def attach(owner: Owner, kind: str, stored: StoredFile, actor: Actor) -> dict[str, int]:
    """The file belongs to `owner`; the same file again is the same attachment. Raises TooManyAttachments."""
    one_at_a_time(f"attach {owner.__tablename__} {owner.id}")
    known = attached_with(owner.__tablename__, owner.id, kind, stored.sha256)
    if known:
        return {"attachment_id": known.id}
    if _count(owner, kind) >= MOST:
        raise TooManyAttachments(count=MOST)
    made = Attachment(
        warehouse_id=owner.warehouse_id,
        entity=owner.__tablename__,
        entity_id=owner.id,
        kind=kind,
        media_type=stored.media_type,
        sha256=stored.sha256,
        size=stored.size,
        worker_id=actor.worker_id,
        operation_id=actor.operation_id,
        at=actor.device_at or now(),
    )
    db.session.add(made)
    audit(made, "attached", actor, {}, {"entity": made.entity, "entity_id": made.entity_id, "sha256": made.sha256})
    return {"attachment_id": made.id}


def _count(owner: Owner, kind: str) -> int:
    wanted = select(func.count()).where(
        Attachment.entity == owner.__tablename__, Attachment.entity_id == owner.id, Attachment.kind == kind
    )
    return db.session.scalar(wanted) or 0
