"""Walks that nobody is on: free ones, and those that somebody was given and has not begun."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.db import db
from app.picking.models import PickTask
from app.walks.models import ASSIGNED, FREE, SKIPPED, TODO, Stop
from app.workers.models import Worker

SHOWN = 60
"""The next to be given out; more are counted on their waves."""


@dataclass(frozen=True)
class FreeTask:
    """A task as a row; `holder`: to whom it was given."""

    id: int
    wave_id: int
    wave_number: int
    state: str
    holder: str
    stops: int
    metres: int
    due_at: datetime | None
    waits_for_id: int | None
    kept_back: str


def free_tasks(warehouse_id: int) -> list[FreeTask]:
    """In the order in which they are given out."""
    stops = (
        select(func.count(Stop.position.distinct()))
        .where(Stop.walk_id == PickTask.id, Stop.state.in_((TODO, SKIPPED)))
        .correlate(PickTask)
        .scalar_subquery()
    )
    wanted = (
        select(PickTask, Worker.name, stops)
        .outerjoin(Worker, Worker.id == PickTask.holder_id)
        .where(PickTask.warehouse_id == warehouse_id, PickTask.state.in_((FREE, ASSIGNED)))
        .order_by(PickTask.priority.desc(), PickTask.due_at.nulls_last(), PickTask.id)
        .limit(SHOWN)
    )
    return [_task(task, holder, count) for task, holder, count in db.session.execute(wanted)]


def _task(task: PickTask, holder: str | None, stops: int) -> FreeTask:
    return FreeTask(
        id=task.id,
        wave_id=task.wave_id,
        wave_number=task.wave_number,
        state=task.state,
        holder=holder or "",
        stops=stops,
        metres=round(task.metres),
        due_at=task.due_at,
        waits_for_id=task.waits_for_id,
        kept_back=task.kept_back,
    )
