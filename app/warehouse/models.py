"""Warehouse, Zone, Location: where things are, and when the place works."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base

BIN, TOTE, DOCK, STAGING, PACKED = "bin", "tote", "dock", "staging", "packed"
AREA = "area"
RESERVE, WALL, PLATE = "reserve", "wall", "plate"
REFURBISH, REPACKAGE, VENDOR, TO_CUSTOMER, ARRIVALS = AREAS = (
    "refurbish",
    "repackage",
    "vendor",
    "customer",
    "arrivals",
)
"""Purposes of the areas: what returned goods wait for there; nothing is sold from an area."""
SUPPLIER, CUSTOMER, SCRAP, ADJUSTMENT, QUARANTINE = "supplier", "customer", "scrap", "adjustment", "quarantine"
OUTSIDE = (SUPPLIER, CUSTOMER, SCRAP, ADJUSTMENT)
"""Kinds of location that are not in the building: their balance is the other side of the book, and may be negative."""


class Warehouse(Base):
    __tablename__ = "warehouses"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    time_zone: Mapped[str] = mapped_column(String(40), default="UTC")
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    layout: Mapped[dict[str, Any] | None] = mapped_column(deferred=True)
    is_demo: Mapped[bool] = mapped_column(default=False)


class CutOff(Base):
    """Until when an order leaves on that weekday (0 is Monday), by the warehouse's own clock."""

    __tablename__ = "cut_offs"

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"), index=True)
    weekday: Mapped[int]
    at: Mapped[time]
    carrier: Mapped[str] = mapped_column(String(40), default="")


class Holiday(Base):
    __tablename__ = "holidays"
    __table_args__ = (UniqueConstraint("warehouse_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    day: Mapped[date]
    name: Mapped[str] = mapped_column(String(80))


class Zone(Base):
    __tablename__ = "zones"
    __table_args__ = (UniqueConstraint("warehouse_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(80))


class BlockedStretch(Base):
    """An aisle in one block that nobody enters for now; its cells are those from `first_cell` to before `end_cell`."""

    __tablename__ = "blocked_stretches"
    __table_args__ = (UniqueConstraint("warehouse_id", "aisle", "block"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    aisle: Mapped[int]
    block: Mapped[int]
    first_cell: Mapped[int]
    end_cell: Mapped[int]
    reason: Mapped[str] = mapped_column(String(80), default="")
    blocked_at: Mapped[datetime]


class Location(Base):
    """A place that holds stock: a bin, a tote, a dock, a staging lane, or a side of the book outside the building.

    A cell of a put wall is a tote of the purpose `wall`: it stands where it is, and goes onto no cart. A license plate
    is a tote of the purpose `plate`: a pallet or a case by its label.
    What lies in cartons is at the warehouse's one place of the kind `packed`; in which carton, packing knows.

    `aisle` and `cell` are the planner's coordinates (cells are counted through all blocks); `x` and `y` are metres.
    """

    __tablename__ = "locations"
    __table_args__ = (
        UniqueConstraint("warehouse_id", "barcode"),
        UniqueConstraint("warehouse_id", "address"),
        CheckConstraint(
            "kind in ('bin','tote','dock','staging','packed','area','supplier','customer','scrap','adjustment',"
            "'quarantine')",
            name="kind",
        ),
        CheckConstraint(f"purpose in {('forward', 'reserve', WALL, PLATE, *AREAS, '')}", name="purpose"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    zone_id: Mapped[int | None] = mapped_column(ForeignKey("zones.id"))
    kind: Mapped[str] = mapped_column(String(12))
    purpose: Mapped[str] = mapped_column(String(10), default="")
    address: Mapped[str] = mapped_column(String(20))
    barcode: Mapped[str] = mapped_column(String(40))
    check_digits: Mapped[str] = mapped_column(String(4), default="")
    aisle: Mapped[int | None]
    cell: Mapped[int | None]
    side: Mapped[str] = mapped_column(String(5), default="")
    level: Mapped[int | None]
    x: Mapped[float | None]
    y: Mapped[float | None]
    blocked: Mapped[bool] = mapped_column(default=False)  # the bin itself, for good; an aisle is a BlockedStretch

    zone: Mapped[Zone | None] = relationship()
