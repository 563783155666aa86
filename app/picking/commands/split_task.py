"""Split a task: the rest of the walk, or a part of it, goes to another picker as a task of its own."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from flask_babel import lazy_gettext

from app.clock import now
from app.db import db
from app.errors import DomainError
from app.events import record
from app.operations import Actor, audit
from app.picking.events import TaskSplit
from app.picking.from_start import measure, plan_from_start
from app.picking.models import PickLine, PickTask
from app.picking.moving import may_move, move_lines
from app.picking.path import replan
from app.picking.queries import lines_of_task
from app.planning.dividing import OpenStop, Walks, divide
from app.walks.commands import assign
from app.walks.ends import place_of
from app.walks.errors import WalkClosed
from app.walks.models import SKIPPED, Walk
from app.walks.path import cell_of
from app.warehouse.settings import settings_of
from app.workers.models import Worker

Group = list[PickLine]


class NothingToSplit(DomainError):
    code = "nothing_to_split"
    message = lazy_gettext("Too little is left on task %(number)s to share it. Give all of it to somebody else.")


def split_task(task: PickTask, stops: int | None, worker: Worker | None, actor: Actor) -> dict[str, Any]:
    """So many stops of what is left go to a worker, or to whoever is free; None: the second half of the way.

    The stop at which the picker stands stays, and so does what is picked. An order that is on both carts then gets a
    tote on each; the lane brings them together. Raises WalkClosed or NothingToSplit.
    """
    db.session.get_one(PickTask, task.id, with_for_update={"of": Walk}, populate_existing=True)
    if not task.is_open:
        raise WalkClosed
    open_stops = stops_left(task)
    going = [open_stops[index] for index in stops_to_give(task, open_stops, stops)]
    if not going:
        raise NothingToSplit(number=task.id)
    new = task_beside(task, [line for group in going for line in group])
    move_lines([line for group in going for line in group], new, actor)
    plan_from_start(new)
    if task.started_at is None:
        plan_from_start(task)
    else:
        replan(task, standing_at=open_stops[0][0].location)
        measure(task)
    audit(task, "split", actor, {}, {"new_task_id": new.id, "stops": len(going)})
    audit(new, "put up", actor, {}, {"of_task_id": task.id, "stops": len(going), "metres": round(new.metres, 1)})
    record(TaskSplit(task.id, task.wave_id, task.warehouse_id, new.id, task.holder_id))
    if worker:
        assign(new, worker, actor)
    return {"task_id": task.id, "new_task_id": new.id, "version": new.version}


def stops_left(task: PickTask) -> list[Group]:
    """The stops still to do in the order in which they are walked; what was skipped comes last."""
    groups = [list(group) for _, group in groupby(lines_of_task(task), key=lambda line: line.position)]
    left = [group for group in groups if any(line.to_pick for line in group)]
    return sorted(left, key=lambda group: group[0].state == SKIPPED)


def stops_to_give(task: PickTask, stops: Sequence[Group], count: int | None = None) -> tuple[int, ...]:
    """Indexes of the stops that would go; of a walk under way the first one stays, for its picker stands there."""
    under_way = task.started_at is not None
    picked = {line.place_id for line in lines_of_task(task) if line.picked}
    open_stops = [
        OpenStop(
            cell=cell_of(group[0].location),
            order=group[0].place_id,
            may_go=all(may_move(line) for line in group) and not (under_way and index == 0),
            is_whole=group[0].place_id not in picked,
        )
        for index, group in enumerate(stops)
    ]
    place = place_of(task)
    here = open_stops[0].cell if under_way and open_stops else place.start
    return divide(open_stops, Walks(place, here, settings_of(task.warehouse).path_policy), count)


def task_beside(task: PickTask, lines: Sequence[PickLine]) -> PickTask:
    """A task of the same wave, as urgent as what it carries."""
    new = PickTask(
        warehouse_id=task.warehouse_id,
        wave_id=task.wave_id,
        wave_number=task.wave_number,
        mode=task.mode,
        priority=task.priority,
        due_at=first_due(lines),
        end_id=task.end_id,
        kept_back=task.kept_back,
        created_at=now(),
    )
    db.session.add(new)
    db.session.flush()
    return new


def first_due(lines: Sequence[PickLine]) -> datetime | None:
    """When the first of their orders leaves; None where none has to."""
    return min((line.order_line.order.ship_by for line in lines if line.order_line.order.ship_by), default=None)
