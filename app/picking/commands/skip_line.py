"""Skip a stop: it comes back at the end of the walk."""

from collections.abc import Sequence

from app.events import record
from app.operations import Actor, change
from app.picking.commands.holder import check_holder
from app.picking.commands.stop_order import still_wanted
from app.picking.errors import LineClosed
from app.picking.events import LineSkipped
from app.picking.models import PickLine
from app.picking.path import replan
from app.walks.models import SKIPPED


def skip_line(lines: Sequence[PickLine], actor: Actor) -> dict[str, int]:
    """Leave the stop for later; the rest of the walk is planned again."""
    lines = still_wanted(lines)
    line = lines[0]
    task = line.task
    check_holder(task, actor)
    left = [one for one in lines if one.to_pick]
    if not left:
        raise LineClosed(address=line.location.address)
    for one in left:
        change(one, "skipped", actor, state=SKIPPED)
    replan(task, standing_at=line.location)
    record(LineSkipped(task.id, task.wave_id, task.warehouse_id, line.id))
    return {"line_id": line.id, "task_id": task.id}
