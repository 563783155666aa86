"""Where a walk begins and ends in the building: at the depot that is nearest to its lane, and at the lane.

And how far it is from stop to stop between them.
"""

from collections.abc import Callable, Iterable, Iterator
from math import isfinite
from typing import TypeVar

from app.planning.carts import Place
from app.planning.layout import Cell, Layout, NotInLayout, Point
from app.walks.models import Walk
from app.walks.path import cell_of
from app.warehouse.layout import layout_of
from app.warehouse.models import Location

T = TypeVar("T")


def place_of(walk: Walk) -> Place:
    """The walk's building with both ends; they are missing where the warehouse has no layout."""
    return ends_in(layout_of(walk.warehouse), walk.end.address if walk.end else "")


def ends_in(layout: Layout | None, lane: str) -> Place:
    """The ends of a walk whose totes go to `lane`; one that the building does not have stands for its first depot."""
    if layout is None or not layout.depots:
        return Place(layout)
    end = layout.lanes.get(lane) or next(iter(layout.depots.values()))
    start = min(layout.depots.values(), key=lambda depot: layout.distance(depot, end))
    return Place(layout, start, end)


def with_metres(place: Place, stops: Iterable[T], where: Callable[[T], Location]) -> Iterator[tuple[T, float]]:
    """Each stop with the metres to it from the one before, the first from the start; `where` it lies."""
    before = place.start
    for stop in stops:
        here = cell_of(where(stop))
        yield stop, round(_metres_between(place.layout, before, here), 1) if place.layout else 0.0
        before = here or before


def _metres_between(layout: Layout, before: Point | None, here: Cell | None) -> float:
    """Nothing is said of a way that the building lacks, or that was blocked meanwhile."""
    if before is None or here is None:
        return 0.0
    try:
        metres = layout.distance(before, here)
    except NotInLayout:
        return 0.0
    return metres if isfinite(metres) else 0.0
