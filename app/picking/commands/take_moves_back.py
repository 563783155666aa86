"""Take a split or a merge back, for as long as nothing came of it."""

from collections.abc import Mapping
from typing import Any

from app.db import db, guarded_update
from app.events import record
from app.operations import Actor, audit, change
from app.picking.commands.split_task import first_due, stops_left, task_beside
from app.picking.events import TaskCancelled, TasksMerged, TaskSplit
from app.picking.from_start import measure, plan_from_start
from app.picking.models import LineMove, PickTask
from app.picking.moving import hold_open, move_line, move_lines, moves_of
from app.picking.path import replan
from app.picking.queries import lines_of_task
from app.walks.commands import assign, cancel
from app.walks.errors import changed_meanwhile
from app.walks.models import Walk
from app.walks.queries import is_unbegun
from app.workers.models import Worker


def unsplit_task(task: PickTask, new: PickTask, version: int, operation_id: str, actor: Actor) -> dict[str, Any]:
    """What went to the new task is on the first walk again. Raises WalkMoved, WalkFree or WalkClosed."""
    _check_untouched(new, version)
    if not task.is_open:
        raise changed_meanwhile(task)
    hold_open(task)
    holder_id = new.holder_id
    moves = _own(operation_id, new)
    back = [move.line for move in moves]
    standing_at = next((group[0] for group in stops_left(task)), back[0]).location
    for move in moves:
        move_line(move.line, task, move.from_place_id, actor)
    if task.started_at is None:
        plan_from_start(task)
    else:
        replan(task, standing_at=standing_at, added=back)
        measure(task)
    cancel(new, actor, reason="split taken back")
    audit(task, "split taken back", actor, {}, {"task_id": new.id})
    record(TasksMerged(task.id, task.wave_id, task.warehouse_id, frozenset({holder_id, task.holder_id} - {None})))
    record(TaskCancelled(new.id, new.wave_id, new.warehouse_id))
    return {"task_id": task.id}


def unmerge_tasks(
    into: PickTask, worker: Worker | None, before: Mapping[str, Any], version: int, operation_id: str, actor: Actor
) -> dict[str, Any]:
    """What went along is a task of its own again, of whoever had it; both are as urgent as they were `before`.

    Raises WalkMoved, WalkFree or WalkClosed.
    """
    _check_untouched(into, version)
    _hold_unbegun(into)
    lines = [move.line for move in _own(operation_id, into)]
    new = task_beside(into, lines)
    new.priority = before["priority"]
    move_lines(lines, new, actor)
    _calm_down(into, before, actor)
    plan_from_start(new)
    plan_from_start(into)
    audit(into, "merge taken back", actor, {}, {"task_id": new.id})
    record(TaskSplit(into.id, into.wave_id, into.warehouse_id, new.id, into.holder_id))
    if worker:
        assign(new, worker, actor)
    return {"task_id": into.id, "new_task_id": new.id}


def _check_untouched(task: PickTask, version: int) -> None:
    if not task.is_unbegun or task.version != version:
        raise changed_meanwhile(task)


def _hold_unbegun(task: PickTask) -> None:
    """From here to the commit nobody can begin it."""
    if not guarded_update(task, is_unbegun() & (Walk.version == task.version), version=Walk.version + 1):
        db.session.refresh(task)
        raise changed_meanwhile(task)


def _calm_down(into: PickTask, before: Mapping[str, Any], actor: Actor) -> None:
    """The walk is as urgent as by itself; a rank that a lead gave it since the merge stays."""
    merged = max(before["priority"], before["into_priority"])
    priority = before["into_priority"] if into.priority == merged else into.priority
    due_at = first_due(lines_of_task(into))
    if (priority, due_at) != (into.priority, into.due_at):
        change(into, "as urgent as by itself", actor, priority=priority, due_at=due_at)


def _own(operation_id: str, task: PickTask) -> list[LineMove]:
    """What the operation moved onto the task and is there yet."""
    return [move for move in moves_of(operation_id) if move.line.walk_id == task.id and move.to_task_id == task.id]
