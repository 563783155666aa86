"""OutboxEntry: something to tell or to do outside, written in the change's own transaction."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class OutboxEntry(Base):
    """A nudge; `sequence` is given once its transaction is committed, and from then on it is told.

    Of what was told under one name to one topic only the newest is kept: who hears it asks for everything anyway.
    """

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    topic: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(40))
    written_at: Mapped[datetime]
    sequence: Mapped[int | None] = mapped_column(unique=True)
