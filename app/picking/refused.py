"""Refused scans of pick walks; a lead looks at them on the page of the wave."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectin_polymorphic

from app.db import db
from app.inventory.models import Lot
from app.operations.events import OperationRefused
from app.picking.models import CartPlace, PickLine, PickTask
from app.walks.models import Stop, Walk
from app.walks.refused import RefusedScan, keep_refused, was_seen

WATCHED = frozenset({"picking.create_binding", "picking.create_full"})
"""The picker waits for the answer to these; only one that comes later was taken as done meanwhile."""


def on_operation_refused(event: OperationRefused) -> None:
    """Handler: keep what is about a walk for its lead."""
    if event.name in WATCHED and was_seen(event):
        return
    line, task = _about(event.content)
    if task and event.name.startswith("picking."):
        keep_refused(event, task, line)


def refused_scans(warehouse_id: int, wave_id: int | None = None) -> Sequence[RefusedScan]:
    """Those of the warehouse, or of one of its waves, that nobody has settled, the oldest first."""
    wanted = select(RefusedScan).where(RefusedScan.warehouse_id == warehouse_id, RefusedScan.settled_at.is_(None))
    if wave_id is not None:
        wanted = wanted.join(PickTask, PickTask.id == RefusedScan.walk_id).where(PickTask.wave_id == wave_id)
    loaded = (
        joinedload(RefusedScan.operation),
        joinedload(RefusedScan.worker),
        joinedload(RefusedScan.device),
        joinedload(RefusedScan.walk).options(selectin_polymorphic(Walk, [PickTask])),
        joinedload(RefusedScan.stop).options(
            selectin_polymorphic(Stop, [PickLine]),
            joinedload(Stop.location),
            joinedload(PickLine.lot).joinedload(Lot.item),
        ),
    )
    return db.session.scalars(wanted.order_by(RefusedScan.id).options(*loaded)).all()


def _about(content: Mapping[str, Any]) -> tuple[PickLine | None, PickTask | None]:
    """The line, place or task that the operation's address names."""
    if line := db.session.get(PickLine, content.get("line_id", 0)):
        return line, line.task
    if place := db.session.get(CartPlace, content.get("place_id", 0)):
        return None, place.task
    return None, db.session.get(PickTask, content.get("task_id", 0))
