"""Refused scans: what a handheld had kept of its work and the server would not have; a lead sees to it."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.clock import now
from app.db import Base, db, guarded_update, insert_row
from app.errors import refusal
from app.events import record
from app.operations import Actor, audit
from app.operations.events import OperationRefused
from app.operations.models import Operation
from app.walks.events import ScanRefused
from app.walks.models import Stop, Walk
from app.workers.models import Device, Worker

AT_ONCE = timedelta(seconds=10)
"""Whoever waits for an answer has seen it by then; only one that comes later was taken as done meanwhile."""


Subject = Callable[[int, Mapping[str, Any]], str]
"""From a warehouse's id and what was asked for to the name of what it is about."""


class RefusedScan(Base):
    """`scanned` and `quantity` as they were said; `stop` is where, if it was at one.

    Of work that no walk carries `subject` names what it was about: the delivery, the parcel, the bins.
    """

    __tablename__ = "refused_scans"

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    operation_id: Mapped[str] = mapped_column(ForeignKey("operations.id"), unique=True)
    walk_id: Mapped[int | None] = mapped_column(ForeignKey("walks.id"), index=True)
    stop_id: Mapped[int | None] = mapped_column(ForeignKey("stops.id"))
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("devices.id"))
    subject: Mapped[str] = mapped_column(String(120), default="")
    scanned: Mapped[str] = mapped_column(String(200), default="")
    quantity: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime]
    device_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))

    operation: Mapped[Operation] = relationship()
    walk: Mapped[Walk | None] = relationship()
    stop: Mapped[Stop | None] = relationship()
    worker: Mapped[Worker | None] = relationship(foreign_keys=[worker_id])
    device: Mapped[Device | None] = relationship()

    @property
    def words(self) -> str:
        """Why it was refused, in the reader's language."""
        return str(refusal(self.operation.code, dict(self.operation.result)))

    @property
    def is_pick(self) -> bool:
        """Whether the picker took units for it, which the book has still in the bin."""
        return self.operation.name == "picking.create_pick"


def keep_refused(event: OperationRefused, walk: Walk, stop: Stop | None) -> None:
    """A person looks at it, among what waits for the lead."""
    _keep(event, walk.warehouse_id, walk_id=walk.id, stop_id=stop.id if stop else None)


def _keep(event: OperationRefused, warehouse_id: int, **about: object) -> None:
    actor = event.actor
    insert_row(
        RefusedScan,
        **about,
        warehouse_id=warehouse_id,
        operation_id=event.operation_id,
        worker_id=actor.worker_id,
        device_id=actor.device_id,
        scanned=_scanned(event.content),
        quantity=_quantity(event.content),
        at=now(),
        device_at=actor.device_at,
    )
    record(ScanRefused(warehouse_id))


def keeps_refused(blueprint: str, place: type[Any] | None = None) -> Callable[[OperationRefused], None]:
    """A handler that keeps what is refused on the pages of a kind of walk; by `place_id` they name rows of `place`.

    What is scanned at a place is waited for, and so is what a lead does: of these only what came late is kept.
    """

    def on_operation_refused(event: OperationRefused) -> None:
        if not event.name.startswith(f"{blueprint}.") or event.name == f"{blueprint}.create_assignment":
            return
        stop = db.session.get(Stop, event.content.get("line_id", 0))
        at = db.session.get(place, event.content.get("place_id", 0)) if place else None
        if at and was_seen(event):
            return
        walk_id = stop.walk_id if stop else at.task_id if at else event.content.get("task_id", 0)
        walk = db.session.get(Walk, walk_id)
        if walk:
            keep_refused(event, walk, stop)

    return on_operation_refused


def keeps_off_walks(names: frozenset[str], subject: Subject) -> Callable[[OperationRefused], None]:
    """A handler for work that no walk carries: whoever waits for the answer reads it, what came late is kept."""

    def on_operation_refused(event: OperationRefused) -> None:
        warehouse_id = event.actor.warehouse_id
        if event.name in names and warehouse_id and not was_seen(event):
            _keep(event, warehouse_id, subject=_clean(subject(warehouse_id, event.content))[:120])

    return on_operation_refused


def was_seen(event: OperationRefused) -> bool:
    """Whether the refusal came while its worker waited for it."""
    at = event.actor.device_at
    return at is not None and now() - at < AT_ONCE


def settle_refused(scan: RefusedScan, actor: Actor) -> None:
    """A person saw to it; once is enough."""
    if guarded_update(scan, RefusedScan.settled_at.is_(None), settled_at=now(), settled_by_id=actor.worker_id):
        audit(scan, "settled", actor, {}, {})
        record(ScanRefused(scan.warehouse_id))


def _scanned(content: Mapping[str, Any]) -> str:
    """The item as scanned; else another code, the tote, the lane, the bin, or the reason that was given."""
    names = ("item", "code", "tote", "lane", "bin", "reason")
    return _clean(next((content[name] for name in names if content.get(name)), ""))[:200]


def _clean(said: object) -> str:
    """PostgreSQL keeps no NUL."""
    return str(said).replace("\0", "")


def _quantity(content: Mapping[str, Any]) -> int:
    text = str(content.get("quantity", ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
