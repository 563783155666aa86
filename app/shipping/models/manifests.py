"""Manifest and its Loadings: what leaves together."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.packing.models import Carton
from app.shipping.models.carriers import Carrier

OPEN, CLOSING, CLOSED = "open", "closing", "closed"


class Manifest(Base):
    """What a driver takes at one time: cartons of one carrier; closed with a signature, they have left.

    It is closing while its cartons leave the book, one after the other.
    """

    __tablename__ = "manifests"
    __table_args__ = (
        UniqueConstraint("warehouse_id", "number"),
        CheckConstraint("state in ('open','closing','closed')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    carrier_id: Mapped[int] = mapped_column(ForeignKey("carriers.id"), index=True)
    number: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(8), default=OPEN)
    dock_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"))
    cut_off_at: Mapped[datetime | None]
    driver: Mapped[str] = mapped_column(String(60), default="")
    vehicle: Mapped[str] = mapped_column(String(20), default="")
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    signature_id: Mapped[int | None] = mapped_column(ForeignKey("attachments.id"))

    carrier: Mapped[Carrier] = relationship()
    loadings: Mapped[list["Loading"]] = relationship(back_populates="manifest", order_by="Loading.id")


class Loading(Base):
    """A carton that was scanned onto a manifest; taken off again it stays, with the time."""

    __tablename__ = "loadings"
    __table_args__ = (
        Index(
            "uq_loadings_carton",
            "carton_id",
            unique=True,
            sqlite_where=text("taken_off_at IS NULL"),
            postgresql_where=text("taken_off_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    manifest_id: Mapped[int] = mapped_column(ForeignKey("manifests.id"), index=True)
    carton_id: Mapped[int] = mapped_column(ForeignKey("cartons.id"))
    at: Mapped[datetime]
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    operation_id: Mapped[str | None] = mapped_column(ForeignKey("operations.id"), index=True)
    taken_off_at: Mapped[datetime | None]

    manifest: Mapped[Manifest] = relationship(back_populates="loadings")
    carton: Mapped[Carton] = relationship()
