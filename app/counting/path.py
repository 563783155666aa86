"""The path of a count: past its bins, the shortest way, from the depot and back."""

from app.counting.models import CountLine, CountTask
from app.counting.queries import lines_of_task
from app.db import db
from app.planning.carts import metres_of
from app.walks import path
from app.walks.ends import place_of
from app.warehouse.models import Location

Group = list[CountLine]


def plan(task: CountTask) -> None:
    """Number the stops in path order; what is counted in one bin stands together."""
    db.session.flush()
    groups: list[Group] = [[line] for line in sorted(lines_of_task(task), key=_by_address)]
    place = place_of(task)
    groups = path.shortest(task, place, groups)
    path.number(groups)
    task.metres = metres_of([path.cell_of(group[0].location) for group in groups], place)


def replan(task: CountTask, standing_at: Location) -> None:
    """Lead on, the shortest way through what is left; skipped stops come last."""
    db.session.flush()
    groups: list[Group] = [[line] for line in lines_of_task(task)]
    path.replan(task, place_of(task), groups, standing_at)


def _by_address(line: CountLine) -> tuple[str, int]:
    return line.location.address, line.id
