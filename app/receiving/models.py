"""Delivery, DeliveryLine, Receipt (one confirmation), StrangeGoods, Plate: what comes in at the dock."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.catalog.models import Item
from app.db import Base
from app.inventory.models import Lot, Serial
from app.warehouse.models import Location, Warehouse
from app.workers.models import Worker

ANNOUNCED, RECEIVING, CLOSED, CANCELLED = DELIVERY_STATES = ("announced", "receiving", "closed", "cancelled")
OPEN_STATES = (ANNOUNCED, RECEIVING)
GOOD, DAMAGED, EXPIRED = CONDITIONS = ("good", "damaged", "expired")
"""What is not good goes to quarantine."""


class Delivery(Base):
    """What a vendor sends: announced with its lines, or received without a word (`is_blind`).

    `number` is our own, `vendor_number` the one on the vendor's paper. Closing it takes a `word` where it differs from
    what was announced.
    """

    __tablename__ = "deliveries"
    __table_args__: Any = (
        UniqueConstraint("warehouse_id", "number"),
        CheckConstraint(f"state in {DELIVERY_STATES}", name="state"),
        Index(None, "warehouse_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    number: Mapped[str] = mapped_column(String(20))
    vendor: Mapped[str] = mapped_column(String(80))
    vendor_number: Mapped[str] = mapped_column(String(40), default="")
    expected_on: Mapped[date | None]
    is_blind: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10), default=ANNOUNCED)
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    begun_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    word: Mapped[str] = mapped_column(String(300), default="")

    warehouse: Mapped[Warehouse] = relationship()
    closed_by: Mapped[Worker | None] = relationship(foreign_keys=[closed_by_id])
    lines: Mapped[list["DeliveryLine"]] = relationship(back_populates="delivery", order_by="DeliveryLine.position")
    strange: Mapped[list["StrangeGoods"]] = relationship(back_populates="delivery", order_by="StrangeGoods.id")

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def differs(self) -> bool:
        """Whether something is over, short, damaged, expired or unknown."""
        return bool(self.strange) or any(line.differs(self.is_blind) for line in self.lines)


class DeliveryLine(Base):
    """So many units of an item (of a lot, where that was announced); `set_aside` of the received ones are not good."""

    __tablename__ = "delivery_lines"
    __table_args__ = (
        UniqueConstraint("delivery_id", "item_id", "lot_code"),
        CheckConstraint("announced >= 0 AND received >= 0", name="counts"),
        CheckConstraint("set_aside >= 0 AND set_aside <= received", name="set_aside"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id"))
    position: Mapped[int]
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), index=True)
    lot_code: Mapped[str] = mapped_column(String(40), default="")
    announced: Mapped[int] = mapped_column(default=0)
    received: Mapped[int] = mapped_column(default=0)
    set_aside: Mapped[int] = mapped_column(default=0)

    delivery: Mapped[Delivery] = relationship(back_populates="lines")
    item: Mapped[Item] = relationship()

    @property
    def short(self) -> int:
        return max(0, self.announced - self.received)

    @property
    def over(self) -> int:
        return max(0, self.received - self.announced)

    def differs(self, is_blind: bool) -> bool:
        return bool(self.set_aside) or (not is_blind and self.announced != self.received)


class Receipt(Base):
    """One confirmation: so many units of a lot, of one condition, at one place. An undone one stays."""

    __tablename__ = "receipts"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint(f"condition in {CONDITIONS}", name="condition"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("delivery_lines.id"), index=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"), index=True)
    quantity: Mapped[int]
    condition: Mapped[str] = mapped_column(String(8), default=GOOD)
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    operation_id: Mapped[str | None] = mapped_column(ForeignKey("operations.id"), index=True)
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]

    line: Mapped[DeliveryLine] = relationship()
    lot: Mapped[Lot] = relationship()
    location: Mapped[Location] = relationship()
    worker: Mapped[Worker | None] = relationship()
    serials: Mapped[list[Serial]] = relationship(secondary="receipt_serials", order_by=Serial.id, viewonly=True)


class ReceiptSerial(Base):
    """Which units came; an undone one keeps them, as it keeps all else."""

    __tablename__ = "receipt_serials"

    receipt_id: Mapped[int] = mapped_column(ForeignKey("receipts.id"), primary_key=True)
    serial_id: Mapped[int] = mapped_column(ForeignKey("serials.id"), primary_key=True, index=True)


class StrangeGoods(Base):
    """Goods with a code that nobody knows: they are kept aside, in no stock, until somebody has found out."""

    __tablename__ = "strange_goods"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id"), index=True)
    code: Mapped[str] = mapped_column(String(80))
    quantity: Mapped[int]
    note: Mapped[str] = mapped_column(String(200), default="")
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    at: Mapped[datetime]

    delivery: Mapped[Delivery] = relationship(back_populates="strange")

    @property
    def warehouse_id(self) -> int:
        return self.delivery.warehouse_id


class Plate(Base):
    """A license plate: a pallet or a case by its label. Goods are received onto it until it is finished.

    One that was printed ahead has no delivery yet; it belongs to the one of the first goods on it.
    """

    __tablename__ = "plates"

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"), index=True)
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"), unique=True)
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("deliveries.id"), index=True)
    made_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    location: Mapped[Location] = relationship()
    delivery: Mapped[Delivery | None] = relationship()
