"""Vendor, VendorItem, ItemDemand, DemandRun, StockAlert: from whom, how much is wanted, and what is running low."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.catalog.models import Item
from app.db import Base


class Vendor(Base):
    """From whom a warehouse orders. One that is given up stays with what was ordered from it."""

    __tablename__ = "vendors"
    __table_args__ = (UniqueConstraint("warehouse_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    name: Mapped[str] = mapped_column(String(80))
    contact: Mapped[str] = mapped_column(String(200), default="")
    ended_at: Mapped[datetime | None]


class VendorItem(Base):
    """On which terms a vendor delivers an item; `code` is its own number for it. The lowest rank is preferred."""

    __tablename__ = "vendor_items"
    __table_args__ = (
        UniqueConstraint("vendor_id", "item_id"),
        CheckConstraint("lead_days > 0 AND minimum > 0 AND multiple > 0 AND rank > 0", name="terms"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    vendor_id: Mapped[int] = mapped_column(ForeignKey("vendors.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), index=True)
    code: Mapped[str] = mapped_column(String(80), default="")
    lead_days: Mapped[int]
    minimum: Mapped[int] = mapped_column(default=1)
    multiple: Mapped[int] = mapped_column(default=1)
    price: Mapped[Decimal | None] = mapped_column(Numeric(14, 4))
    currency: Mapped[str] = mapped_column(String(3), default="")
    rank: Mapped[int] = mapped_column(default=1)

    vendor: Mapped[Vendor] = relationship()
    item: Mapped[Item] = relationship()


class ItemDemand(Base):
    """What was measured of an item in a warehouse, and what follows from it; made anew each night.

    Units `a_day` over the last `days`; `expected` of them within `lead_days`, with the root mean square `error` that
    this had, and `safety` for it at the service of `service` percent. `weeks`: units of the last whole weeks.
    `quiet_since`: nobody has ordered it since then, and none came in. Lead time and terms are those of the vendor.
    """

    __tablename__ = "item_demand"
    __table_args__ = (UniqueConstraint("warehouse_id", "item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), index=True)
    computed_at: Mapped[datetime]
    method: Mapped[str] = mapped_column(String(10))
    days: Mapped[int]
    a_day: Mapped[float]
    expected: Mapped[float]
    error: Mapped[float]
    safety: Mapped[float]
    service: Mapped[float]
    reorder_point: Mapped[int]
    vendor_id: Mapped[int | None] = mapped_column(ForeignKey("vendors.id"), index=True)
    lead_days: Mapped[int]
    minimum: Mapped[int]
    multiple: Mapped[int]
    weeks: Mapped[list[Any]]
    quiet_since: Mapped[date | None]

    item: Mapped[Item] = relationship()
    vendor: Mapped[Vendor | None] = relationship()


class DemandRun(Base):
    """One to a warehouse: when its figures were made last, from the days before `made_on`; or that somebody asked."""

    __tablename__ = "demand_runs"
    __table_args__ = (UniqueConstraint("warehouse_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    asked_at: Mapped[datetime | None]
    made_at: Mapped[datetime | None]
    made_on: Mapped[date | None]
    items: Mapped[int] = mapped_column(default=0)


class StockAlert(Base):
    """What is available and on order of the item came down to its reorder point; over when there is enough again.

    Put off, it is not shown before the day `put_off_until`.
    """

    __tablename__ = "stock_alerts"
    __table_args__ = (
        Index(None, "item_id"),
        Index(
            "uq_stock_alerts_open",
            "warehouse_id",
            "item_id",
            unique=True,
            sqlite_where=text("over_at IS NULL"),
            postgresql_where=text("over_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    raised_at: Mapped[datetime]
    put_off_until: Mapped[date | None]
    put_off_reason: Mapped[str] = mapped_column(String(200), default="")
    over_at: Mapped[datetime | None]

    item: Mapped[Item] = relationship()
