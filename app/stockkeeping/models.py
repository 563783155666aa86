"""Adjustment, SetAside, QuarantineEnd, ExpiryAlert: what a stock keeper did, beside what the ledger says of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.inventory.models import Lot, StockMovement
from app.warehouse.models import Location
from app.workers.models import Worker

WAITING, POSTED, REFUSED = "waiting", "posted", "refused"


class Adjustment(Base):
    """The book is to be changed by `units` (more: above 0). What is too much for one person alone waits for a lead.

    `serials` are the numbers of the units, where they have some; `words` are the lead's.
    """

    __tablename__ = "adjustments"
    __table_args__ = (
        CheckConstraint("units <> 0", name="units"),
        CheckConstraint("state in ('waiting','posted','refused')", name="state"),
        CheckConstraint("(state = 'posted') = (movement_id IS NOT NULL)", name="posted"),
        Index(None, "warehouse_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"))
    units: Mapped[int]
    reason: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(300), default="")
    serials: Mapped[list[Any]] = mapped_column(default=list)
    state: Mapped[str] = mapped_column(String(8), default=WAITING)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    words: Mapped[str] = mapped_column(String(300), default="")
    movement_id: Mapped[int | None] = mapped_column(ForeignKey("stock_movements.id"))

    location: Mapped[Location] = relationship()
    lot: Mapped[Lot] = relationship()
    asked_by: Mapped[Worker | None] = relationship(foreign_keys=[asked_by_id])
    decided_by: Mapped[Worker | None] = relationship(foreign_keys=[decided_by_id])


class SetAside(Base):
    """Why the units of a movement went to quarantine. What pickers put there says it by the movement's reason alone."""

    __tablename__ = "set_asides"
    __table_args__ = (UniqueConstraint("movement_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    movement_id: Mapped[int] = mapped_column(ForeignKey("stock_movements.id"))
    reason: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(300), default="")


class QuarantineEnd(Base):
    """Of the units that `entered` quarantine so many `left` it, because somebody judged just these."""

    __tablename__ = "quarantine_ends"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    entered_id: Mapped[int] = mapped_column(ForeignKey("stock_movements.id"), index=True)
    left_id: Mapped[int] = mapped_column(ForeignKey("stock_movements.id"), index=True)
    quantity: Mapped[int]
    note: Mapped[str] = mapped_column(String(300), default="")

    left: Mapped[StockMovement] = relationship(foreign_keys=[left_id])


class ExpiryAlert(Base):
    """That a lot has expired while some of it lay in the warehouse was said, once."""

    __tablename__ = "expiry_alerts"
    __table_args__ = (UniqueConstraint("lot_id", "warehouse_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"), index=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"))
    raised_at: Mapped[datetime]

    lot: Mapped[Lot] = relationship()
