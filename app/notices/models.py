"""Notice: one message to a customer, sent once; what the shop chose to say; OrderLink: the customer's own page."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.orders.models import Order

EMAIL, WEBHOOK = "email", "webhook"
WAITING, SENT, GIVEN_UP = "waiting", "sent", "given_up"


class Notice(Base):
    """A step of an order, told once on each way: `occasion` tells two of the same step apart (a carton, a hold).

    `content` holds the facts that nothing else keeps, and once it is sent what was said. While `sending_at` is set a
    process has it in hand. `problem` is what the mail server or the webhook answered, in its own words.
    """

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("order_id", "step", "way", "occasion"),
        Index(None, "state", "next_at"),
        CheckConstraint("way in ('email','webhook')", name="way"),
        CheckConstraint("state in ('waiting','sent','given_up')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    step: Mapped[str] = mapped_column(String(20))
    way: Mapped[str] = mapped_column(String(8))
    occasion: Mapped[str] = mapped_column(String(40), default="")
    content: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(String(10), default=WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(String(300), default="")
    written_at: Mapped[datetime]
    next_at: Mapped[datetime | None]
    sending_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]

    order: Mapped[Order] = relationship()


class NoticeSettings(Base):
    """What a shop tells its customers, and how: `steps` is {step: [ways]}; no row: nothing is told.

    `shop` is how it calls itself and is reached, with the words on returns by language.
    """

    __tablename__ = "notice_settings"

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"), unique=True)
    steps: Mapped[dict[str, Any]] = mapped_column(default=dict)
    shop: Mapped[dict[str, Any]] = mapped_column(default=dict)
    language: Mapped[str] = mapped_column(String(10), default="en")
    reply_to: Mapped[str] = mapped_column(String(120), default="")
    webhook_url: Mapped[str] = mapped_column(String(300), default="")


class NoticeText(Base):
    """The shop's own words for a step in a language, instead of the usual ones."""

    __tablename__ = "notice_texts"
    __table_args__ = (UniqueConstraint("warehouse_id", "step", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    step: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(10))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(String(4000))


class OrderLink(Base):
    """128 random bits by which whoever has the link sees the order's parcels, and nothing else.

    It is found by its `digest`, so that the time that this takes tells nothing of the token. `quiet_at`: the customer
    wants no more mails.
    """

    __tablename__ = "order_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), unique=True)
    token: Mapped[str] = mapped_column(String(32), unique=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    quiet_at: Mapped[datetime | None]

    order: Mapped[Order] = relationship()
