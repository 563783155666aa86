"""The path of a walk under way: stops that are added or skipped find their place, the rest stays as it was.

The numbers of the stops are their order on the page; the lines of one stop share a number.
"""

from collections.abc import Sequence
from itertools import groupby

from app.db import db, guarded_update
from app.picking.models import PickLine, PickTask
from app.picking.queries import lines_of_task
from app.planning.insertion import cheapest_place
from app.planning.layout import Cell
from app.walks.models import SKIPPED, Walk
from app.warehouse.layout import building_of
from app.warehouse.models import Location, Warehouse

Group = list[PickLine]


def replan(task: PickTask, standing_at: Location, added: Sequence[PickLine] = ()) -> None:
    """Put `added` lines where they cost the fewest metres and skipped stops last; what is done keeps its order."""
    db.session.flush()
    new = {line.id for line in added}
    groups = [list(group) for _, group in groupby(lines_of_task(task), key=lambda line: line.position)]
    groups = [kept for group in groups if (kept := [line for line in group if line.id not in new])]
    closed = [group for group in groups if not any(line.to_pick for line in group)]
    todo = [group for group in groups if group not in closed and group[0].state != SKIPPED]
    skipped = [group for group in groups if group not in closed and group not in todo]
    for line in added:
        _insert(task, todo, line, standing_at)
    for position, group in enumerate([*closed, *todo, *skipped], start=1):
        for line in group:
            line.position = position
    guarded_update(task, version=Walk.version + 1)


def _insert(task: PickTask, todo: list[Group], line: PickLine, standing_at: Location) -> None:
    for group in todo:
        if _same_stop(group[0], line):
            group.append(line)
            return
    layout = building_of(db.session.get_one(Warehouse, task.warehouse_id))
    walk = [_cell(group[0].location) for group in todo]
    todo.insert(cheapest_place(layout, _cell(standing_at), walk, _cell(line.location)), [line])


def _same_stop(one: PickLine, other: PickLine) -> bool:
    return (one.location_id, one.lot_id, one.place_id) == (other.location_id, other.lot_id, other.place_id)


def _cell(location: Location) -> Cell:
    return Cell(location.aisle or 0, location.cell or 0)
