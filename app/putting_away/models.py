"""PutAwayTask (a walk), PutAwaySource (from which it takes), PutAwayLine (a stop), PutAway (one confirmation)."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.inventory.models import Lot, Serial
from app.walks.models import CANCELLED, Stop, Walk
from app.warehouse.models import Location

KIND = "put_away"
PUT_AWAY, MISSING, DAMAGED = "put_away", "missing", "damaged"
"""Why units left their source: they lie in their place, were not there, or cannot be sold."""


class PutAwayTask(Walk):
    """One walk from where goods wait, in totes, on plates or at a dock, to each place where they shall lie."""

    __tablename__ = "put_away_tasks"
    __mapper_args__: Any = {"polymorphic_identity": KIND}

    roles: ClassVar[frozenset[str]] = frozenset({"stock"})

    id: Mapped[int] = mapped_column(ForeignKey("walks.id"), primary_key=True)

    lines: Mapped[list["PutAwayLine"]] = relationship(order_by="PutAwayLine.position", viewonly=True)
    sources: Mapped[list["PutAwaySource"]] = relationship(back_populates="task", order_by="PutAwaySource.position")

    @property
    def units(self) -> int:
        """What its stops put away, or did."""
        return sum(line.quantity for line in self.lines if line.state != CANCELLED)

    @property
    def units_put(self) -> int:
        """What lies in its place."""
        return sum(line.put for line in self.lines)


class PutAwaySource(Base):
    """A tote, a plate or a dock out of which the task puts away; its walker scans it first, then it is `taken_at`."""

    __tablename__ = "put_away_sources"
    __table_args__ = (UniqueConstraint("task_id", "location_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("put_away_tasks.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"), index=True)
    position: Mapped[int]
    taken_at: Mapped[datetime | None]

    task: Mapped[PutAwayTask] = relationship(back_populates="sources")
    location: Mapped[Location] = relationship()


class PutAwayLine(Stop):
    """Bring `quantity` units of a lot from a source to this stop's place: put + lost ≤ quantity, equal when closed.

    While no bin takes them its place is the source itself, and its walker looks for a bin.
    """

    __tablename__ = "put_away_lines"
    __table_args__ = (
        CheckConstraint("quantity > 0 AND put >= 0 AND lost >= 0", name="counts"),
        CheckConstraint("put + lost <= quantity", name="sum"),
    )
    __mapper_args__: Any = {"polymorphic_identity": KIND}

    id: Mapped[int] = mapped_column(ForeignKey("stops.id"), primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("put_away_sources.id"), index=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"), index=True)
    quantity: Mapped[int]
    put: Mapped[int] = mapped_column(default=0)
    lost: Mapped[int] = mapped_column(default=0)

    task: Mapped[PutAwayTask] = relationship(viewonly=True, primaryjoin="foreign(Stop.walk_id) == Walk.id")
    source: Mapped[PutAwaySource] = relationship()
    lot: Mapped[Lot] = relationship()

    @property
    def left(self) -> int:
        return self.quantity - self.put - self.lost

    @property
    def has_no_place(self) -> bool:
        """Whether no bin was found for it yet."""
        return self.location_id == self.source.location_id


class PutAway(Base):
    """So many units of a line left their source for a location. An undone one stays, with the time of its undoing."""

    __tablename__ = "put_aways"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("reason in ('put_away','missing','damaged')", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("put_away_lines.id"), index=True)
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    quantity: Mapped[int]
    reason: Mapped[str] = mapped_column(String(10), default=PUT_AWAY)
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    operation_id: Mapped[str | None] = mapped_column(ForeignKey("operations.id"), index=True)
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]

    line: Mapped[PutAwayLine] = relationship()
    location: Mapped[Location] = relationship()
    serials: Mapped[list[Serial]] = relationship(secondary="put_away_serials", order_by=Serial.id, viewonly=True)


class PutAwaySerial(Base):
    """Which units left their source; an undone one keeps them, as it keeps all else."""

    __tablename__ = "put_away_serials"

    put_away_id: Mapped[int] = mapped_column(ForeignKey("put_aways.id"), primary_key=True)
    serial_id: Mapped[int] = mapped_column(ForeignKey("serials.id"), primary_key=True, index=True)
