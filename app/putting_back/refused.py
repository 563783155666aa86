"""Refused scans of put-backs: a lead looks at them beside those of picks, with the line that had picked the units."""

from app.db import db
from app.operations.events import OperationRefused
from app.putting_back.models import PutBackLine, PutBackTask, PutBackTote
from app.walks.refused import keep_refused, was_seen

BEFORE_THEIR_EYES = frozenset({"putting_back.create_taking"})
"""The worker waits for the answer to these."""


def on_operation_refused(event: OperationRefused) -> None:
    """Handler: keep what a handheld had kept of a put-back and the server would not have."""
    if not event.name.startswith("putting_back.") or event.name == "putting_back.create_assignment":
        return
    if event.name in BEFORE_THEIR_EYES and was_seen(event):
        return
    line = _about(event)
    if line:
        keep_refused(event, line.pick.line.task, line.pick.line)


def _about(event: OperationRefused) -> PutBackLine | None:
    """The stop that the operation's address names, or one of its task."""
    line = db.session.get(PutBackLine, event.content.get("line_id", 0))
    tote = db.session.get(PutBackTote, event.content.get("place_id", 0))
    task = tote.task if tote else db.session.get(PutBackTask, event.content.get("task_id", 0))
    return line or next(iter(task.lines if task else ()), None)
