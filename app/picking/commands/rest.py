"""A picker rests, and goes on."""

from app.operations import Actor
from app.walks.errors import held_elsewhere
from app.walks.holder import check_holder
from app.walks.models import ACTIVE, Walk
from app.walks.pausing import pause


def pause_task(task: Walk, actor: Actor) -> dict[str, int]:
    """The walk stays the picker's while they rest. Raises HeldByOther or HeldByNobody."""
    if task.state != ACTIVE or task.holder_id != actor.worker_id:
        raise held_elsewhere(task)
    pause(task, actor)
    return {"task_id": task.id}


def resume_task(task: Walk, actor: Actor) -> dict[str, int]:
    """The rest is over; so it is with whatever else the picker does on the walk."""
    check_holder(task, actor)
    return {"task_id": task.id}
