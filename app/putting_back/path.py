"""The path of a put-back: from the lane where the totes stand past the bins, the shortest way, to the depot."""

from collections.abc import Sequence
from itertools import groupby

from app.db import db, guarded_update
from app.picking.ends import ends_in
from app.picking.path import cell_of, led_on
from app.planning.carts import Place, metres_of, path_of
from app.planning.layout import Cell, NotInLayout
from app.putting_back.models import PutBackLine, PutBackTask
from app.putting_back.queries import lines_of_task
from app.walks.models import SKIPPED, Walk
from app.warehouse.layout import layout_of
from app.warehouse.models import Location
from app.warehouse.settings import settings_of

Group = list[PutBackLine]


def place_of(task: PutBackTask) -> Place:
    """The building, from the lane to the depot that is nearest to it."""
    place = ends_in(layout_of(task.warehouse), task.start.address if task.start else "")
    return Place(place.layout, place.end, place.start)


def plan(task: PutBackTask) -> None:
    """Number the stops in path order; units of one lot from one tote for one bin are one stop."""
    groups = _stops(lines_of_task(task))
    place = place_of(task)
    groups = _shortest(task, place, sorted(groups, key=lambda group: group[0].location.address))
    _number(groups)
    task.metres = metres_of([cell_of(group[0].location) for group in groups], place)


def replan(task: PutBackTask, standing_at: Location) -> None:
    """Lead on, the shortest way through what is left; skipped stops come last."""
    db.session.flush()
    groups = [list(group) for _, group in groupby(lines_of_task(task), key=lambda line: line.position)]
    closed = [group for group in groups if not any(line.left for line in group)]
    todo = [group for group in groups if group not in closed and group[0].state != SKIPPED]
    skipped = [group for group in groups if group not in closed and group not in todo]
    _number([*closed, *led_on(task, place_of(task), standing_at, todo), *skipped])
    guarded_update(task, version=Walk.version + 1)


def _stops(lines: Sequence[PutBackLine]) -> list[Group]:
    groups: dict[tuple[int, int, int], Group] = {}
    for line in lines:
        groups.setdefault((line.location_id, line.pick.line.lot_id, line.pick.tote_use_id), []).append(line)
    return list(groups.values())


def _number(groups: Sequence[Group]) -> None:
    for position, group in enumerate(groups, start=1):
        for line in group:
            line.position = position


def _shortest(task: PutBackTask, place: Place, groups: list[Group]) -> list[Group]:
    """As they are in a building of which too little is known; what lies in a blocked aisle comes last."""
    layout, cells = place.layout, [cell_of(group[0].location) for group in groups]
    if layout is None or place.start is None or place.end is None:
        return groups
    try:
        reached = list(dict.fromkeys(cell for cell in cells if cell and not layout.is_blocked(cell)))
        path = path_of(layout, reached, place.start, place.end, settings_of(task.warehouse).path_policy)
    except NotInLayout:
        return groups
    turns = {cell: turn for turn, cell in enumerate(path)}
    return [group for _, group in sorted(zip(cells, groups, strict=True), key=lambda one: _turn(turns, one[0]))]


def _turn(turns: dict[Cell, int], cell: Cell | None) -> int:
    return turns.get(cell, len(turns)) if cell else len(turns)
