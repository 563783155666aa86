"""Refused scans: what a handheld had kept and the server would not have; a lead looks at it until it is settled."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from app.clock import now
from app.db import Base, db, guarded_update, insert_row
from app.errors import refusal
from app.events import record
from app.inventory.models import Lot
from app.operations import Actor, audit
from app.operations.events import OperationRefused
from app.operations.models import Operation
from app.picking.events import ScanRefused
from app.picking.models import CartPlace, PickLine, PickTask
from app.workers.models import Device, Worker

WATCHED = frozenset({"picking.create_binding", "picking.create_full"})
"""The picker waits for the answer to these; only one that comes later was taken as done meanwhile."""
AT_ONCE = timedelta(seconds=10)


class RefusedScan(Base):
    """`code` of the item and `quantity` as they were scanned; `wanted_at` is the bin or the tote's place."""

    __tablename__ = "refused_scans"

    id: Mapped[int] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"))
    operation_id: Mapped[str] = mapped_column(ForeignKey("operations.id"), unique=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("pick_tasks.id"), index=True)
    line_id: Mapped[int | None] = mapped_column(ForeignKey("pick_lines.id"))
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("devices.id"))
    scanned: Mapped[str] = mapped_column(String(200), default="")
    quantity: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime]
    device_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))

    operation: Mapped[Operation] = relationship()
    task: Mapped[PickTask] = relationship()
    line: Mapped[PickLine | None] = relationship()
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


def on_operation_refused(event: OperationRefused) -> None:
    """Handler: keep what is about a walk for its lead."""
    actor = event.actor
    if event.name in WATCHED and actor.device_at and now() - actor.device_at < AT_ONCE:
        return
    line, task = _about(event.content)
    if task and event.name.startswith("picking."):
        keep_refused(event, line, task)


def keep_refused(event: OperationRefused, line: PickLine | None, task: PickTask) -> None:
    """A person looks at it, on the page of the task's wave."""
    actor = event.actor
    insert_row(
        RefusedScan,
        warehouse_id=task.warehouse_id,
        operation_id=event.operation_id,
        task_id=task.id,
        line_id=line.id if line else None,
        worker_id=actor.worker_id,
        device_id=actor.device_id,
        scanned=_scanned(event.content),
        quantity=_quantity(event.content),
        at=now(),
        device_at=actor.device_at,
    )
    record(ScanRefused(task.id, task.wave_id, task.warehouse_id))


def refused_scans(warehouse_id: int, wave_id: int | None = None) -> Sequence[RefusedScan]:
    """Those of the warehouse, or of one of its waves, that nobody has settled, the oldest first."""
    wanted = select(RefusedScan).where(RefusedScan.warehouse_id == warehouse_id, RefusedScan.settled_at.is_(None))
    if wave_id is not None:
        wanted = wanted.join(PickTask, PickTask.id == RefusedScan.task_id).where(PickTask.wave_id == wave_id)
    loaded = (
        joinedload(RefusedScan.operation),
        joinedload(RefusedScan.worker),
        joinedload(RefusedScan.device),
        joinedload(RefusedScan.task),
        joinedload(RefusedScan.line).options(
            joinedload(PickLine.location), joinedload(PickLine.lot).joinedload(Lot.item)
        ),
    )
    return db.session.scalars(wanted.order_by(RefusedScan.id).options(*loaded)).all()


def settle_refused(scan: RefusedScan, actor: Actor) -> None:
    """A person saw to it; once is enough."""
    if guarded_update(scan, RefusedScan.settled_at.is_(None), settled_at=now(), settled_by_id=actor.worker_id):
        audit(scan, "settled", actor, {}, {})
        record(ScanRefused(scan.task.id, scan.task.wave_id, scan.warehouse_id))


def _about(content: Mapping[str, Any]) -> tuple[PickLine | None, PickTask | None]:
    """The line, place or task that the operation's address names."""
    if line := db.session.get(PickLine, content.get("line_id", 0)):
        return line, line.task
    if place := db.session.get(CartPlace, content.get("place_id", 0)):
        return None, place.task
    return None, db.session.get(PickTask, content.get("task_id", 0))


def _scanned(content: Mapping[str, Any]) -> str:
    """The item as scanned; else the tote, the lane, or the reason that was given. PostgreSQL keeps no NUL."""
    said = next((content[name] for name in ("item", "tote", "lane", "reason") if content.get(name)), "")
    return str(said).replace("\0", "")[:200]


def _quantity(content: Mapping[str, Any]) -> int:
    text = str(content.get("quantity", ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
