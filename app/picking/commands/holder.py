"""Whose walk it is."""

from app.operations import Actor
from app.picking.models import PickTask
from app.walks.commands import WalkClosed, held_elsewhere
from app.walks.models import ACTIVE, CANCELLED, DONE
from app.walks.pausing import go_on
from app.walks.queries import held_at


def check_holder(task: PickTask, actor: Actor) -> None:
    """The worker holds the task, or held it when the handheld made the scan; if they rested, they go on.

    Raises WalkClosed, WalkCancelled, HeldByOther or HeldByNobody.
    """
    if task.state == DONE:
        raise WalkClosed
    if task.state == CANCELLED:
        raise held_elsewhere(task)
    if task.state == ACTIVE and task.holder_id == actor.worker_id:
        go_on(task, actor)
        return
    if not held_at(task.id, actor.worker_id, actor.device_at):
        raise held_elsewhere(task)
