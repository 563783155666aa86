"""Wave: orders that are picked together, and how far its release has come."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.orders.models import Order

PLANNED, RELEASING, RELEASED, DONE, CANCELLED = "planned", "releasing", "released", "done", "cancelled"


class Wave(Base):
    """`choice` keeps what the lead asked for (cut-off, carrier, zone, priority, single-line, mode)."""

    __tablename__ = "waves"
    __table_args__ = (
        UniqueConstraint("warehouse_id", "number"),
        CheckConstraint("state in ('planned','releasing','released','done','cancelled')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default=PLANNED, index=True)
    mode: Mapped[str] = mapped_column(String(8), default="cart")
    choice: Mapped[dict[str, Any]] = mapped_column(default=dict)
    cut_off_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]

    orders: Mapped[list["WaveOrder"]] = relationship(back_populates="wave", order_by="WaveOrder.id")


class WaveOrder(Base):
    """An order in a wave; an order is in one open wave at most."""

    __tablename__ = "wave_orders"
    __table_args__ = (UniqueConstraint("wave_id", "order_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("waves.id"))
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    tasked_at: Mapped[datetime | None]

    wave: Mapped[Wave] = relationship(back_populates="orders")
    order: Mapped[Order] = relationship()
