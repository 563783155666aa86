"""Lot, Serial, Stock, ForwardBin, StockMovement, Allocation: a ledger of two legs a movement, and its balances.

And LotBlock: what of all that goes out to nobody.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.catalog.models import Item
from app.db import Base
from app.warehouse.models import Location
from app.workers.models import Worker


class Lot(Base):
    """A batch of an item. Each item has one with the empty code, for stock that is not tracked by lot."""

    __tablename__ = "lots"
    __table_args__ = (UniqueConstraint("item_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    code: Mapped[str] = mapped_column(String(40), default="")
    expires_on: Mapped[date | None]

    item: Mapped[Item] = relationship()


class LotBlock(Base):
    """Nothing of the lot goes out of the warehouse until the block is lifted; a lot has one that is open.

    `gathers`: what is free of it goes to quarantine. `settled_at`: walks and orders that had it have been seen to.
    """

    __tablename__ = "lot_blocks"
    __table_args__ = (
        Index(
            "uq_lot_blocks_open",
            "lot_id",
            "warehouse_id",
            unique=True,
            sqlite_where=text("lifted_at IS NULL"),
            postgresql_where=text("lifted_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"), index=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"))
    reason: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(300), default="")
    gathers: Mapped[bool] = mapped_column(default=False)
    blocked_at: Mapped[datetime]
    blocked_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    settled_at: Mapped[datetime | None]
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    lifted_note: Mapped[str] = mapped_column(String(300), default="")

    lot: Mapped[Lot] = relationship()
    blocked_by: Mapped[Worker | None] = relationship(foreign_keys=[blocked_by_id])
    lifted_by: Mapped[Worker | None] = relationship(foreign_keys=[lifted_by_id])


class Serial(Base):
    """One unit by its own number, and where it is; nowhere is where nobody has scanned it yet."""

    __tablename__ = "serials"
    __table_args__ = (UniqueConstraint("item_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    code: Mapped[str] = mapped_column(String(80))
    location_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"), index=True)

    item: Mapped[Item] = relationship()
    location: Mapped[Location | None] = relationship()


class Stock(Base):
    """What lies of one lot at one location: changed only by guarded updates, and always the sum of its legs.

    `guarded` is false for the sides of the book outside the building, which may go below nothing. Stock that a picker
    did not find is doubted: it is allocated to nobody until somebody has counted it.
    """

    __tablename__ = "stock"
    __table_args__ = (
        UniqueConstraint("location_id", "lot_id"),
        CheckConstraint("on_hand >= 0 OR NOT guarded", name="on_hand"),
        CheckConstraint("reserved >= 0 AND (reserved <= on_hand OR NOT guarded)", name="reserved"),
        Index(None, "item_id", "location_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"))
    on_hand: Mapped[int] = mapped_column(default=0)
    reserved: Mapped[int] = mapped_column(default=0)
    guarded: Mapped[bool] = mapped_column(default=True)
    received_at: Mapped[datetime | None]
    doubted_at: Mapped[datetime | None]

    location: Mapped[Location] = relationship()
    item: Mapped[Item] = relationship()
    lot: Mapped[Lot] = relationship()

    @property
    def available(self) -> int:
        return self.on_hand - self.reserved


class ForwardBin(Base):
    """How much of an item its forward bin should hold: below `minimum` units it is refilled up to `maximum`."""

    __tablename__ = "forward_bins"
    __table_args__ = (
        UniqueConstraint("location_id", "item_id"),
        CheckConstraint("minimum >= 0 AND maximum > 0 AND minimum <= maximum", name="bounds"),
        Index(None, "warehouse_id", "item_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    minimum: Mapped[int]
    maximum: Mapped[int]

    location: Mapped[Location] = relationship()
    item: Mapped[Item] = relationship()


class StockMovement(Base):
    """A quantity of one lot that went from a location to a location; its two legs sum to zero."""

    __tablename__ = "stock_movements"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), index=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"))
    quantity: Mapped[int]
    reason: Mapped[str] = mapped_column(String(20))
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("devices.id"))
    operation_id: Mapped[str | None] = mapped_column(ForeignKey("operations.id"), index=True)

    legs: Mapped[list["StockLeg"]] = relationship(back_populates="movement")


class MovementSerial(Base):
    """Which units, by their numbers, a movement took along."""

    __tablename__ = "movement_serials"

    movement_id: Mapped[int] = mapped_column(ForeignKey("stock_movements.id"), primary_key=True)
    serial_id: Mapped[int] = mapped_column(ForeignKey("serials.id"), primary_key=True, index=True)


class StockLeg(Base):
    __tablename__ = "stock_legs"
    __table_args__ = (Index(None, "location_id", "lot_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    movement_id: Mapped[int] = mapped_column(ForeignKey("stock_movements.id"), index=True)
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"))
    quantity: Mapped[int]

    movement: Mapped[StockMovement] = relationship(back_populates="legs")


class Allocation(Base):
    """So many units of one stock are kept for one order line; what is open of them makes up what is reserved."""

    __tablename__ = "allocations"
    __table_args__ = (
        CheckConstraint("quantity > 0 AND picked >= 0 AND cancelled >= 0", name="counts"),
        CheckConstraint("picked + cancelled <= quantity", name="sum"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_lines.id"), index=True)
    stock_id: Mapped[int] = mapped_column(ForeignKey("stock.id"), index=True)
    quantity: Mapped[int]
    picked: Mapped[int] = mapped_column(default=0)
    cancelled: Mapped[int] = mapped_column(default=0)

    stock: Mapped[Stock] = relationship()

    @property
    def open(self) -> int:
        return self.quantity - self.picked - self.cancelled


class ItemClass(Base):
    """How much an item matters in a warehouse (A, B, C, by order lines) and how evenly it is wanted (X, Y, Z).

    Written with the figures of demand, which orders are measured for; kept here, where counting can read it.
    """

    __tablename__ = "item_classes"

    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True)
    abc: Mapped[str] = mapped_column(String(1))
    xyz: Mapped[str] = mapped_column(String(1))
    computed_at: Mapped[datetime]
