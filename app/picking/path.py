"""The path of a walk under way: what is left is planned again from where its picker stands.

The numbers of the stops are their order on the page; the lines of one stop share a number.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import TypeVar

from app.db import db, guarded_update
from app.picking.ends import place_of
from app.picking.models import PickLine, PickTask
from app.picking.queries import lines_of_task
from app.planning.carts import Place
from app.planning.layout import Cell, NotInLayout
from app.planning.onward import onward
from app.walks.models import SKIPPED, Stop, Walk
from app.warehouse.models import Location
from app.warehouse.settings import settings_of

Group = list[PickLine]
S = TypeVar("S", bound=Stop)


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
    for position, group in enumerate([*closed, *led_on(task, place_of(task), standing_at, todo), *skipped], start=1):
        for line in group:
            line.position = position
    guarded_update(task, version=Walk.version + 1)


def led_on(walk: Walk, place: Place, standing_at: Location, todo: list[list[S]]) -> list[list[S]]:
    """The stops in path order to the end of `place`; as they are in a building of which too little is known."""
    here = cell_of(standing_at)
    cells = [cell for group in todo if (cell := cell_of(group[0].location))]
    if place.layout is None or place.end is None or here is None or len(cells) < len(todo):
        return todo
    try:
        order = onward(place.layout, here, cells, place.end, settings_of(walk.warehouse).path_policy)
    except NotInLayout:
        return todo
    return [todo[index] for index in order]


def cell_of(location: Location) -> Cell | None:
    """Where a bin is in the building; None for what has no place there."""
    if location.aisle is None or location.cell is None:
        return None
    return Cell(location.aisle, location.cell)


def _add(todo: list[Group], line: PickLine) -> None:
    for group in todo:
        if same_stop(group[0], line):
            group.append(line)
            return
    todo.append([line])


def same_stop(one: PickLine, other: PickLine) -> bool:
    """Whether both are picked in one go: same bin, lot and place on the cart."""
    return (one.location_id, one.lot_id, one.place_id) == (other.location_id, other.lot_id, other.place_id)
