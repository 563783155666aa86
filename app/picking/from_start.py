"""The path of a walk that nobody has begun, planned anew from its start; and how far a walk is by now."""

from math import isfinite

from app.db import db, guarded_update
from app.picking.models import PickLine, PickTask
from app.picking.path import same_stop
from app.picking.queries import lines_of_task
from app.planning.carts import metres_of, path_of
from app.planning.layout import NotInLayout
from app.walks.ends import place_of
from app.walks.models import Walk
from app.walks.path import cell_of
from app.warehouse.settings import settings_of

Group = list[PickLine]


def plan_from_start(task: PickTask) -> None:
    """Lead through all stops the shortest way; its lines may have come from other walks."""
    db.session.flush()
    stops: list[Group] = []
    for line in lines_of_task(task):
        group = next((group for group in stops if same_stop(group[0], line)), None)
        if group is None:
            stops.append([line])
        else:
            group.append(line)
    for position, group in enumerate(_led(task, stops), start=1):
        for line in group:
            line.position = position
    measure(task)
    guarded_update(task, version=Walk.version + 1)


def measure(task: PickTask) -> None:
    """Note how far the walk is by now, with all that was walked already."""
    db.session.flush()
    try:
        metres = metres_of([cell_of(line.location) for line in lines_of_task(task)], place_of(task))
    except NotInLayout:
        return
    if isfinite(metres):
        guarded_update(task, metres=metres)


def _led(task: PickTask, stops: list[Group]) -> list[Group]:
    """In path order; by address in a building of which too little is known."""
    place = place_of(task)
    cells = [cell for group in stops if (cell := cell_of(group[0].location))]
    if place.layout is None or place.start is None or place.end is None or len(cells) < len(stops):
        return sorted(stops, key=lambda group: group[0].location.address)
    policy = settings_of(task.warehouse).path_policy
    try:
        path = path_of(place.layout, list(dict.fromkeys(cells)), place.start, place.end, policy)
    except NotInLayout:
        return stops
    turns = {cell: turn for turn, cell in enumerate(path)}
    return [stops[index] for index in sorted(range(len(stops)), key=lambda index: turns[cells[index]])]
