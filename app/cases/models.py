"""Call: a picker calls the lead."""

from datetime import datetime

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
