"""The live map: who is where by the last scan, what is still to be visited, where people get into each other's way."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext, ngettext

from app.clock import now
from app.drawing.floor import Words, floor_svg
from app.drawing.live import Crowd, Live, Person, live_svg
from app.floor.pickers import PickerView
from app.planning.graph import WayPoints
from app.planning.layout import Cell, Layout, NotInLayout, Point
from app.walks.models import ACTIVE
from app.warehouse.blocking import aisle_names
from app.warehouse.layout import layout_of
from app.warehouse.models import Warehouse
from app.waves.left import OpenWalk
from app.waves.risk import Floor

THERE = timedelta(minutes=30)
"""Who has not scanned for longer is not drawn any more."""
IN_AISLE = timedelta(minutes=3)
"""So long after a scan somebody is taken to be in that aisle yet."""
SOON = 3
"""Stops ahead that count for a crowd to come, and people that make one; two who stand there make one now."""
CROWDS = 8
"""The worst are told; on a full floor there is somebody in each aisle."""
WAYS = 24
"""Ways drawn at once; more, and nobody sees any of them. Those of the most endangered waves come first."""


@dataclass(frozen=True)
class LiveMap:
    """The sheet over the floor, and its crowds in words: the aisle, whether they are there now, how many."""

    svg: str
    crowds: Sequence[tuple[str, bool, int]]


def ground(warehouse: Warehouse) -> str:
    """The floor without anybody on it; empty without a layout."""
    layout = layout_of(warehouse)
    if layout is None:
        return ""
    return floor_svg(layout, Words(gettext("Map of the floor")), aisles=aisle_names(warehouse))


def live_map(warehouse: Warehouse, floor: Floor, pickers: Sequence[PickerView], with_heat: bool = False) -> LiveMap:
    """As it is now; empty without a layout."""
    layout, at = floor.layout, now()
    if layout is None:
        return LiveMap("", ())
    walking = [walk for walk in floor.walks if walk.state == ACTIVE and walk.holder_id]
    people = _people(pickers, floor, layout, at)
    crowds = _crowds(layout, floor, walking, at)
    live = Live(
        people=people,
        stops=_known(layout, (stop.cell for walk in walking for stop in walk.stops)),
        ways=[way for walk in _endangered(floor, walking)[:WAYS] if (way := _way(layout, floor, walk))],
        crowds=crowds,
        visits={cell: count for cell, count in floor.speeds.heat(at).items() if _is_in(layout, cell)}
        if with_heat
        else None,
    )
    names = aisle_names(warehouse)
    told = {(_name(names, crowd.aisle), crowd.is_now): crowd.people for crowd in reversed(crowds)}
    by_scan = ngettext("%(num)s person by their last scan", "%(num)s people by their last scan", len(people))
    words = Words(gettext("Who is where"), by_scan)
    return LiveMap(live_svg(layout, words, live), [(*place, people) for place, people in reversed(told.items())])


def _people(pickers: Sequence[PickerView], floor: Floor, layout: Layout, at: datetime) -> list[Person]:
    found = []
    for view in pickers:
        here = floor.speeds.here(view.worker_id)
        if here and here.cell and at - here.at < THERE and _is_in(layout, here.cell):
            initials = "".join(part[0].upper() for part in view.name.split()[:2])
            found.append(Person(str(view.worker_id), initials, view.name, here.cell, view.away))
    return found


def _endangered(floor: Floor, walks: Sequence[OpenWalk]) -> list[OpenWalk]:
    """The walks whose waves take longest yet come first."""
    return sorted(walks, key=lambda walk: (-floor.seconds.get(walk.wave_id, 0.0), walk.id))


def _way(layout: Layout, floor: Floor, walk: OpenWalk) -> list[Point]:
    points = walk.points(layout, floor.speeds)
    return points if all(_is_in(layout, point) for point in points) else []


def _crowds(layout: Layout, floor: Floor, walks: Sequence[OpenWalk], at: datetime) -> list[Crowd]:
    """Stretches with two or more: those who scanned there lately, then those who are led there next."""
    there: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    coming: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for walk in walks:
        holder = walk.holder_id or 0
        here = floor.speeds.on_walk(walk.id)
        if here and here.cell and at - here.at < IN_AISLE and _is_in(layout, here.cell):
            there[_stretch(layout, here.cell)].add(holder)
        for cell in _known(layout, (stop.cell for stop in walk.stops[:SOON])):
            coming[_stretch(layout, cell)].add(holder)
    full = {place: len(people) for place, people in there.items() if len(people) > 1}
    together = {place: len(there[place] | coming[place]) for place in coming if place not in full}
    crowds = [Crowd(*place, people, is_now=True) for place, people in sorted(full.items())]
    crowds += [Crowd(*place, people, is_now=False) for place, people in sorted(together.items()) if people >= SOON]
    return sorted(crowds, key=lambda crowd: (not crowd.is_now, -crowd.people))[:CROWDS]


def _stretch(layout: Layout, cell: Cell) -> tuple[int, int]:
    return cell.aisle, 0 if isinstance(layout, WayPoints) else layout.block_of(cell.cell)


def _known(layout: Layout, cells: Iterable[Cell | None]) -> list[Cell]:
    return [cell for cell in cells if cell and _is_in(layout, cell)]


def _is_in(layout: Layout, point: Point) -> bool:
    try:
        layout.position(point)
    except NotInLayout:
        return False
    return True


def _name(names: Sequence[str], aisle: int) -> str:
    return names[aisle] if aisle < len(names) else str(aisle + 1)
