"""End a walk of counting: what is left of it is given to somebody else."""

from app.counting.events import CountChanged
from app.counting.models import CountTask
from app.counting.queries import lines_of_task
from app.events import record
from app.operations import Actor, change
from app.walks.commands import finish
from app.walks.holder import check_holder
from app.walks.models import CANCELLED, SKIPPED, TODO


def end_count(task: CountTask, actor: Actor) -> dict[str, int]:
    """The walk is over; stops that nobody counted come onto another one."""
    check_holder(task, actor)
    for line in lines_of_task(task):
        if line.state in (TODO, SKIPPED):
            change(line, "left the walk", actor, state=CANCELLED)
    finish(task, actor)
    record(CountChanged(task.warehouse_id))
    return {"task_id": task.id}
