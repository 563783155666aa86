"""CycleCount: somebody has to look at what lies in a bin."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.catalog.models import Item
from app.db import Base
from app.warehouse.models import Location
from app.workers.models import Worker


class CycleCount(Base):
    """An item at a location is to be counted, and why; while one is open, another of the same is the same."""

    __tablename__ = "cycle_counts"
    __table_args__ = (
        Index(
            "uq_cycle_counts_open",
            "location_id",
            "item_id",
            unique=True,
            sqlite_where=text("counted_at IS NULL"),
            postgresql_where=text("counted_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    reason: Mapped[str] = mapped_column(String(20))
    raised_at: Mapped[datetime]
    raised_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    counted_at: Mapped[datetime | None]

    location: Mapped[Location] = relationship()
    item: Mapped[Item] = relationship()
    raised_by: Mapped[Worker | None] = relationship()
