"""Operation and AuditEntry: what was asked for, what came of it, and what each change was before."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class Operation(Base):
    """A change that a device asked for, kept for ever: its id is why it has one effect only."""

    __tablename__ = "operations"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(80))
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("devices.id"))
    counter: Mapped[int | None]
    device_at: Mapped[datetime | None]
    received_at: Mapped[datetime]
    code: Mapped[str] = mapped_column(String(40), default="pending")
    status: Mapped[int] = mapped_column(default=200)
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)


class AuditEntry(Base):
    """One change of one row: who, on which device, when (both clocks), and what it was before."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index(None, "entity", "entity_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int | None] = mapped_column(ForeignKey("warehouses.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    device_at: Mapped[datetime | None]
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"), index=True)
    device_id: Mapped[int | None] = mapped_column(ForeignKey("devices.id"))
    operation_id: Mapped[str | None] = mapped_column(ForeignKey("operations.id"), index=True)
    source: Mapped[str] = mapped_column(String(40))
    entity: Mapped[str] = mapped_column(String(40))
    entity_id: Mapped[int]
    change: Mapped[str] = mapped_column(String(40))
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
