"""ReturnParcel, ReturnUnit (one confirmation) with its numbers, and ReturnTote: what the dock keeps."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.inventory.models import Lot, Serial
from app.orders.models import Order
from app.returns.models.rmas import Rma, RmaLine
from app.returns.words import DISPOSITIONS, GRADES
from app.shipping.models import Waybill
from app.warehouse.models import Location
from app.workers.models import Worker

ANNOUNCED, UNDELIVERED, UNIDENTIFIED = PARCEL_KINDS = ("announced", "undelivered", "unidentified")


class ReturnParcel(Base):
    """What arrived at the dock, by the code that was scanned on it.

    An unidentified one has no return until it is matched; one that could not be delivered comes on its own waybill.
    """

    __tablename__ = "return_parcels"
    __table_args__ = (
        UniqueConstraint("warehouse_id", "number"),
        CheckConstraint(f"kind in {PARCEL_KINDS}", name="kind"),
        CheckConstraint("(kind = 'unidentified') OR (rma_id IS NOT NULL)", name="rma"),
        Index(None, "warehouse_id", "done_at"),
        Index(
            "uq_return_parcels_undelivered",
            "waybill_id",
            unique=True,
            sqlite_where=text("kind = 'undelivered'"),
            postgresql_where=text("kind = 'undelivered'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    number: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(12))
    rma_id: Mapped[int | None] = mapped_column(ForeignKey("rmas.id"), index=True)
    waybill_id: Mapped[int | None] = mapped_column(ForeignKey("waybills.id"), index=True)
    scanned: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(String(500), default="")
    place_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"))
    arrived_at: Mapped[datetime]
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    operation_id: Mapped[str | None] = mapped_column(ForeignKey("operations.id"), index=True)
    matched_at: Mapped[datetime | None]
    matched_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    done_at: Mapped[datetime | None]

    rma: Mapped[Rma | None] = relationship(back_populates="parcels")
    waybill: Mapped[Waybill | None] = relationship()
    place: Mapped[Location | None] = relationship()
    worker: Mapped[Worker | None] = relationship(foreign_keys=[worker_id])
    units: Mapped[list["ReturnUnit"]] = relationship(back_populates="parcel", order_by="ReturnUnit.id")


class ReturnTote(Base):
    """A tote that takes graded units of one disposition; full, it goes away, and a put-away task with it."""

    __tablename__ = "return_totes"
    __table_args__ = (
        Index(
            "uq_return_totes_open",
            "location_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        CheckConstraint(f"disposition in {DISPOSITIONS}", name="disposition"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"), index=True)
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    disposition: Mapped[str] = mapped_column(String(12))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    location: Mapped[Location] = relationship()


class ReturnUnit(Base):
    """One confirmation: so many units of a lot that came in a parcel, graded alike. An undone one stays.

    `answers` are those to the questions of that `version` of the shop's (app/returns/inspection.py).
    `line_id` is nothing where the item was not on the order: that is taken in, but never counted as returned.
    `proposed` is the disposition that followed from grade and reason; a lead who chose another said why.
    `settled_at`: what follows of it for the customer was asked for, once: `follows`. `sent_with`: the order that goes
    out for it, in exchange or after its repair.
    """

    __tablename__ = "return_units"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint(f"grade in {GRADES}", name="grade"),
        CheckConstraint(f"disposition in {DISPOSITIONS} AND proposed in {DISPOSITIONS}", name="disposition"),
        CheckConstraint("disposition = proposed OR override <> ''", name="override"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    parcel_id: Mapped[int] = mapped_column(ForeignKey("return_parcels.id"), index=True)
    line_id: Mapped[int | None] = mapped_column(ForeignKey("rma_lines.id"), index=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"))
    quantity: Mapped[int]
    grade: Mapped[str] = mapped_column(String(10))
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column(default=0, server_default="0")
    reason: Mapped[str] = mapped_column(String(14))
    proposed: Mapped[str] = mapped_column(String(12))
    disposition: Mapped[str] = mapped_column(String(12))
    override: Mapped[str] = mapped_column(String(300), default="")
    overridden_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    operation_id: Mapped[str | None] = mapped_column(ForeignKey("operations.id"), index=True)
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    follows: Mapped[str] = mapped_column(String(8), default="", server_default="")
    sent_with_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)

    parcel: Mapped[ReturnParcel] = relationship(back_populates="units")
    line: Mapped[RmaLine | None] = relationship()
    lot: Mapped[Lot] = relationship()
    location: Mapped[Location] = relationship()
    sent_with: Mapped[Order | None] = relationship()
    serials: Mapped[list[Serial]] = relationship(secondary="return_serials", order_by=Serial.id, viewonly=True)


class ReturnSerial(Base):
    """Which units came back; an undone one keeps them, as it keeps all else."""

    __tablename__ = "return_serials"

    unit_id: Mapped[int] = mapped_column(ForeignKey("return_units.id"), primary_key=True)
    serial_id: Mapped[int] = mapped_column(ForeignKey("serials.id"), primary_key=True, index=True)
