"""Message, MessageReceipt: words of a lead to pickers, and who has heard them."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.workers.models import Worker

LONGEST = 200
"""Characters of a text: what can be read at a glance."""
LASTS = timedelta(hours=12)
"""A shift: nobody is told to come to a desk where somebody waited yesterday."""


class Message(Base):
    """A stock `phrase` with what fills it, read in each one's own language; or a text of the lead's own."""

    __tablename__ = "messages"
    __table_args__ = (
        CheckConstraint("(phrase <> '') <> (text <> '')", name="says"),
        Index(None, "warehouse_id", "sent_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    sent_at: Mapped[datetime]
    phrase: Mapped[str] = mapped_column(String(20), default="")
    params: Mapped[dict[str, Any]] = mapped_column(default=dict)
    text: Mapped[str] = mapped_column(String(LONGEST), default="")

    sent_by: Mapped[Worker | None] = relationship()
    receipts: Mapped[list["MessageReceipt"]] = relationship(back_populates="message", order_by="MessageReceipt.id")


class MessageReceipt(Base):
    """For one worker: when the message was on their handheld, when before their eyes, when they said that they have it.

    Each of the three implies the one before.
    """

    __tablename__ = "message_receipts"
    __table_args__ = (
        UniqueConstraint("message_id", "worker_id"),
        CheckConstraint("read_at IS NULL OR delivered_at IS NOT NULL", name="read"),
        CheckConstraint("acknowledged_at IS NULL OR read_at IS NOT NULL", name="acknowledged"),
        Index(None, "worker_id", "acknowledged_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"))
    worker_id: Mapped[int] = mapped_column(ForeignKey("workers.id"))
    delivered_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]

    message: Mapped[Message] = relationship(back_populates="receipts")
    worker: Mapped[Worker] = relationship()
