"""Waybill with its TrackingEvents, and WaybillRequest: what a carrier is asked."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.packing.models import Carton
from app.shipping.models.carriers import Carrier, Service

if TYPE_CHECKING:
    from app.shipping.models.manifests import Manifest

POOL, ADAPTER, PILE = "pool", "adapter", "pile"
MAKE, CANCEL, MANIFEST = "make", "cancel", "manifest"
WAITING, DONE, REFUSED, WITHDRAWN = "waiting", "done", "refused", "withdrawn"


class Waybill(Base):
    """A carrier's number for one carton; a number is used once for ever, and a carton has one that is not void.

    `label` is what its paper shows, kept so that a reprint is the same. `source`: the pool, the adapter, or a pile of
    pre-printed ones.
    """

    __tablename__ = "waybills"
    __table_args__ = (
        UniqueConstraint("carrier_id", "number"),
        Index(
            "uq_waybills_carton",
            "carton_id",
            unique=True,
            sqlite_where=text("voided_at IS NULL"),
            postgresql_where=text("voided_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"), index=True)
    carrier_id: Mapped[int] = mapped_column(ForeignKey("carriers.id"))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("carrier_services.id"))
    carton_id: Mapped[int] = mapped_column(ForeignKey("cartons.id"), index=True)
    number: Mapped[str] = mapped_column(String(40), index=True)
    source: Mapped[str] = mapped_column(String(8), default=POOL)
    reason: Mapped[str] = mapped_column(String(200), default="")
    label: Mapped[dict[str, Any]] = mapped_column(default=dict)
    collects: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    insured_for: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    price: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    printed_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(20), default="")
    state_at: Mapped[datetime | None]

    carrier: Mapped[Carrier] = relationship()
    service: Mapped[Service | None] = relationship()
    carton: Mapped[Carton] = relationship()
    events: Mapped[list["TrackingEvent"]] = relationship(back_populates="waybill", order_by="TrackingEvent.at")


class WaybillRequest(Base):
    """What a carrier is to be asked by a job: to `make` a waybill for a carton, to `cancel` one that was made, or to
    take note of a closed `manifest`.

    `trade` is our own number for it, sent along: by it the carrier is asked what it made when its answer was lost.
    `sent` is what it gets, as it was when it was asked for; `words` are the carrier's own when it refused, or what it
    calls our manifest. It is not asked before `next_at`: whoever asks sets that first, so that nobody else does.
    `unsure`: it was asked, and nobody knows whether it got that.
    """

    __tablename__ = "waybill_requests"
    __table_args__ = (
        UniqueConstraint("trade"),
        UniqueConstraint("manifest_id"),
        Index(None, "state", "next_at"),
        Index(
            "uq_waybill_requests_carton",
            "carton_id",
            unique=True,
            sqlite_where=text("kind = 'make' AND state = 'waiting'"),
            postgresql_where=text("kind = 'make' AND state = 'waiting'"),
        ),
        CheckConstraint("kind in ('make','cancel','manifest')", name="kind"),
        CheckConstraint("(kind = 'manifest') = (manifest_id IS NOT NULL)", name="manifest"),
        CheckConstraint("(kind = 'manifest') = (carton_id IS NULL)", name="carton"),
        CheckConstraint("state in ('waiting','done','refused','withdrawn')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8), default=MAKE)
    state: Mapped[str] = mapped_column(String(10), default=WAITING)
    carrier_id: Mapped[int] = mapped_column(ForeignKey("carriers.id"))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("carrier_services.id"))
    carton_id: Mapped[int | None] = mapped_column(ForeignKey("cartons.id"), index=True)
    waybill_id: Mapped[int | None] = mapped_column(ForeignKey("waybills.id"), index=True)
    manifest_id: Mapped[int | None] = mapped_column(ForeignKey("manifests.id"))
    trade: Mapped[str] = mapped_column(String(20))
    sent: Mapped[dict[str, Any]] = mapped_column(default=dict)
    reason: Mapped[str] = mapped_column(String(200), default="")
    words: Mapped[str] = mapped_column(String(300), default="")
    tries: Mapped[int] = mapped_column(default=0)
    unsure: Mapped[bool] = mapped_column(default=False, server_default=false())
    next_at: Mapped[datetime]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    ended_at: Mapped[datetime | None]

    carrier: Mapped[Carrier] = relationship()
    service: Mapped[Service | None] = relationship()
    carton: Mapped[Carton | None] = relationship()
    waybill: Mapped[Waybill | None] = relationship()
    manifest: Mapped["Manifest | None"] = relationship()


class TrackingEvent(Base):
    """What the carrier said of a waybill; `code` is one of ours (app/shipping/tracking), `words` are the carrier's."""

    __tablename__ = "tracking_events"
    __table_args__ = (UniqueConstraint("waybill_id", "fingerprint"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    waybill_id: Mapped[int] = mapped_column(ForeignKey("waybills.id"))
    at: Mapped[datetime]
    code: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(String(300), default="")
    place: Mapped[str] = mapped_column(String(120), default="")
    source: Mapped[str] = mapped_column(String(20))
    fingerprint: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime]

    waybill: Mapped[Waybill] = relationship(back_populates="events")
