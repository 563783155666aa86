"""Skip a stop of a put-back: it comes back at the end of the walk."""

from collections.abc import Sequence

from app.events import record
from app.operations import Actor, change
from app.putting_back.commands.still_to_put import still_to_put
from app.putting_back.events import PutBackChanged
from app.putting_back.models import PutBackLine
from app.putting_back.path import replan
from app.walks.holder import check_holder
from app.walks.models import SKIPPED


def skip_put_back(lines: Sequence[PutBackLine], actor: Actor) -> dict[str, int]:
    """Leave the stop for later; the rest of the walk is planned again."""
    task = lines[0].task
    check_holder(task, actor)
    for line in still_to_put(lines):
        change(line, "skipped", actor, state=SKIPPED)
    replan(task, standing_at=lines[0].location)
    record(PutBackChanged(task.id, task.wave_id, task.warehouse_id))
    return {"line_id": lines[0].id, "task_id": task.id}
