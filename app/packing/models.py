"""CartonType, Carton, Pack (one confirmation), PackLoss, the checklist, and the put wall."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.inventory.models import Serial
from app.orders.models import Channel, Order
from app.picking.models import Pick
from app.warehouse.models import Location
from app.workers.models import Device

OPEN, CLOSED, SHIPPED, EMPTIED = "open", "closed", "shipped", "emptied"
STATES = (OPEN, CLOSED, SHIPPED, EMPTIED)
MISSING, DAMAGED = "missing", "damaged"
LOSSES = (MISSING, DAMAGED)
SCALE, TYPED = "scale", "typed"
WEIGHED_BY = (SCALE, TYPED)


class CartonType(Base):
    """One of the warehouse's cartons: sides inside in mm, weights in g. `barcode` is printed on its flat blank."""

    __tablename__ = "carton_types"
    __table_args__ = (UniqueConstraint("warehouse_id", "name"), UniqueConstraint("warehouse_id", "barcode"))

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    name: Mapped[str] = mapped_column(String(40))
    barcode: Mapped[str] = mapped_column(String(40))
    length_mm: Mapped[int]
    width_mm: Mapped[int]
    height_mm: Mapped[int]
    weight_g: Mapped[int] = mapped_column(default=0)
    carries_g: Mapped[int | None]
    cost: Mapped[Decimal] = mapped_column(Numeric(8, 2), default=0)
    ended_at: Mapped[datetime | None]


class Carton(Base):
    """A box of one order, by its own code for ever (`code`, an SSCC).

    `expected_g` is what it should weigh when it is closed, `weight_g` what it weighs; `reopened`: how often. The
    second person, where one is asked for, is `verified_by`. An emptied carton holds nothing and keeps its code.
    `is_other`: the packer said that it is none of the warehouse's, and perhaps how large it is.
    """

    __tablename__ = "cartons"
    __table_args__ = (
        UniqueConstraint("order_id", "number"),
        CheckConstraint(f"state in {STATES}", name="state"),
        Index(None, "warehouse_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    number: Mapped[int]
    code: Mapped[str] = mapped_column(String(20), unique=True)
    type_id: Mapped[int | None] = mapped_column(ForeignKey("carton_types.id"))
    is_other: Mapped[bool] = mapped_column(default=False, server_default=false())
    length_mm: Mapped[int | None]
    width_mm: Mapped[int | None]
    height_mm: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(8), default=OPEN)
    expected_g: Mapped[int | None]
    weight_g: Mapped[int | None]
    weighed_by: Mapped[str] = mapped_column(String(8), default="")
    is_to_verify: Mapped[bool] = mapped_column(default=False)
    reopened: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime]
    packed_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    closed_at: Mapped[datetime | None]
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    verified_at: Mapped[datetime | None]
    staged_at_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"))
    left_at: Mapped[datetime | None]
    missing_reason: Mapped[str] = mapped_column(String(40), default="")
    layout: Mapped[dict[str, Any] | None]

    order: Mapped[Order] = relationship()
    type: Mapped[CartonType | None] = relationship()
    staged_at: Mapped[Location | None] = relationship()
    packs: Mapped[list["Pack"]] = relationship(back_populates="carton", order_by="Pack.id")

    @property
    def sides_mm(self) -> tuple[int, int, int] | None:
        """Its type's sides, or those that were measured."""
        of = self.type or self
        return (of.length_mm, of.width_mm, of.height_mm) if of.length_mm and of.width_mm and of.height_mm else None


class Pack(Base):
    """One confirmation: so many units of a pick from its tote into a carton. An undone one stays.

    `verified` of them were scanned again since the carton was found to weigh what it should not.
    """

    __tablename__ = "packs"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("verified >= 0 AND verified <= quantity", name="verified"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    carton_id: Mapped[int] = mapped_column(ForeignKey("cartons.id"), index=True)
    pick_id: Mapped[int] = mapped_column(ForeignKey("picks.id"), index=True)
    quantity: Mapped[int]
    verified: Mapped[int] = mapped_column(default=0, server_default="0")
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    operation_id: Mapped[str | None] = mapped_column(ForeignKey("operations.id"), index=True)
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]

    carton: Mapped[Carton] = relationship(back_populates="packs")
    pick: Mapped[Pick] = relationship()
    serials: Mapped[list[Serial]] = relationship(secondary="pack_serials", order_by=Serial.id, viewonly=True)


class PackSerial(Base):
    """Which units were packed; an undone one keeps them, as it keeps all else."""

    __tablename__ = "pack_serials"

    pack_id: Mapped[int] = mapped_column(ForeignKey("packs.id"), primary_key=True)
    serial_id: Mapped[int] = mapped_column(ForeignKey("serials.id"), primary_key=True, index=True)


class PackLoss(Base):
    """Units of a pick that were not in their tote when the order's last carton was closed, or could not be sent."""

    __tablename__ = "pack_losses"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint(f"reason in {LOSSES}", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    carton_id: Mapped[int] = mapped_column(ForeignKey("cartons.id"), index=True)
    pick_id: Mapped[int] = mapped_column(ForeignKey("picks.id"), index=True)
    quantity: Mapped[int]
    reason: Mapped[str] = mapped_column(String(10))
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    operation_id: Mapped[str | None] = mapped_column(ForeignKey("operations.id"), index=True)
    at: Mapped[datetime]

    pick: Mapped[Pick] = relationship()


class Check(Base):
    """What a channel wants done before an order's last carton is closed; ticked by a touch, or by its `barcode`."""

    __tablename__ = "packing_checks"
    __table_args__ = (UniqueConstraint("channel_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channels.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(String(120), default="")
    barcode: Mapped[str] = mapped_column(String(40), default="")
    ended_at: Mapped[datetime | None]

    channel: Mapped[Channel] = relationship()


class Tick(Base):
    """A check that was done for an order, and by whom."""

    __tablename__ = "packing_ticks"
    __table_args__ = (UniqueConstraint("order_id", "check_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    check_id: Mapped[int] = mapped_column(ForeignKey("packing_checks.id"))
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    at: Mapped[datetime]

    check: Mapped[Check] = relationship()


class WallCell(Base):
    """A cell of a put wall: a place of the kind tote that never moves; it holds one order from its first unit on."""

    __tablename__ = "wall_cells"
    __table_args__ = (
        UniqueConstraint("location_id"),
        UniqueConstraint("warehouse_id", "wall", "position"),
        Index(
            "uq_wall_cells_order",
            "order_id",
            unique=True,
            sqlite_where=text("order_id IS NOT NULL"),
            postgresql_where=text("order_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    wall: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))

    location: Mapped[Location] = relationship()
    order: Mapped[Order | None] = relationship()


class Scale(Base):
    """The scale of a device, or without one that of all benches that have none of their own.

    `address` as in app/packing/scales/address.py; `ask` is what makes it speak, where it does not by itself.
    """

    __tablename__ = "scales"
    __table_args__ = (
        UniqueConstraint("device_id"),
        Index(
            "uq_scales_warehouse",
            "warehouse_id",
            unique=True,
            sqlite_where=text("device_id IS NULL"),
            postgresql_where=text("device_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("devices.id"))
    address: Mapped[str] = mapped_column(String(120))
    ask: Mapped[str] = mapped_column(String(20), default="")

    device: Mapped[Device | None] = relationship()
