"""CycleCount (why something is counted), CountTask (a walk), CountLine (a stop), CountEntry, Variance."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.catalog.models import Item
from app.db import Base
from app.inventory.models import Lot
from app.walks.models import Stop, Walk
from app.warehouse.models import Location, Zone
from app.workers.models import Worker

KIND = "count"
REASON = "count"
"""Of a movement that brings the book to what was counted."""
RIGHT, DIFFERS, MOVED = "right", "differs", "moved"
"""What came of a stop: as the book says, not so, or the stock moved meanwhile and it is counted again."""
JUDGED = (RIGHT, DIFFERS)
WAITS, POSTED, STAYS, AGAIN = "waits", "posted", "stays", "again"
"""A variance waits for a lead, is in the book, is refused because the book is right, or is counted anew."""
_OPEN = text("counted_at IS NULL")
_OPEN_WHOLE = text("counted_at IS NULL AND item_id IS NULL")


class CycleCount(Base):
    """An item at a location is to be counted, or all that lies there, and why; until it is settled, another of the
    same is the same. `operation_id`: what it was raised by, so that one can go from a short to its count.
    """

    __tablename__ = "cycle_counts"
    __table_args__ = (
        Index(
            "uq_cycle_counts_open",
            "location_id",
            "item_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(
            "uq_cycle_counts_open_whole",
            "location_id",
            unique=True,
            sqlite_where=_OPEN_WHOLE,
            postgresql_where=_OPEN_WHOLE,
        ),
        Index(None, "warehouse_id", "raised_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("items.id"))
    reason: Mapped[str] = mapped_column(String(20))
    raised_at: Mapped[datetime]
    raised_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    operation_id: Mapped[str | None] = mapped_column(ForeignKey("operations.id"), index=True)
    counted_at: Mapped[datetime | None]

    location: Mapped[Location] = relationship()
    item: Mapped[Item | None] = relationship()
    raised_by: Mapped[Worker | None] = relationship()
    lines: Mapped[list["CountLine"]] = relationship(order_by="CountLine.id", viewonly=True)
    variances: Mapped[list["Variance"]] = relationship(order_by="Variance.id", viewonly=True)


class CountTask(Walk):
    """One walk past bins of a zone that are to be counted. `is_second`: what somebody has counted already, and who
    that was may not have it.
    """

    __tablename__ = "count_tasks"
    __mapper_args__: Any = {"polymorphic_identity": KIND}
    roles: ClassVar[frozenset[str]] = frozenset({"stock"})

    id: Mapped[int] = mapped_column(ForeignKey("walks.id"), primary_key=True)
    zone_id: Mapped[int | None] = mapped_column(ForeignKey("zones.id"))
    is_second: Mapped[bool] = mapped_column(default=False)

    zone: Mapped[Zone | None] = relationship()
    lines: Mapped[list["CountLine"]] = relationship(order_by="CountLine.position", viewonly=True)


class CountLine(Stop):
    """Count an item at this stop's bin, or without an item all that lies there; `round` 2 is a second count."""

    __tablename__ = "count_lines"
    __table_args__ = (CheckConstraint("round > 0", name="round"),)
    __mapper_args__: Any = {"polymorphic_identity": KIND}

    id: Mapped[int] = mapped_column(ForeignKey("stops.id"), primary_key=True)
    count_id: Mapped[int] = mapped_column(ForeignKey("cycle_counts.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("items.id"))
    round: Mapped[int] = mapped_column(default=1)
    outcome: Mapped[str] = mapped_column(String(10), default="")
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    operation_id: Mapped[str | None] = mapped_column(ForeignKey("operations.id"), index=True)
    counted_at: Mapped[datetime | None] = mapped_column(index=True)
    device_at: Mapped[datetime | None]

    task: Mapped[CountTask] = relationship(viewonly=True, primaryjoin="foreign(Stop.walk_id) == Walk.id")
    count: Mapped[CycleCount] = relationship()
    item: Mapped[Item | None] = relationship()
    worker: Mapped[Worker | None] = relationship()
    entries: Mapped[list["CountEntry"]] = relationship(order_by="CountEntry.id", viewonly=True)

    @property
    def standing(self) -> "list[CountEntry]":
        """What was counted and not undone."""
        return [entry for entry in self.entries if entry.undone_at is None]


class CountEntry(Base):
    """What was counted of a lot at a stop, and what the book had in that moment; `within`: close enough to be right.

    `missing`: numbers that the book has there and nobody saw; `found`: those that the book has elsewhere. An undone
    entry stays, with the time of its undoing.
    """

    __tablename__ = "count_entries"
    __table_args__ = (CheckConstraint("counted >= 0", name="counted"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("count_lines.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"))
    counted: Mapped[int]
    booked: Mapped[int]
    within: Mapped[bool]
    serials: Mapped[list[Any]] = mapped_column(default=list)
    missing: Mapped[list[Any]] = mapped_column(default=list)
    found: Mapped[list[Any]] = mapped_column(default=list)
    undone_at: Mapped[datetime | None]

    line: Mapped[CountLine] = relationship(back_populates="entries")
    item: Mapped[Item] = relationship()
    lot: Mapped[Lot] = relationship()

    @property
    def units(self) -> int:
        """How many more lay there than the book has; less than nothing where some are missing."""
        return self.counted - self.booked

    @property
    def is_exact(self) -> bool:
        return not (self.units or self.missing or self.found)


class Variance(Base):
    """So many units more or less of a lot lie there than the book has. It `waits` for a lead, or was decided.

    `agreed`: two counts came to it, or one within the tolerance. `serials` are those that were counted.
    """

    __tablename__ = "variances"
    __table_args__ = (
        CheckConstraint("state in ('waits','posted','stays','again')", name="state"),
        Index(None, "warehouse_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    count_id: Mapped[int] = mapped_column(ForeignKey("cycle_counts.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("count_entries.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"), index=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"))
    units: Mapped[int]
    agreed: Mapped[bool]
    state: Mapped[str] = mapped_column(String(8), default=WAITS)
    reason: Mapped[str] = mapped_column(String(20), default="")
    note: Mapped[str] = mapped_column(String(200), default="")
    raised_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))

    count: Mapped[CycleCount] = relationship()
    entry: Mapped[CountEntry] = relationship()
    location: Mapped[Location] = relationship()
    lot: Mapped[Lot] = relationship()
    decided_by: Mapped[Worker | None] = relationship()
