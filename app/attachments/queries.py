"""What is attached to what."""

from collections.abc import Sequence

from sqlalchemy import select

from app.attachments.models import Attachment
from app.db import db


def attachments_of(entity: str, entity_ids: Sequence[int]) -> Sequence[Attachment]:
    """Of those rows of one table, oldest first."""
    if not entity_ids:
        return ()
    wanted = select(Attachment).where(Attachment.entity == entity, Attachment.entity_id.in_(entity_ids))
    return db.session.scalars(wanted.order_by(Attachment.id)).all()


def attached_with(entity: str, entity_id: int, kind: str, sha256: str) -> Attachment | None:
    """The attachment of that very content."""
    wanted = select(Attachment).where(
        Attachment.entity == entity,
        Attachment.entity_id == entity_id,
        Attachment.kind == kind,
        Attachment.sha256 == sha256,
    )
    return db.session.scalars(wanted).first()
