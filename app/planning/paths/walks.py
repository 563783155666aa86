"""What a path is, and how long one is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.planning.layout import Cell, Layout, Point


@dataclass(frozen=True)
class Path:
    """`order` holds indexes into the stops that were asked for; `metres` is the walk from the start to the end."""

    order: tuple[int, ...]
    metres: float


def walk_metres(layout: Layout, points: Sequence[Point]) -> float:
    """Metres of the walk through `points` in the order given; infinite where none leads on. Raises NotInLayout."""
    return sum(layout.distance(one, other) for one, other in pairwise(points))


def distances(layout: Layout, points: Sequence[Point]) -> list[list[float]]:
    """Metres from each of n points (row) to each (column). Raises NotInLayout."""
    return layout.distances(points)


def path_through(
    layout: Layout,
    stops: Sequence[Cell],
    start: Point,
    end: Point,
    cells: Iterable[Cell],
    weights: Sequence[float] = (),
) -> Path:
    """The path that visits the cells of `stops` in the order of `cells`.

    Stops of one cell (both sides, all levels) follow each other, the heaviest first where `weights` (of each stop) are
    given, else as they stand. Raises NotInLayout.
    """
    rank = {cell: place for place, cell in enumerate(cells)}
    heaviest = weights or [0.0] * len(stops)
    order = sorted(range(len(stops)), key=lambda index: (rank[stops[index]], -heaviest[index], index))
    return Path(tuple(order), walk_metres(layout, [start, *rank, end]))
