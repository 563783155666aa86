"""Follow what becomes of the totes and picks of put-back tasks: handlers of what others do."""

from app.db import db, guarded_update
from app.events import record
from app.operations import Actor, audit, change
from app.picking.events import PickUndone, ToteBound
from app.picking.models import PickLine
from app.putting_back.commands.put_up import find_totes
from app.putting_back.events import PutBackOver
from app.putting_back.models import PutBackTask
from app.putting_back.queries import lines_of_task, open_tasks_of, unbegun_tasks_with
from app.walks.commands import cancel
from app.walks.events import WalkFreed, WalkHandedOver
from app.walks.models import ASSIGNED, CANCELLED, FREE, Walk


def on_walk_freed(event: WalkFreed) -> None:
    """Handler: the walk is over whose cart had a tote; another cart may have the next one."""
    task = db.session.get(PutBackTask, event.walk_id)
    if task and task.state == FREE:
        find_totes(task)


def on_walk_handed_over(event: WalkHandedOver) -> None:
    """Handler: who has the task now finds its totes at whoever had it, and scans them anew."""
    task = db.session.get(PutBackTask, event.walk_id)
    if task and event.from_worker_id is not None and event.from_worker_id != event.to_worker_id:
        for tote in task.totes:
            tote.taken_at = None


def on_tote_bound(event: ToteBound) -> None:
    """Handler: a tote that others' goods share was taken up from its lane; who puts back from it waits again."""
    for task in unbegun_tasks_with(event.tote_id):
        before = {"state": task.state, "holder_id": task.holder_id}
        if guarded_update(task, Walk.state.in_((FREE, ASSIGNED)), state=FREE, holder_id=None):
            audit(task, "waits", _program(task), before, {"state": FREE, "holder_id": None})
            find_totes(task)


def on_pick_undone(event: PickUndone) -> None:
    """Handler: what the picker put back with an undo has not to go back once more."""
    order = db.session.get_one(PickLine, event.line_id).order_line.order
    for task in open_tasks_of(order):
        for line in lines_of_task(task):
            if line.pick.undone_at is not None:
                change(line, "undone by its picker", _program(task), state=CANCELLED)
        guarded_update(task, version=Walk.version + 1)
        db.session.flush()
        if not lines_of_task(task) and task.state in (FREE, ASSIGNED):
            call_off(task, _program(task), "nothing left")


def call_off(task: PutBackTask, actor: Actor, reason: str) -> None:
    """Nothing has to go back any more of a task that nobody has begun."""
    for line in lines_of_task(task):
        change(line, "left the walk", actor, state=CANCELLED)
    if task.waits_for_id is not None:
        change(task, "called off", actor, waits_for_id=None)
    cancel(task, actor, reason)
    record(PutBackOver(task.id, task.wave_id, task.warehouse_id))


def _program(task: PutBackTask) -> Actor:
    return Actor(source="putting back", warehouse_id=task.warehouse_id)
