"""Printer and PrintJob: where papers come out, and what was printed."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base

NETWORK, STATION = "network", "station"
WAITING, SENDING, PRINTED, CANCELLED = "waiting", "sending", "printed", "cancelled"
NO_ANSWER, MAYBE, NO_TEMPLATE = "no_answer", "maybe", "template"
"""Why a print did not come out: its printer is silent; only a person can see whether it did; it cannot be filled."""

NOT_TAKEN = "not_taken"
"""What waits for a print station that no browser has open: told to whoever asked, and kept nowhere."""


class Printer(Base):
    """A label printer that takes ZPL on a TCP port, or the browser of a print station. `paper`: its size by name."""

    __tablename__ = "printers"
    __table_args__ = (
        UniqueConstraint("warehouse_id", "name"),
        CheckConstraint("kind in ('network','station')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    name: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(8))
    paper: Mapped[str] = mapped_column(String(12))
    host: Mapped[str] = mapped_column(String(120), default="")
    port: Mapped[int | None]
    dots_per_mm: Mapped[int] = mapped_column(default=8)
    location_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"))
    ended_at: Mapped[datetime | None]


class DevicePrinter(Base):
    """The printer that a device's worker walks to, for each size of paper."""

    __tablename__ = "device_printers"

    device_id: Mapped[int] = mapped_column(ForeignKey("devices.id"), primary_key=True)
    size: Mapped[str] = mapped_column(String(12), primary_key=True)
    printer_id: Mapped[int] = mapped_column(ForeignKey("printers.id"))


class PrintJob(Base):
    """One paper for one thing, so many copies. `content` fills its template, and is kept: a reprint is the same.

    `printer_id` is empty for what was downloaded. `problem` says why the printer did not take it; it is tried again
    at `next_at`. While it is being sent, `next_at` is when whoever sends it must be done: after that nobody knows
    whether it came out, and a person says.
    """

    __tablename__ = "print_jobs"
    __table_args__ = (
        Index(None, "printer_id", "state"),
        Index(None, "entity", "entity_id"),
        CheckConstraint("state in ('waiting','sending','printed','cancelled')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"), index=True)
    printer_id: Mapped[int | None] = mapped_column(ForeignKey("printers.id"))
    paper: Mapped[str] = mapped_column(String(30))
    entity: Mapped[str] = mapped_column(String(40))
    entity_id: Mapped[int]
    content: Mapped[dict[str, Any]]
    copies: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(10), default=WAITING)
    problem: Mapped[str] = mapped_column(String(40), default="")
    tries: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None]
    asked_at: Mapped[datetime]
    printed_at: Mapped[datetime | None]
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    operation_id: Mapped[str | None] = mapped_column(ForeignKey("operations.id"), index=True)
