"""Refused counts: a lead sees what a handheld had kept and the server would not have."""

from app.clock import now
from app.counting.events import CountChanged
from app.counting.models import CountLine, RefusedCount
from app.db import db, insert_row
from app.events import record
from app.operations.events import OperationRefused


def on_operation_refused(event: OperationRefused) -> None:
    """Handler: keep that a count was refused; what lies there is still to be counted."""
    if event.name != "counting.create_count":
        return
    line = db.session.get(CountLine, event.content.get("line_id", 0))
    if line is None:
        return
    insert_row(
        RefusedCount,
        warehouse_id=line.task.warehouse_id,
        location_id=line.location_id,
        operation_id=event.operation_id,
        worker_id=event.actor.worker_id,
        at=now(),
    )
    record(CountChanged(line.task.warehouse_id))
