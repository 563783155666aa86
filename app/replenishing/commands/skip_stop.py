"""Skip a stop of a refill: it comes back at the end of the walk, and what hangs on it with it."""

from app.operations import Actor, change
from app.replenishing.commands.at_stop import check_open, told
from app.replenishing.models import RefillLine
from app.replenishing.path import replan
from app.replenishing.queries import put_of
from app.walks.models import SKIPPED, TODO


def skip_stop(line: RefillLine, actor: Actor) -> dict[str, int]:
    """Leave the stop for later; what is taken there is put after it. The rest of the walk is planned again."""
    check_open(line, actor)
    change(line, "skipped", actor, state=SKIPPED)
    if line.takes and not line.done:
        put = put_of(line)
        if put.state == TODO:
            change(put, "skipped", actor, state=SKIPPED)
    replan(line.task, standing_at=line.location)
    return told(line)
