"""The shortest walk for certain: a dynamic programme over the aisles, stretch by stretch.

Sources: Ratliff and Rosenthal (1983), order picking in a rectangular warehouse: a solvable case of the travelling
salesman problem; Roodbergen and de Koster (2001), two blocks; Pansart, Catusse and Cambazard (2018), any number.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import inf

import numpy as np
from numpy.typing import NDArray

from app.planning.layout import Cell, Layout, NoWay, Point
from app.planning.paths.floor import cells_in, crossings_in, opening, terminals, useful_aisles
from app.planning.paths.frontier import Frontier
from app.planning.paths.reach import SETTLED, Step, reach
from app.planning.paths.stretches import Stretch

TWICE = 1e-9
"""Added for a cross-aisle that is walked there and back, the more the farther it is from the start: of equally long
walks the one that comes home on the side of the start reads best."""


@dataclass(frozen=True, slots=True)
class Walked:
    """A stretch of a walk: `marks` are the metres of its two ends and of the points inside that are met, `parts` the
    times that each part between two of them is walked."""

    aisle: int
    block: int
    marks: tuple[float, ...]
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Crossed:
    """How often each cross-aisle is walked between two aisles, which need not be neighbours."""

    left: int
    right: int
    times: tuple[int, ...]


Piece = Walked | Crossed


def shortest_pieces(layout: Layout, cells: Sequence[Cell], start: Point, end: Point) -> list[Piece]:
    """The pieces of a shortest walk from `start` through all `cells` to `end`, from left to right.

    The time grows about fivefold with each block and in proportion to the aisles. Raises NotInLayout for a point that
    is not in the building, NoWay where one cannot be reached.
    """
    search = _Search(layout, start)
    search.settle()
    ends = terminals(layout, start, end)
    stops = _by_stretch(layout, cells)
    aisles = useful_aisles(layout, {layout.position(point)[0] for point in (*cells, start, end)})
    for before, aisle in pairwise([aisles[0], *aisles]):
        if aisle != before:
            search.cross(before, aisle)
        for at, odd in crossings_in(aisle, ends):
            search.touch(at, odd)
            search.settle()
        for block, marks in enumerate(pairwise(layout.cross_aisles)):
            inside = cells_in(layout, aisle, block, ends)
            points = sorted({**dict.fromkeys(stops.get((aisle, block), ()), False), **inside}.items())
            if len(points) > 1 and layout.stretch(aisle, block).blocked:
                raise NoWay("nobody moves in a stretch that is blocked")
            whole = sum(1 if odd else 2 for odd in inside.values()) == 2
            search.walk(aisle, block, Stretch(marks, points, whole, opening(layout, aisle, block)))
            if inside:
                search.settle()
    return search.pieces()


def _by_stretch(layout: Layout, cells: Sequence[Cell]) -> dict[tuple[int, int], set[float]]:
    stops: dict[tuple[int, int], set[float]] = {}
    for cell in cells:
        stops.setdefault((cell.aisle, layout.block_of(cell.cell)), set()).add(layout.position(cell)[1])
    return stops


@lru_cache(maxsize=4096)
def _crossing(step: Step, away: tuple[int, ...]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of each choice, the edges in all, and the penalty for those that are walked twice; `away` ranks the cross-aisles
    by how far they are from the start."""
    edges = np.array(step.edges)
    return edges.sum(axis=1).astype(np.float64), TWICE * (edges == 2) @ np.array(away)


class _Search:
    """The cheapest way to each state so far, and how it was come by."""

    def __init__(self, layout: Layout, start: Point) -> None:
        self._pitch = layout.aisle_pitch
        away = [abs(metres - layout.position(start)[1]) for metres in layout.cross_aisles]
        self._away = tuple(sorted(away).index(metres) for metres in away)
        self._reach = reach(len(layout.blocks), (Frontier.EMPTY,))
        self._metres = np.zeros(1)
        self._trail: list[tuple[Step, NDArray[np.float64], Callable[[int], Piece | None]]] = []

    def touch(self, at: int, odd: bool) -> None:
        """The walk begins or ends at a crossing of this aisle."""
        self._go(self._reach.touched(at, odd), np.zeros(1), lambda choice: None)

    def settle(self) -> None:
        """No terminal comes next; see `Reach.settled`."""
        self._go(self._reach.settled(), np.array(SETTLED), lambda choice: None)

    def walk(self, aisle: int, block: int, stretch: Stretch) -> None:
        """It goes through a stretch."""
        ways = stretch.ways
        step = self._reach.walked(block, ways.codes, ways.beaten)
        metres = np.array(stretch.metres())
        self._go(step, metres, lambda way: Walked(aisle, block, stretch.marks, tuple(stretch.parts(ways.ways[way]))))

    def cross(self, left: int, right: int) -> None:
        """It goes on from one aisle to the next that matters."""
        step = self._reach.crossed(by_edges=True)
        count, penalty = _crossing(step, self._away)
        metres = count * ((right - left) * self._pitch) + penalty
        self._go(step, metres, lambda choice: Crossed(left, right, step.edges[choice]))

    def pieces(self) -> list[Piece]:
        """Those of the shortest walk. Raises NoWay where there is none."""
        self.cross(0, 0)
        place = self._reach.states.index(Frontier.DONE)
        if self._metres[place] == inf:
            raise NoWay("no walk comes to every stop")
        found = []
        for step, totals, describe in reversed(self._trail):
            first = step.starts[place]
            following = step.starts[place + 1] if place + 1 < len(step.starts) else len(totals)
            best = first + int(totals[first:following].argmin())
            piece = describe(int(step.choices[best]))
            if piece and any(piece.parts if isinstance(piece, Walked) else piece.times):
                found.append(piece)
            place = int(step.sources[best])
        return found[::-1]

    def _go(self, step: Step, metres: NDArray[np.float64], describe: Callable[[int], Piece | None]) -> None:
        if not step.after.states:
            raise NoWay("no walk comes to every stop")
        totals = self._metres.take(step.sources)
        totals += metres.take(step.choices)
        self._metres = np.minimum.reduceat(totals, step.starts)
        self._reach = step.after
        self._trail.append((step, totals, describe))
