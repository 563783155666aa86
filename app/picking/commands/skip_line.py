"""Skip a stop: it comes back at the end of the walk."""

from collections.abc import Sequence

from app.events import record
from app.operations import Actor, change
from app.picking.commands.as_scanned import as_scanned
from app.picking.errors import LineClosed
from app.picking.events import LineSkipped
from app.picking.models import PickLine
from app.picking.path import replan
from app.walks.models import SKIPPED


def skip_line(lines: Sequence[PickLine], actor: Actor) -> dict[str, int]:
    """Leave the stop for later; the rest of the walk is planned again."""
    lines = as_scanned(lines, actor, comes_back=False)
    line = lines[0]
    task = line.task
    left = [one for one in lines if one.to_pick]
    if not left:
        raise LineClosed(address=line.location.address)
    for one in left:
        change(one, "skipped", actor, state=SKIPPED)
    replan(task, standing_at=line.location)
    record(LineSkipped(task.id, task.wave_id, task.warehouse_id, line.id))
    return {"line_id": line.id, "task_id": task.id}
