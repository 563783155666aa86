"""Carrier, Service, NumberRange, Waybill, WaybillRequest, Manifest, Loading, TrackingEvent."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.packing.models import Carton
from app.shipping.numbers import Pattern

POOL, ADAPTER, PILE = "pool", "adapter", "pile"
OPEN, CLOSING, CLOSED = "open", "closing", "closed"
MAKE, CANCEL, MANIFEST = "make", "cancel", "manifest"
WAITING, DONE, REFUSED, WITHDRAWN = "waiting", "done", "refused", "withdrawn"


class Carrier(Base):
    """`adapter` names the program that speaks with it; `settings` are its own, without secrets: those are in the
    environment."""

    __tablename__ = "carriers"
    __table_args__ = (UniqueConstraint("warehouse_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(40))
    adapter: Mapped[str] = mapped_column(String(20), default="generic")
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    ended_at: Mapped[datetime | None]

    services: Mapped[list["Service"]] = relationship(back_populates="carrier", order_by="Service.id")


class Service(Base):
    """What a carrier takes, and for how much: `takes` and `prices` as in app/shipping/services.py."""

    __tablename__ = "carrier_services"
    __table_args__ = (UniqueConstraint("carrier_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    carrier_id: Mapped[int] = mapped_column(ForeignKey("carriers.id"))
    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(60))
    takes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    prices: Mapped[list[Any]] = mapped_column(default=list)
    days: Mapped[int | None]
    ended_at: Mapped[datetime | None]

    carrier: Mapped[Carrier] = relationship(back_populates="services")


class NumberRange(Base):
    """Numbers that a carrier gave in advance: `prefix`, digits from `first` to `last`, what `rule` adds, `suffix`.

    Of a pool `next` is the next one to give; the numbers of a pile are given by whoever sticks them on.
    """

    __tablename__ = "number_ranges"
    __table_args__ = (CheckConstraint("first <= next AND next <= last + 1", name="next"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    carrier_id: Mapped[int] = mapped_column(ForeignKey("carriers.id"), index=True)
    prefix: Mapped[str] = mapped_column(String(10), default="")
    digits: Mapped[int]
    first: Mapped[int] = mapped_column(BigInteger)
    last: Mapped[int] = mapped_column(BigInteger)
    next: Mapped[int] = mapped_column(BigInteger)
    rule: Mapped[str] = mapped_column(String(20), default="none")
    suffix: Mapped[str] = mapped_column(String(4), default="", server_default="")
    warn_below: Mapped[int] = mapped_column(default=100)
    added_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    carrier: Mapped[Carrier] = relationship()

    @property
    def pattern(self) -> Pattern:
        return Pattern(self.prefix, self.digits, self.rule, self.suffix)

    @property
    def left(self) -> int:
        return self.last + 1 - self.next


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
