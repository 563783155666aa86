"""The path of a walk: its stops in the shortest order, planned again from where its holder stands.

The numbers of the stops are their order on the page; the stops of one number are done in one go.
"""

from collections.abc import Sequence
from typing import TypeVar

from app.db import db, guarded_update
from app.planning.carts import Place, path_of
from app.planning.layout import Cell, NotInLayout
from app.planning.onward import onward
from app.walks.models import SKIPPED, TODO, Stop, Walk
from app.warehouse.models import Location
from app.warehouse.settings import settings_of

S = TypeVar("S", bound=Stop)


def replan(walk: Walk, place: Place, groups: Sequence[list[S]], standing_at: Location) -> None:
    """Lead on, the shortest way through what is left; what is done keeps its order, skipped stops come last."""
    db.session.flush()
    closed = [group for group in groups if not any(stop.state in (TODO, SKIPPED) for stop in group)]
    todo = [group for group in groups if group not in closed and group[0].state != SKIPPED]
    skipped = [group for group in groups if group not in closed and group not in todo]
    number([*closed, *led_on(walk, place, standing_at, todo), *skipped])
    guarded_update(walk, version=Walk.version + 1)


def number(groups: Sequence[Sequence[Stop]]) -> None:
    """Their order on the page is their order in the path."""
    for position, group in enumerate(groups, start=1):
        for stop in group:
            stop.position = position


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


def shortest(walk: Walk, place: Place, groups: list[list[S]]) -> list[list[S]]:
    """In path order from end to end of `place`; as they are in a building of which too little is known.

    What lies in a blocked aisle, or nowhere in the building, comes last.
    """
    layout, cells = place.layout, [cell_of(group[0].location) for group in groups]
    if layout is None or place.start is None or place.end is None:
        return groups
    try:
        reached = list(dict.fromkeys(cell for cell in cells if cell and not layout.is_blocked(cell)))
        path = path_of(layout, reached, place.start, place.end, settings_of(walk.warehouse).path_policy)
    except NotInLayout:
        return groups
    turns = {cell: turn for turn, cell in enumerate(path)}
    return [group for _, group in sorted(zip(cells, groups, strict=True), key=lambda one: _turn(turns, one[0]))]


def cell_of(location: Location) -> Cell | None:
    """Where a bin is in the building; None for what has no place there."""
    if location.aisle is None or location.cell is None:
        return None
    return Cell(location.aisle, location.cell)


def _turn(turns: dict[Cell, int], cell: Cell | None) -> int:
    return turns.get(cell, len(turns)) if cell else len(turns)
