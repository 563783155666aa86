"""RefillTask (a walk), Refill (what it brings), RefillLine (a stop), RefillMove (one confirmation), RefillWait."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.catalog.models import Item
from app.db import Base
from app.inventory.models import Lot, Serial, Stock
from app.walks.models import Stop, Walk
from app.warehouse.models import Location

KIND = "refill"
TAKE, PUT, BACK = PARTS = ("take", "put", "back")
"""What is done at a stop: units are taken out of a bin, put into the one they are for, or brought back to reserve."""
WAVE, LOW, ASKED, SLOTTING = REASONS = ("wave", "low", "asked", "slotting")
"""Why a refill was raised: orders need more than is there, the bin is below its minimum, a person, a proposal."""
MISSING, DAMAGED = "missing", "damaged"
WAITING, REFILLED, SHORT, STOPPED = OUTCOMES = ("waiting", "refilled", "short", "stopped")
"""What became of units that waited: they are on a walk, were found nowhere, or nobody wants them any more."""


class RefillTask(Walk):
    """One walk that takes from bins into its tote, and then puts from the tote into bins.

    `tote_taken_at`: since when the tote is at hand of who has the walk; whoever takes the walk over scans it anew.
    """

    __tablename__ = "refill_tasks"
    __mapper_args__: Any = {"polymorphic_identity": KIND}

    id: Mapped[int] = mapped_column(ForeignKey("walks.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(10))
    tote_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"), index=True)
    tote_taken_at: Mapped[datetime | None]

    roles: ClassVar = frozenset({"stock"})

    tote: Mapped[Location | None] = relationship(foreign_keys=[tote_id])
    lines: Mapped[list["RefillLine"]] = relationship(order_by="RefillLine.position", viewonly=True)
    refills: Mapped[list["Refill"]] = relationship(back_populates="task", order_by="Refill.id")


class Refill(Base):
    """Units of an item for a bin: put + short ≤ quantity, equal once it has ended.

    `wave_id`: the wave for whose orders it was raised first.
    """

    __tablename__ = "refills"
    __table_args__ = (
        UniqueConstraint("task_id", "location_id", "item_id"),
        CheckConstraint(f"reason in {REASONS}", name="reason"),
        CheckConstraint("quantity > 0 AND put >= 0 AND short >= 0 AND put + short <= quantity", name="counts"),
        Index(None, "warehouse_id", "item_id", "ended_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("refill_tasks.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"), index=True)
    reason: Mapped[str] = mapped_column(String(10))
    wave_id: Mapped[int | None] = mapped_column(ForeignKey("waves.id"), index=True)
    quantity: Mapped[int]
    put: Mapped[int] = mapped_column(default=0)
    short: Mapped[int] = mapped_column(default=0)
    raised_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    task: Mapped[RefillTask] = relationship(back_populates="refills")
    item: Mapped[Item] = relationship()
    location: Mapped[Location] = relationship()

    @property
    def left(self) -> int:
        return self.quantity - self.put - self.short


class RefillLine(Stop):
    """Take or put units of a lot at this stop's bin: done + short ≤ quantity, equal when closed.

    Each stop that puts belongs to the one that takes its units (`take_id`). What is to be taken is kept at `stock_id`.
    """

    __tablename__ = "refill_lines"
    __table_args__ = (
        CheckConstraint(f"part in {PARTS}", name="part"),
        CheckConstraint("(part = 'take') = (take_id IS NULL)", name="take"),
        CheckConstraint("quantity >= 0 AND done >= 0 AND short >= 0 AND done + short <= quantity", name="counts"),
    )
    __mapper_args__: Any = {"polymorphic_identity": KIND}

    id: Mapped[int] = mapped_column(ForeignKey("stops.id"), primary_key=True)
    refill_id: Mapped[int] = mapped_column(ForeignKey("refills.id"), index=True)
    part: Mapped[str] = mapped_column(String(5))
    take_id: Mapped[int | None] = mapped_column(ForeignKey("refill_lines.id"), index=True)
    stock_id: Mapped[int] = mapped_column(ForeignKey("stock.id"), index=True)
    quantity: Mapped[int]
    done: Mapped[int] = mapped_column(default=0)
    short: Mapped[int] = mapped_column(default=0)
    short_reason: Mapped[str] = mapped_column(String(20), default="")

    task: Mapped[RefillTask] = relationship(viewonly=True, primaryjoin="foreign(Stop.walk_id) == Walk.id")
    refill: Mapped[Refill] = relationship()
    stock: Mapped[Stock] = relationship()

    @property
    def lot(self) -> Lot:
        return self.stock.lot

    @property
    def left(self) -> int:
        return self.quantity - self.done - self.short

    @property
    def takes(self) -> bool:
        return self.part == TAKE


class RefillMove(Base):
    """So many units of a line went into the tote or out of it. An undone one stays, with the time of its undoing."""

    __tablename__ = "refill_moves"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("reason in ('refill','missing','damaged')", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("refill_lines.id"), index=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    destination_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    quantity: Mapped[int]
    reason: Mapped[str] = mapped_column(String(10), default=KIND)
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    operation_id: Mapped[str | None] = mapped_column(ForeignKey("operations.id"), index=True)
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]

    line: Mapped[RefillLine] = relationship()
    source: Mapped[Location] = relationship(foreign_keys=[source_id])
    destination: Mapped[Location] = relationship(foreign_keys=[destination_id])
    serials: Mapped[list[Serial]] = relationship(secondary="refill_serials", order_by=Serial.id, viewonly=True)


class RefillSerial(Base):
    """Which units were moved; an undone move keeps them, as it keeps all else."""

    __tablename__ = "refill_serials"

    move_id: Mapped[int] = mapped_column(ForeignKey("refill_moves.id"), primary_key=True)
    serial_id: Mapped[int] = mapped_column(ForeignKey("serials.id"), primary_key=True, index=True)


class RefillWait(Base):
    """Units of an order line that wait until a bin is refilled; of the order only ids are known here.

    `short_stop_id`: where its picker found too few. When they can be picked, `stop_id` is the stop for them.
    """

    __tablename__ = "refill_waits"
    __table_args__ = (
        CheckConstraint("units > 0", name="units"),
        CheckConstraint(f"outcome in {OUTCOMES}", name="outcome"),
        CheckConstraint("(outcome = 'waiting') = (ended_at IS NULL)", name="ended"),
        Index(None, "warehouse_id", "item_id", "outcome"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_lines.id"), index=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("waves.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    short_stop_id: Mapped[int | None] = mapped_column(ForeignKey("stops.id"))
    stop_id: Mapped[int | None] = mapped_column(ForeignKey("stops.id"), index=True)
    units: Mapped[int]
    priority: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None]
    raised_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(10), default=WAITING)

    item: Mapped[Item] = relationship()
    stop: Mapped[Stop | None] = relationship(foreign_keys=[stop_id])
