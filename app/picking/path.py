"""The path of a walk under way: what is left is planned again from where its picker stands.

The numbers of the stops are their order on the page; the lines of one stop share a number.
"""

from collections.abc import Sequence
from itertools import groupby

from app.db import db, guarded_update
from app.picking.ends import place_of
from app.picking.models import PickLine, PickTask
from app.picking.queries import lines_of_task
from app.planning.layout import Cell, NotInLayout
from app.planning.onward import onward
from app.walks.models import SKIPPED, Walk
from app.warehouse.models import Location
from app.warehouse.settings import settings_of

Group = list[PickLine]


def replan(task: PickTask, standing_at: Location, added: Sequence[PickLine] = ()) -> None:
    """Lead the picker on, the shortest way through what is left and `added`; skipped stops come last.

    What is done keeps its order, and what lies where the picker stands is done first.
    """
    db.session.flush()
    new = {line.id for line in added}
    groups = [list(group) for _, group in groupby(lines_of_task(task), key=lambda line: line.position)]
    groups = [kept for group in groups if (kept := [line for line in group if line.id not in new])]
    closed = [group for group in groups if not any(line.to_pick for line in group)]
    todo = [group for group in groups if group not in closed and group[0].state != SKIPPED]
    skipped = [group for group in groups if group not in closed and group not in todo]
    for line in added:
        _add(todo, line)
    for position, group in enumerate([*closed, *_led_on(task, standing_at, todo), *skipped], start=1):
        for line in group:
            line.position = position
    guarded_update(task, version=Walk.version + 1)


def _add(todo: list[Group], line: PickLine) -> None:
    for group in todo:
        if _same_stop(group[0], line):
            group.append(line)
            return
    todo.append([line])


def _led_on(task: PickTask, standing_at: Location, todo: list[Group]) -> list[Group]:
    """The stops in path order; as they are in a building of which too little is known."""
    place, here = place_of(task), _cell(standing_at)
    cells = [cell for group in todo if (cell := _cell(group[0].location))]
    if place.layout is None or place.end is None or here is None or len(cells) < len(todo):
        return todo
    try:
        order = onward(place.layout, here, cells, place.end, settings_of(task.warehouse).path_policy)
    except NotInLayout:
        return todo
    return [todo[index] for index in order]


def _same_stop(one: PickLine, other: PickLine) -> bool:
    return (one.location_id, one.lot_id, one.place_id) == (other.location_id, other.lot_id, other.place_id)


def _cell(location: Location) -> Cell | None:
    if location.aisle is None or location.cell is None:
        return None
    return Cell(location.aisle, location.cell)
