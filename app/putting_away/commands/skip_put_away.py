"""Skip a stop of a put-away: it comes back at the end of the walk."""

from app.events import record
from app.operations import Actor, change
from app.putting_away.commands.still_to_put import check_left
from app.putting_away.events import PutAwayChanged
from app.putting_away.models import PutAwayLine
from app.putting_away.path import replan
from app.walks.holder import check_holder
from app.walks.models import SKIPPED


def skip_put_away(line: PutAwayLine, actor: Actor) -> dict[str, int]:
    """Leave the stop for later; the rest of the walk is planned again."""
    task = line.task
    check_holder(task, actor)
    check_left(line)
    change(line, "skipped", actor, state=SKIPPED)
    replan(task, standing_at=line.location)
    record(PutAwayChanged(task.id, task.warehouse_id))
    return {"line_id": line.id, "task_id": task.id}
