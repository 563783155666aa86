"""OutboxEntry: something to tell or to do outside, written in the change's own transaction."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class OutboxEntry(Base):
    """A nudge that waits for the relay; `sequence` is given when it is published."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    topic: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(40))
    written_at: Mapped[datetime]
    sequence: Mapped[int | None] = mapped_column(unique=True)
