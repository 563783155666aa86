"""What is left of the walks that are not over: metres on the way that their pickers are led, lines, reaching up."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.db import db
from app.picking.models import PickTask
from app.planning.layout import Cell, Layout, NotInLayout, Point
from app.planning.paths import walk_metres
from app.walks.ends import ends_in
from app.walks.models import ACTIVE, ASSIGNED, FREE, SKIPPED, TODO, Stop
from app.warehouse.models import Location
from app.waves.speeds import Speeds
from app.waves.taken_up import taken_up


@dataclass(frozen=True, slots=True)
class Ahead:
    """A line that is still to do; lines of one stop share its position."""

    position: int
    address: str
    cell: Cell | None
    level: int | None


@dataclass(frozen=True, slots=True)
class OpenWalk:
    """A walk that is not over, and what is left of it: the stops in the order in which they are led to.

    `taken_up_at`: since when its holder is on it, see app/waves/taken_up.py.
    """

    id: int
    wave_id: int
    state: str
    holder_id: int | None
    waits_for_id: int | None
    paused: bool
    kept_back: bool
    taken_up_at: datetime | None
    lane: str
    stops: Sequence[Ahead]

    def metres(self, layout: Layout | None, speeds: Speeds) -> float:
        """From where was picked last, or from the depot, by what is left to the lane."""
        points = self.points(layout, speeds)
        try:
            return walk_metres(layout, points) if layout else 0.0
        except NotInLayout:
            return 0.0

    def points(self, layout: Layout | None, speeds: Speeds) -> list[Point]:
        """The way that is left; none in a building of which too little is known."""
        place = ends_in(layout, self.lane)
        if place.start is None or place.end is None:
            return []
        here = speeds.on_walk(self.id)
        begin: Point = here.cell if here and here.cell else place.start
        return [begin, *(stop.cell for stop in self.stops if stop.cell), place.end]

    def reaching(self, layout: Layout | None) -> float:
        return sum(layout.seconds_to_reach(stop.level) for stop in self.stops) if layout else 0.0


def open_walks(warehouse_id: int) -> list[OpenWalk]:
    """All of the warehouse that are not over, in the order in which they are given out."""
    lane = aliased(Location)
    wanted = (
        select(
            PickTask.id,
            PickTask.wave_id,
            PickTask.state,
            PickTask.holder_id,
            PickTask.waits_for_id,
            PickTask.paused_at,
            PickTask.kept_back,
            lane.address,
        )
        .outerjoin(lane, lane.id == PickTask.end_id)
        .where(PickTask.warehouse_id == warehouse_id, PickTask.state.in_((FREE, ASSIGNED, ACTIVE)))
        .order_by(PickTask.state != ACTIVE, PickTask.priority.desc(), PickTask.due_at.nulls_last(), PickTask.id)
    )
    stops, since = _ahead(warehouse_id), taken_up(warehouse_id)
    return [
        OpenWalk(
            id=walk,
            wave_id=wave,
            state=state,
            holder_id=holder,
            waits_for_id=waits_for,
            paused=paused_at is not None,
            kept_back=kept_back != "",
            taken_up_at=since.get(walk),
            lane=lane_of or "",
            stops=stops[walk],
        )
        for walk, wave, state, holder, waits_for, paused_at, kept_back, lane_of in db.session.execute(wanted)
    ]


def _ahead(warehouse_id: int) -> defaultdict[int, list[Ahead]]:
    """Stops to do by walk, in path order, what was skipped last."""
    wanted = (
        select(Stop.walk_id, Stop.position, Location.address, Location.aisle, Location.cell, Location.level)
        .select_from(PickTask)
        .join(Stop, Stop.walk_id == PickTask.id)
        .join(Location, Location.id == Stop.location_id)
        .where(PickTask.warehouse_id == warehouse_id, PickTask.state.in_((FREE, ASSIGNED, ACTIVE)))
        .where(Stop.state.in_((TODO, SKIPPED)))
        .order_by(Stop.walk_id, Stop.state != TODO, Stop.position, Stop.id)
    )
    found: defaultdict[int, list[Ahead]] = defaultdict(list)
    for walk_id, position, address, aisle, cell, level in db.session.execute(wanted):
        at = None if aisle is None or cell is None else Cell(aisle, cell)
        found[walk_id].append(Ahead(position, address, at, level))
    return found
