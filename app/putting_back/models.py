"""PutBackTask (a walk), PutBackLine (a stop), PutBackTote (from which it takes), PutBack (one confirmation)."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.inventory.models import Serial
from app.orders.models import Order
from app.picking.models import Pick, ToteUse
from app.walks.models import CANCELLED, Stop, Walk
from app.warehouse.models import Location

KIND = "put_back"
PUT_BACK, MISSING, DAMAGED = "put_back", "missing", "damaged"
"""Why units left their tote: they lie in a bin again, were not in the tote, or cannot be sold."""


class PutBackTask(Walk):
    """One walk from where the totes of a stopped order stand to each bin its units came from.

    `wave_id` is the wave that had the order: its lead watches this walk too. While a tote is on a picker's cart, the
    task waits for that walk.
    """

    __tablename__ = "put_back_tasks"
    __mapper_args__: Any = {"polymorphic_identity": KIND}

    id: Mapped[int] = mapped_column(ForeignKey("walks.id"), primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("waves.id"), index=True)
    wave_number: Mapped[int]

    order: Mapped[Order] = relationship()
    lines: Mapped[list["PutBackLine"]] = relationship(order_by="PutBackLine.position", viewonly=True)
    totes: Mapped[list["PutBackTote"]] = relationship(back_populates="task", order_by="PutBackTote.position")

    @property
    def units(self) -> int:
        """What its stops bring back, or brought."""
        return sum(line.quantity for line in self.lines if line.state != CANCELLED)

    @property
    def units_back(self) -> int:
        """What lies in bins again."""
        return sum(line.put for line in self.lines)


class PutBackTote(Base):
    """A tote out of which the task puts back; its walker scans it first, from then on it is `taken_at`."""

    __tablename__ = "put_back_totes"
    __table_args__ = (UniqueConstraint("task_id", "tote_use_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("put_back_tasks.id"))
    tote_use_id: Mapped[int] = mapped_column(ForeignKey("tote_uses.id"), index=True)
    position: Mapped[int]
    taken_at: Mapped[datetime | None]

    task: Mapped[PutBackTask] = relationship(back_populates="totes")
    tote_use: Mapped[ToteUse] = relationship()

    @property
    def is_shared(self) -> bool:
        """Goods of other orders lie in it, so it stays where it stands."""
        return self.tote_use.place.order_id != self.task.order_id


class PutBackLine(Stop):
    """Bring `quantity` units of a pick to this stop's bin: put + lost ≤ quantity, equal when closed."""

    __tablename__ = "put_back_lines"
    __table_args__ = (
        CheckConstraint("quantity > 0 AND put >= 0 AND lost >= 0", name="counts"),
        CheckConstraint("put + lost <= quantity", name="sum"),
    )
    __mapper_args__: Any = {"polymorphic_identity": KIND}

    id: Mapped[int] = mapped_column(ForeignKey("stops.id"), primary_key=True)
    pick_id: Mapped[int] = mapped_column(ForeignKey("picks.id"), index=True)
    quantity: Mapped[int]
    put: Mapped[int] = mapped_column(default=0)
    lost: Mapped[int] = mapped_column(default=0)

    task: Mapped[PutBackTask] = relationship(viewonly=True, primaryjoin="foreign(Stop.walk_id) == Walk.id")
    pick: Mapped[Pick] = relationship()

    @property
    def left(self) -> int:
        return self.quantity - self.put - self.lost


class PutBack(Base):
    """So many units of a line left their tote for a location. An undone one stays, with the time of its undoing."""

    __tablename__ = "put_backs"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("reason in ('put_back','missing','damaged')", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("put_back_lines.id"), index=True)
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    quantity: Mapped[int]
    reason: Mapped[str] = mapped_column(String(10), default=PUT_BACK)
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    operation_id: Mapped[str | None] = mapped_column(ForeignKey("operations.id"), index=True)
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]

    line: Mapped[PutBackLine] = relationship()
    location: Mapped[Location] = relationship()
    serials: Mapped[list[Serial]] = relationship(secondary="put_back_serials", order_by=Serial.id, viewonly=True)


class PutBackSerial(Base):
    """Which units left the tote; an undone one keeps them, as it keeps all else."""

    __tablename__ = "put_back_serials"

    put_back_id: Mapped[int] = mapped_column(ForeignKey("put_backs.id"), primary_key=True)
    serial_id: Mapped[int] = mapped_column(ForeignKey("serials.id"), primary_key=True, index=True)
