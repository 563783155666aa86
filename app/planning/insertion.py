"""Where a stop that is added to a walk under way costs the least."""

from collections.abc import Sequence

from app.planning.layout import Layout, Point


def cheapest_place(layout: Layout, standing_at: Point, walk: Sequence[Point], stop: Point) -> int:
    """The index in `walk` (the stops still to do) before which `stop` adds the fewest metres; the first of equals.

    Raises NotInLayout for a point outside the building.
    """
    points = [standing_at, *walk]
    cheapest, best = 0, float("inf")
    for index, before in enumerate(points):
        detour = layout.distance(before, stop)
        if index < len(walk):
            detour += layout.distance(stop, walk[index]) - layout.distance(before, walk[index])
        if detour < best - 1e-9:
            cheapest, best = index, detour
    return cheapest
