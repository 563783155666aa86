"""The walks of a wave on the map of its floor: those under way first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.drawing.floor import walk_sample
from app.picking.models import PickTask
from app.planning.layout import Cell
from app.walks.map import map_of_walks
from app.walks.models import ACTIVE, ASSIGNED, CANCELLED, FREE, Stop
from app.warehouse.models import Location, Warehouse
from app.waves.models import Wave

DRAWN = 8
"""More walks on one map than there are colours, and nobody sees any of them."""
FIRST = {ACTIVE: 0, ASSIGNED: 1, FREE: 2}


@dataclass(frozen=True)
class WalkMap:
    """The picture, the tasks on it each with its stroke, and of how many tasks they are."""

    svg: str
    legend: Sequence[tuple[str, PickTask]]
    of: int


def walk_map(wave: Wave) -> WalkMap:
    """The walks of the wave's tasks; those under way first, then what waits, then what is done."""
    wanted = select(PickTask).where(PickTask.wave_id == wave.id, PickTask.state != CANCELLED)
    loaded = wanted.options(joinedload(PickTask.holder), joinedload(PickTask.end))
    tasks = sorted(db.session.scalars(loaded), key=lambda task: (FIRST.get(task.state, len(FIRST)), task.id))
    shown = tasks[:DRAWN]
    cells = _cells(shown)
    walks = [(cells[task.id], task.end.address if task.end else "") for task in shown]
    svg = map_of_walks(db.session.get_one(Warehouse, wave.warehouse_id), walks)
    return WalkMap(svg, [(walk_sample(turn), task) for turn, task in enumerate(shown, 1)], len(tasks))


def _cells(tasks: Sequence[PickTask]) -> dict[int, list[Cell]]:
    """Where each task's stops lie, in path order; bins outside the layout are left out."""
    ids = [task.id for task in tasks]
    wanted = (
        select(Stop.walk_id, Location.aisle, Location.cell)
        .join(Location, Location.id == Stop.location_id)
        .where(Stop.walk_id.in_(ids))
        .order_by(Stop.walk_id, Stop.position)
    )
    cells: defaultdict[int, list[Cell]] = defaultdict(list)
    for walk_id, aisle, cell in db.session.execute(wanted):
        if aisle is not None and cell is not None:
            cells[walk_id].append(Cell(aisle, cell))
    return cells
