"""Call: a picker calls the lead. Case: what somebody has to find out about a parcel."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.warehouse.models import Location
from app.workers.models import Worker

REASONS = ("stock", "damage", "help", "other")


class Call(Base):
    """Who calls from where on which walk, and who answered; a worker has one call open at a time."""

    __tablename__ = "calls"
    __table_args__ = (
        CheckConstraint(f"reason in {REASONS}", name="reason"),
        Index(
            "uq_calls_open",
            "warehouse_id",
            "worker_id",
            unique=True,
            sqlite_where=text("answered_at IS NULL"),
            postgresql_where=text("answered_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    worker_id: Mapped[int] = mapped_column(ForeignKey("workers.id"))
    walk_id: Mapped[int | None] = mapped_column(ForeignKey("walks.id"), index=True)
    location_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"))
    reason: Mapped[str] = mapped_column(String(20))
    called_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))

    worker: Mapped[Worker] = relationship(foreign_keys=[worker_id])
    location: Mapped[Location | None] = relationship()


class Case(Base):
    """Something that went wrong with a parcel, or that somebody has to find out: an owner, a due time, a history.

    `entity` and `entity_id` are what it is about, as the audit names them; `result` is what came of a closed one.
    """

    __tablename__ = "cases"
    __table_args__ = (
        Index(None, "entity", "entity_id"),
        Index(None, "warehouse_id", "closed_at", "due_at"),
        Index(
            "uq_cases_open",
            "entity",
            "entity_id",
            "reason",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    entity: Mapped[str] = mapped_column(String(40))
    entity_id: Mapped[int]
    reason: Mapped[str] = mapped_column(String(20))
    params: Mapped[dict[str, Any]] = mapped_column(default=dict)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    result: Mapped[str] = mapped_column(String(20), default="")

    owner: Mapped[Worker | None] = relationship()
    notes: Mapped[list["CaseNote"]] = relationship(order_by="CaseNote.id")


class CaseNote(Base):
    """What somebody wrote on a case."""

    __tablename__ = "case_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    words: Mapped[str] = mapped_column(String(1000))
    at: Mapped[datetime]

    worker: Mapped[Worker | None] = relationship()
