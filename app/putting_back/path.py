"""The path of a put-back: from the lane where the totes stand past the bins, the shortest way, to the depot."""

from collections.abc import Sequence
from itertools import groupby

from app.db import db
from app.planning.carts import Place, metres_of
from app.putting_back.models import PutBackLine, PutBackTask
from app.putting_back.queries import lines_of_task
from app.walks import path
from app.walks.ends import ends_in
from app.warehouse.layout import layout_of
from app.warehouse.models import Location

Group = list[PutBackLine]


def place_of(task: PutBackTask) -> Place:
    """The building, from the lane to the depot that is nearest to it."""
    place = ends_in(layout_of(task.warehouse), task.start.address if task.start else "")
    return Place(place.layout, place.end, place.start)


def plan(task: PutBackTask) -> None:
    """Number the stops in path order; units of one lot from one tote for one bin are one stop."""
    groups = _stops(lines_of_task(task))
    place = place_of(task)
    groups = path.shortest(task, place, sorted(groups, key=lambda group: group[0].location.address))
    path.number(groups)
    task.metres = metres_of([path.cell_of(group[0].location) for group in groups], place)


def replan(task: PutBackTask, standing_at: Location) -> None:
    """Lead on, the shortest way through what is left; skipped stops come last."""
    db.session.flush()
    groups = [list(group) for _, group in groupby(lines_of_task(task), key=lambda line: line.position)]
    path.replan(task, place_of(task), groups, standing_at)


def _stops(lines: Sequence[PutBackLine]) -> list[Group]:
    groups: dict[tuple[int, int, int], Group] = {}
    for line in lines:
        groups.setdefault((line.location_id, line.pick.line.lot_id, line.pick.tote_use_id), []).append(line)
    return list(groups.values())
