"""Attachment: a file that belongs to a row of another capability."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base

PHOTOGRAPH, SIGNATURE, PAPER = "photograph", "signature", "paper"


class Attachment(Base):
    """`entity` and `entity_id` are what it belongs to, as the audit names them; the file is named by its SHA-256."""

    __tablename__ = "attachments"
    __table_args__ = (
        Index(None, "entity", "entity_id"),
        CheckConstraint("kind in ('photograph','signature','paper')", name="kind"),
        CheckConstraint("size > 0", name="size"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    entity: Mapped[str] = mapped_column(String(40))
    entity_id: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    media_type: Mapped[str] = mapped_column(String(40))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    operation_id: Mapped[str | None] = mapped_column(ForeignKey("operations.id"), index=True)
    at: Mapped[datetime]
