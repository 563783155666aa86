"""Merge two tasks that nobody has begun: one cart and one walk for what was on two."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.db import db, guarded_update
from app.errors import DomainError
from app.events import record
from app.operations import Actor, audit, change
from app.picking.carts import cart_for, load_of
from app.picking.events import TaskCancelled, TasksMerged
from app.picking.from_start import plan_from_start
from app.picking.models import PickLine, PickTask
from app.picking.moving import move_lines
from app.picking.queries import lines_of_task
from app.walks.commands import cancel
from app.walks.errors import WalkBegun, WalkClosed, changed_meanwhile
from app.walks.models import ASSIGNED, FREE, OPEN_STATES, Walk
from app.warehouse.settings import settings_of


class NotTogether(DomainError):
    code = "not_together"
    message = lazy_gettext(
        "Tasks %(number)s and %(other)s do not go together: merge tasks of one wave, picked in the same way."
    )


class PassedOnInTurn(DomainError):
    code = "passed_on_in_turn"
    message = lazy_gettext("The cart of task %(number)s goes from zone to zone. Such a task stays by itself.")


class CartTooSmall(DomainError):
    code = "cart_too_small"
    message = lazy_gettext("Tasks %(number)s and %(other)s are more than a cart carries together. Leave them apart.")


def merge_tasks(task: PickTask, into: PickTask, actor: Actor) -> dict[str, Any]:
    """What is on `task` goes along on the walk of `into`; the emptied task is cancelled.

    Raises WalkClosed, WalkBegun, NotTogether, PassedOnInTurn or CartTooSmall.
    """
    lines = _lines_to_merge(task, into)
    for one in sorted((task, into), key=lambda one: one.id):
        _hold(one)
    before = {
        "holder_id": task.holder_id,
        "state": task.state,
        "priority": task.priority,
        "into_priority": into.priority,
    }
    holder_id = task.holder_id
    move_lines(lines, into, actor)
    _take_urgency(into, task, actor)
    plan_from_start(into)
    cancel(task, actor, reason="merged")
    audit(into, "merged", actor, {}, {"with_task_id": task.id, "lines": len(lines), "metres": round(into.metres, 1)})
    record(TasksMerged(into.id, into.wave_id, into.warehouse_id, frozenset({holder_id, into.holder_id} - {None})))
    record(TaskCancelled(task.id, task.wave_id, task.warehouse_id))
    return {"task_id": into.id, "merged_task_id": task.id, "before": before, "version": into.version}


def merge_candidates(task: PickTask) -> list[PickTask]:
    """Tasks that this one could be merged into."""
    wanted = select(PickTask).where(
        PickTask.wave_id == task.wave_id, PickTask.id != task.id, PickTask.state.in_((FREE, ASSIGNED))
    )
    return [other for other in db.session.scalars(wanted.order_by(PickTask.id)) if _fits(task, other)]


def _fits(task: PickTask, into: PickTask) -> bool:
    try:
        _lines_to_merge(task, into)
    except DomainError:
        return False
    return True


def _lines_to_merge(task: PickTask, into: PickTask) -> Sequence[PickLine]:
    for one in (task, into):
        if not one.is_open:
            raise WalkClosed
        if not one.is_unbegun:
            raise WalkBegun(number=one.id)
        if one.waits_for_id or _is_waited_for(one):
            raise PassedOnInTurn(number=one.id)
    if task.id == into.id or (task.wave_id, task.mode, task.end_id) != (into.wave_id, into.mode, into.end_id):
        raise NotTogether(number=task.id, other=into.id)
    lines = lines_of_task(task)
    if not load_of([*lines, *lines_of_task(into)]).fits(cart_for(settings_of(into.warehouse), into.mode)):
        raise CartTooSmall(number=task.id, other=into.id)
    return lines


def _is_waited_for(task: PickTask) -> bool:
    return db.session.scalar(select(Walk.id).where(Walk.waits_for_id == task.id).limit(1)) is not None


def _hold(task: PickTask) -> None:
    """From here to the commit nobody can begin it: the picker who asks next gets all of it. Raises WalkMoved."""
    still = (Walk.version == task.version) & Walk.state.in_(OPEN_STATES)
    if not guarded_update(task, still, version=Walk.version + 1):
        raise changed_meanwhile(task)


def _take_urgency(into: PickTask, task: PickTask, actor: Actor) -> None:
    """The walk is as urgent as the more urgent of the two."""
    due = [at for at in (into.due_at, task.due_at) if at]
    urgent = {"priority": max(into.priority, task.priority), "due_at": min(due, default=None)}
    if urgent != {"priority": into.priority, "due_at": into.due_at}:
        change(into, "as urgent as both", actor, **urgent)
