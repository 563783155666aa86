"""Channel, Order, OrderLine and what keeps an order back: holds."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.catalog.models import Item
from app.db import Base

OPEN, WAVED, PICKING, PICKED, PACKED, SHIPPED, CANCELLED = (
    "open",
    "waved",
    "picking",
    "picked",
    "packed",
    "shipped",
    "cancelled",
)
STATES = (OPEN, WAVED, PICKING, PICKED, PACKED, SHIPPED, CANCELLED)
DELIVERY_MODES = ("home", "store", "self", "overseas")
PAYMENT_STATES = ("paid", "cod", "cod_confirmed", "unpaid")


class Channel(Base):
    """Where orders come from; an order's number is unique in its channel."""

    __tablename__ = "channels"
    __table_args__ = (UniqueConstraint("warehouse_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    name: Mapped[str] = mapped_column(String(40))


class Order(Base):
    """`document` keeps what has no column, as it came. `stopped_at`: what is picked of it has still to be put back.

    `back_order_of_id`: the order whose missing units this one sends later. `forgotten_at`: nothing names its customer
    any more.
    """

    __tablename__ = "orders"
    __table_args__ = (
        UniqueConstraint("channel_id", "number"),
        Index(None, "warehouse_id", "state"),
        Index(None, "channel_id", "customer_number"),
        CheckConstraint(f"state in {STATES}", name="state"),
        CheckConstraint(f"delivery_mode in {DELIVERY_MODES}", name="delivery_mode"),
        CheckConstraint(f"payment_state in {PAYMENT_STATES}", name="payment_state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    channel_id: Mapped[int] = mapped_column(ForeignKey("channels.id"))
    number: Mapped[str] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(10), default=OPEN)
    placed_at: Mapped[datetime]
    imported_at: Mapped[datetime]
    fingerprint: Mapped[str] = mapped_column(String(64), default="")

    customer: Mapped[str] = mapped_column(String(120), default="")
    customer_number: Mapped[str] = mapped_column(String(60), default="")
    telephone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(120), default="")
    country: Mapped[str] = mapped_column(String(60), default="")
    region: Mapped[str] = mapped_column(String(60), default="")
    city: Mapped[str] = mapped_column(String(60), default="")
    postcode: Mapped[str] = mapped_column(String(20), default="")
    street: Mapped[str] = mapped_column(String(200), default="")
    store_code: Mapped[str] = mapped_column(String(40), default="")
    store_name: Mapped[str] = mapped_column(String(80), default="")

    delivery_mode: Mapped[str] = mapped_column(String(10), default="home")
    carrier: Mapped[str] = mapped_column(String(40), default="")
    payment_state: Mapped[str] = mapped_column(String(14), default="paid")
    currency: Mapped[str] = mapped_column(String(3), default="")
    amount: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    insured_for: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    notes: Mapped[str] = mapped_column(String(2000), default="")
    requested_on: Mapped[date | None]
    priority: Mapped[int] = mapped_column(default=0)
    ship_by: Mapped[datetime | None] = mapped_column(index=True)
    stopped_at: Mapped[datetime | None]
    forgotten_at: Mapped[datetime | None]
    back_order_of_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)
    document: Mapped[dict[str, Any]] = mapped_column(default=dict)

    channel: Mapped[Channel] = relationship()
    back_order_of: Mapped["Order | None"] = relationship(remote_side="Order.id", back_populates="back_orders")
    back_orders: Mapped[list["Order"]] = relationship(back_populates="back_order_of", order_by="Order.id")
    lines: Mapped[list["OrderLine"]] = relationship(back_populates="order", order_by="OrderLine.position")
    charges: Mapped[list["OrderCharge"]] = relationship(back_populates="order")
    holds: Mapped[list["OrderHold"]] = relationship(back_populates="order", order_by="OrderHold.id")


class OrderLine(Base):
    """quantity = allocated + short + cancelled + substituted + still to allocate (`to_allocate`).

    `allocated` counts what is kept in bins or picked from them; `picked` what lies in totes or went on from there;
    `packed` what lies in cartons or has left in them (`shipped`, which history has without allocations);
    `returned` what of that came back and was graded;
    `substituted` what the lines ask for that stand in for this one (`instead_of_id`): another item in the same order,
    or the same item in a back-order.
    """

    __tablename__ = "order_lines"
    __table_args__ = (
        UniqueConstraint("order_id", "position"),
        CheckConstraint(
            "quantity >= 0 AND allocated >= 0 AND short >= 0 AND cancelled >= 0 AND substituted >= 0", name="counts"
        ),
        CheckConstraint("allocated + short + cancelled + substituted <= quantity", name="sum"),
        CheckConstraint("picked >= 0 AND picked <= allocated", name="picked"),
        CheckConstraint("returned >= 0 AND returned <= shipped", name="returned"),
        CheckConstraint(
            "packed >= 0 AND packed <= picked AND shipped >= 0 AND (shipped <= packed OR allocated = 0)",
            name="packed",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    position: Mapped[int]
    item_id: Mapped[int | None] = mapped_column(ForeignKey("items.id"), index=True)
    sku: Mapped[str] = mapped_column(String(80), default="")
    description: Mapped[str] = mapped_column(String(200), default="")
    quantity: Mapped[int]
    price: Mapped[Decimal | None] = mapped_column(Numeric(14, 4))
    allocated: Mapped[int] = mapped_column(default=0)
    short: Mapped[int] = mapped_column(default=0)
    cancelled: Mapped[int] = mapped_column(default=0)
    substituted: Mapped[int] = mapped_column(default=0)
    picked: Mapped[int] = mapped_column(default=0)
    packed: Mapped[int] = mapped_column(default=0, server_default="0")
    shipped: Mapped[int] = mapped_column(default=0)
    returned: Mapped[int] = mapped_column(default=0, server_default="0")
    instead_of_id: Mapped[int | None] = mapped_column(ForeignKey("order_lines.id"), index=True)
    unreadable: Mapped[str] = mapped_column(String(2000), default="")
    document: Mapped[dict[str, Any]] = mapped_column(default=dict)

    order: Mapped[Order] = relationship(back_populates="lines")
    item: Mapped[Item | None] = relationship()
    instead_of: Mapped["OrderLine | None"] = relationship(remote_side="OrderLine.id", back_populates="stand_ins")
    stand_ins: Mapped[list["OrderLine"]] = relationship(back_populates="instead_of", order_by="OrderLine.id")

    @property
    def to_allocate(self) -> int:
        return self.quantity - self.allocated - self.short - self.cancelled - self.substituted


class OrderCharge(Base):
    """Postage, fees and corrections: on the order, but never in a bin."""

    __tablename__ = "order_charges"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    code: Mapped[str] = mapped_column(String(80))
    description: Mapped[str] = mapped_column(String(200), default="")
    amount: Mapped[Decimal] = mapped_column(Numeric(14, 4))

    order: Mapped[Order] = relationship(back_populates="charges")


class OrderHold(Base):
    """Why an order may not go on; `params` fill the reason's words. Who released it is in the audit too."""

    __tablename__ = "order_holds"
    __table_args__ = (Index(None, "order_id", "released_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    reason: Mapped[str] = mapped_column(String(40))
    params: Mapped[dict[str, Any]] = mapped_column(default=dict)
    opened_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))

    order: Mapped[Order] = relationship(back_populates="holds")


class Cancellation(Base):
    """A credit note of a channel that names no order of ours, as it came.

    `flask returns import` makes returns of the file that it came in.
    """

    __tablename__ = "cancellations"
    __table_args__ = (UniqueConstraint("channel_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channels.id"))
    number: Mapped[str] = mapped_column(String(60))
    placed_at: Mapped[datetime]
    customer_number: Mapped[str] = mapped_column(String(60), default="")
    document: Mapped[dict[str, Any]]
