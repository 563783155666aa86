"""Rma and its lines, what is asked to be paid back, and the shop's rules."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.orders.models import Order, OrderLine
from app.returns.words import REASONS, WISHES
from app.workers.models import Worker

if TYPE_CHECKING:
    from app.returns.models.dock import ReturnParcel

REQUESTED, APPROVED, REFUSED, CANCELLED, SETTLED = RMA_STATES = (
    "requested",
    "approved",
    "refused",
    "cancelled",
    "settled",
)
CUSTOMER, DESK, DOCK, HISTORY = OPENED_BY = ("customer", "desk", "dock", "history")
SHOP_PAYS, CUSTOMER_PAYS = PAYERS = ("shop", "customer")


class ReturnRules(Base):
    """What the shop takes back, for one channel, or where that has none, for all of the warehouse.

    `rules` as in app/returns/rules.py.
    """

    __tablename__ = "return_rules"
    __table_args__ = (UniqueConstraint("warehouse_id", "channel_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channels.id"))
    rules: Mapped[dict[str, Any]] = mapped_column(default=dict)


class InspectionRules(Base):
    """What the dock asks of returned units, and where they go then: one version of it. The highest one is asked by.

    `rules`: by kind of item, `questions` as in app/returns/grading.py and `ways` as in disposing.py.
    """

    __tablename__ = "inspection_rules"
    __table_args__ = (UniqueConstraint("warehouse_id", "version"), CheckConstraint("version > 0", name="version"))

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    version: Mapped[int]
    rules: Mapped[dict[str, Any]] = mapped_column(default=dict)
    set_at: Mapped[datetime]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))


class Rma(Base):
    """A return of one order: asked for by its customer or the desk, found at the dock, or known from history only.

    Somebody answers by `answer_due_at`; one that the rules approved has no `answered_by`. Where nobody announced it, it
    is approved as it is opened. It is settled when all of it that came is graded, and what follows is asked for.
    `beyond`: why the desk went beyond the rules; `follows`: what was asked for when it was settled last.
    `channel_number`: how the channel calls it that announced it; where that is a return of several orders, several have
    the same.
    """

    __tablename__ = "rmas"
    __table_args__ = (
        UniqueConstraint("warehouse_id", "number"),
        CheckConstraint(f"state in {RMA_STATES}", name="state"),
        CheckConstraint(f"wish in {WISHES}", name="wish"),
        CheckConstraint(f"opened_by in {OPENED_BY}", name="opened_by"),
        CheckConstraint(f"postage in {PAYERS}", name="postage"),
        Index(None, "warehouse_id", "state", "answer_due_at"),
        Index(None, "warehouse_id", "channel_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    number: Mapped[str] = mapped_column(String(20))
    channel_number: Mapped[str] = mapped_column(String(60), default="", server_default="")
    state: Mapped[str] = mapped_column(String(10), default=REQUESTED)
    wish: Mapped[str] = mapped_column(String(8))
    opened_by: Mapped[str] = mapped_column(String(8))
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    opened_at: Mapped[datetime]
    answer_due_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    answer: Mapped[str] = mapped_column(String(500), default="")
    postage: Mapped[str] = mapped_column(String(8), default=CUSTOMER_PAYS)
    note: Mapped[str] = mapped_column(String(1000), default="")
    beyond: Mapped[str] = mapped_column(String(300), default="", server_default="")
    settled_at: Mapped[datetime | None]
    follows: Mapped[str] = mapped_column(String(8), default="", server_default="")

    order: Mapped[Order] = relationship()
    answered_by: Mapped[Worker | None] = relationship(foreign_keys=[answered_by_id])
    lines: Mapped[list["RmaLine"]] = relationship(back_populates="rma", order_by="RmaLine.id")
    parcels: Mapped[list["ReturnParcel"]] = relationship(back_populates="rma", order_by="ReturnParcel.id")


class RmaLine(Base):
    """So many units of an order's line that shall come back; `received` of them were graded.

    What came beyond `quantity` is counted too, never more than was shipped: the order's line counts all its returns.
    Of a return known from history only, nothing was graded here: what it says counts as received.
    """

    __tablename__ = "rma_lines"
    __table_args__ = (
        UniqueConstraint("rma_id", "order_line_id"),
        CheckConstraint("quantity >= 0 AND received >= 0", name="counts"),
        CheckConstraint(f"reason in {REASONS}", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    rma_id: Mapped[int] = mapped_column(ForeignKey("rmas.id"))
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_lines.id"), index=True)
    quantity: Mapped[int]
    received: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(14))
    note: Mapped[str] = mapped_column(String(300), default="")

    rma: Mapped[Rma] = relationship(back_populates="lines")
    order_line: Mapped[OrderLine] = relationship()


class Refund(Base):
    """What the channel is asked to pay back for a settled return: `amount` is goods and postage less the deductions.

    `lines` and `deductions` as in refunds.py; `reason`: why a lead changed what the rules say. Paying is not ours: the
    request goes out by the channel's webhook, and what it answers is kept by the notices.
    """

    __tablename__ = "refunds"
    __table_args__ = (CheckConstraint("amount >= 0", name="amount"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rma_id: Mapped[int] = mapped_column(ForeignKey("rmas.id"), index=True)
    amount: Mapped[Decimal] = mapped_column(Numeric(14, 2))
    goods: Mapped[Decimal] = mapped_column(Numeric(14, 2), default=0, server_default="0")
    postage: Mapped[Decimal] = mapped_column(Numeric(14, 2), default=0, server_default="0")
    currency: Mapped[str] = mapped_column(String(3))
    lines: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    deductions: Mapped[list[Any]] = mapped_column(default=list)
    reason: Mapped[str] = mapped_column(String(300), default="", server_default="")
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))

    rma: Mapped[Rma] = relationship()
