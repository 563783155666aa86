"""A building that is no grid of aisles: way points, and the ways between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

from app.planning.layout import Cell, Layout, Point
from app.planning.shortest import Shortest


@dataclass(frozen=True, slots=True)
class Way:
    """Floor between two way points, by their numbers; with `one_way` one walks it from `start` to `end` only."""

    start: int
    end: int
    metres: float
    one_way: bool = False


@dataclass(frozen=True)
class WayPoints(Layout):
    """A building of n way points, read as n aisles of one cell: way point i is Cell(i, 0), and Crossing(i, 0) as well.

    `names` are what people call the points, `spots` where they lie on a plan (metres to the right, metres from the
    front), `ways` the floor between them. Made by `way_points`.
    """

    names: tuple[str, ...] = ()
    spots: tuple[tuple[float, float], ...] = ()
    ways: tuple[Way, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if not len(set(self.names)) == len(self.spots) == self.aisles:
            raise ValueError("each way point needs a name of its own and a spot on the plan")
        for way in self.ways:
            if not (0 <= way.start < self.aisles and 0 <= way.end < self.aisles and 0 <= way.metres < inf):
                raise ValueError(f"{way} does not join two way points by metres")

    @cached_property
    def is_grid(self) -> bool:
        return False

    def is_blocked(self, point: Point) -> bool:
        aisle, _ = self.position(point)
        return self.stretch(aisle, 0).blocked

    def metres(self, point: Point) -> tuple[float, float]:
        aisle, _ = self.position(point)
        return self.spots[aisle]

    def distance(self, one: Point, other: Point) -> float:
        (here, _), (there, _) = self.position(one), self.position(other)
        return self._shortest.metres(here, there)

    def way_out(self, point: Point) -> Point:
        if not self.is_blocked(point):
            return point
        there = [(way.metres, way.end) for way in self.ways if way.start == point.aisle]
        there += [(way.metres, way.start) for way in self.ways if way.end == point.aisle and not way.one_way]
        beside = [one for one in sorted(there) if not self.stretch(one[1], 0).blocked]
        return Cell(beside[0][1], 0) if beside else point

    def distances(self, points: Sequence[Point]) -> list[list[float]]:
        return [[self.distance(one, other) for other in points] for one in points]

    def passed(self, one: Point, other: Point) -> list[int]:
        """Numbers of the way points on the shortest walk, both ends included; none where there is no way."""
        (here, _), (there, _) = self.position(one), self.position(other)
        return self._shortest.nodes(here, there)

    @cached_property
    def _shortest(self) -> Shortest:
        steps: dict[int, list[tuple[int, float]]] = {}
        for way in self.ways:
            if self.stretch(way.start, 0).blocked or self.stretch(way.end, 0).blocked:
                continue
            steps.setdefault(way.start, []).append((way.end, way.metres))
            if not way.one_way:
                steps.setdefault(way.end, []).append((way.start, way.metres))
        return Shortest(steps)


def way_points(
    spots: Mapping[str, tuple[float, float]],
    ways: Sequence[Way],
    depots: Mapping[str, Point],
    lanes: Mapping[str, Point],
    reach_seconds: tuple[float, ...] = (),
) -> WayPoints:
    """The building of these way points, numbered in the order in which they are given.

    Raises NotInLayout where a depot or lane is none of them, ValueError for a way that joins nothing.
    """
    return WayPoints(
        aisles=len(spots),
        blocks=(1,),
        aisle_pitch=0.0,
        cell_pitch=0.0,
        end_to_cell=0.0,
        depots=depots,
        lanes=lanes,
        reach_seconds=reach_seconds,
        names=tuple(spots),
        spots=tuple(spots.values()),
        ways=tuple(ways),
    )
