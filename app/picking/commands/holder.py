"""Whose walk it is."""

from app.events import record
from app.operations import Actor
from app.walks.errors import WalkClosed, held_elsewhere
from app.walks.events import ScannedElsewhere
from app.walks.models import ACTIVE, CANCELLED, DONE, Walk
from app.walks.pausing import go_on
from app.walks.queries import held_at
from app.workers.queries import device_in_hand


def check_holder(task: Walk, actor: Actor) -> None:
    """The worker holds the task, or held it when the handheld made the scan; if they rested, they go on.

    What waited on a device that is in nobody's hand any more is news to whoever has the walk now. Raises WalkClosed,
    WalkCancelled, HeldByOther or HeldByNobody.
    """
    if task.state == DONE:
        raise WalkClosed
    if task.state == CANCELLED:
        raise held_elsewhere(task)
    if task.state == ACTIVE and task.holder_id == actor.worker_id:
        go_on(task, actor)
        if device_in_hand(actor.worker_id) != actor.device_id:
            record(ScannedElsewhere(task.id, task.warehouse_id, task.holder_id))
        return
    if not held_at(task.id, actor.worker_id, actor.device_at):
        raise held_elsewhere(task)
    record(ScannedElsewhere(task.id, task.warehouse_id, task.holder_id))
