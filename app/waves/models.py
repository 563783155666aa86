"""Wave: orders that are picked together, and how far its release has come."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.orders.models import Order

PLANNED, RELEASING, RELEASED, DONE, CANCELLED = "planned", "releasing", "released", "done", "cancelled"
OPEN_STATES = (PLANNED, RELEASING, RELEASED)


class Wave(Base):
    """`choice` keeps what the lead asked for (cut-off, carrier, zone, priority, single-line, mode).

    While it is released: `planned_share` of the planning is done (none: it was not begun) and the best plan so far is
    to walk `planned_metres`, against `first_come_metres` first come, first served. `enough_at`: the lead said to take
    the plan that there was. While it is paused nobody begins one of its tasks. `priority`: what the lead said for all
    its tasks (none: each has that of its orders).
    """

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
    planned_share: Mapped[float | None]
    planned_metres: Mapped[float | None]
    first_come_metres: Mapped[float | None]
    enough_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    priority: Mapped[int | None]

    orders: Mapped[list["WaveOrder"]] = relationship(back_populates="wave", order_by="WaveOrder.id")

    @property
    def saved_metres(self) -> float:
        """What the plan saves against first come, first served; 0 where that is not known, or nothing."""
        if self.planned_metres is None or not self.first_come_metres:
            return 0.0
        return max(0.0, self.first_come_metres - self.planned_metres)

    @property
    def saved_share(self) -> float:
        """The same as a share of first come, first served."""
        return self.saved_metres / self.first_come_metres if self.first_come_metres else 0.0


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
