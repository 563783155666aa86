"""A walk as a line on the plan of the building: the corners that it goes round."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import isfinite

from app.planning.graph import WayPoints
from app.planning.layout import Crossing, Layout, NoWay, Point

NEAR = 1e-6

Spot = tuple[float, float]
"""Metres from aisle 0, and metres from the front."""


def walk_line(layout: Layout, points: Sequence[Point]) -> list[Spot]:
    """The whole walk through `points` in the order given, each of them among its spots. Raises NotInLayout.

    Where no walk leads on, because an aisle is blocked, the line goes straight on.
    """
    line = [layout.metres(points[0])] if points else []
    for one, other in pairwise(points):
        leads_on = isfinite(layout.distance(one, other))
        line += walk_points(layout, one, other)[1:] if leads_on else [layout.metres(other)]
    return line


def walk_points(layout: Layout, one: Point, other: Point) -> list[Spot]:
    """The corners of a shortest walk from `one` to `other`, both included; of equal walks one with few corners.

    It asks for distances only: a crossing lies on the way if going by it is no detour. Raises NotInLayout, NoWay.
    """
    if not isfinite(layout.distance(one, other)):
        raise NoWay(f"no walk leads from {one} to {other}")
    if isinstance(layout, WayPoints):
        return [layout.spots[passed] for passed in layout.passed(one, other)]
    corners: list[Point] = [one]
    while not _is_straight(layout, corners[-1], other):
        ahead = [step for step in _onward(layout, corners[-1], other) if step[1] not in corners]
        corners.append(max(ahead, key=lambda step: (step[0], -abs(step[1].aisle - other.aisle)))[1])
    return [layout.metres(corner) for corner in (*corners, other)]


def _onward(layout: Layout, here: Point, goal: Point) -> Iterator[tuple[float, Crossing]]:
    """Crossings that are on the way and straight ahead, each with its metres from here."""
    whole = layout.distance(here, goal)
    for crossing in _in_line(layout, here):
        metres = layout.distance(here, crossing)
        on_the_way = metres + layout.distance(crossing, goal) <= whole + NEAR
        if on_the_way and crossing != here and _is_straight(layout, here, crossing):
            yield metres, crossing


def _in_line(layout: Layout, here: Point) -> Iterator[Crossing]:
    for cross_aisle in range(len(layout.cross_aisles)):
        yield Crossing(here.aisle, cross_aisle)
    if isinstance(here, Crossing):
        for aisle in range(layout.aisles):
            yield Crossing(aisle, here.cross_aisle)


def _is_straight(layout: Layout, one: Point, other: Point) -> bool:
    """Whether the walk goes along one aisle or one cross-aisle only."""
    (left, front), (right, back) = layout.metres(one), layout.metres(other)
    in_line = one.aisle == other.aisle or (isinstance(one, Crossing) and _shares_cross_aisle(one, other))
    return in_line and layout.distance(one, other) <= abs(left - right) + abs(front - back) + NEAR


def _shares_cross_aisle(one: Crossing, other: Point) -> bool:
    return isinstance(other, Crossing) and one.cross_aisle == other.cross_aisle
