"""The path of a put-away: from where the goods wait past their places, the shortest way, to the depot."""

from app.db import db
from app.planning.carts import Place, metres_of
from app.putting_away.models import PutAwayTask
from app.putting_away.queries import lines_of_task
from app.walks import path
from app.walks.ends import ends_in
from app.warehouse.layout import layout_of
from app.warehouse.models import Location


def place_of(task: PutAwayTask) -> Place:
    """The building, from the dock or lane to the depot that is nearest to it."""
    place = ends_in(layout_of(task.warehouse), task.start.address if task.start else "")
    return Place(place.layout, place.end, place.start)


def plan(task: PutAwayTask) -> None:
    """Number the stops in path order."""
    groups = [[line] for line in sorted(lines_of_task(task), key=lambda line: (line.location.address, line.id))]
    place = place_of(task)
    groups = path.shortest(task, place, groups)
    path.number(groups)
    task.metres = metres_of([path.cell_of(line.location) for (line,) in groups], place)


def replan(task: PutAwayTask, standing_at: Location) -> None:
    """Lead on, the shortest way through what is left; skipped stops come last."""
    db.session.flush()
    path.replan(task, place_of(task), [[line] for line in lines_of_task(task)], standing_at)
