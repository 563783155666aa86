"""Skip a stop of a count: it comes back at the end of the walk."""

from app.counting.commands.confirm_count import check_open
from app.counting.events import CountChanged
from app.counting.models import CountLine
from app.counting.path import replan
from app.events import record
from app.operations import Actor, change
from app.walks.holder import check_holder
from app.walks.models import SKIPPED


def skip_count(line: CountLine, actor: Actor) -> dict[str, int]:
    """Leave the stop for later; the rest of the walk is planned again. Raises CountOff or CountedAlready."""
    check_holder(line.task, actor)
    check_open(line)
    change(line, "skipped", actor, state=SKIPPED)
    replan(line.task, standing_at=line.location)
    record(CountChanged(line.task.warehouse_id))
    return {"line_id": line.id, "task_id": line.walk_id}
