"""The shortest walk for certain: a dynamic programme over the aisles, stretch by stretch.

Sources: Ratliff and Rosenthal (1983), order picking in a rectangular warehouse: a solvable case of the travelling
salesman problem; Roodbergen and de Koster (2001), two blocks; Pansart, Catusse and Cambazard (2018), any number.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import inf

from app.planning.layout import Cell, Layout, NoWay, Point
from app.planning.paths.floor import cells_in, crossings_in, opening, terminals, useful_aisles
from app.planning.paths.frontier import Steps, frontier
from app.planning.paths.stretches import Way, ways

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

    The time grows about sevenfold with each block and in proportion to the aisles. Raises NotInLayout for a point that
    is not in the building, NoWay where one cannot be reached.
    """
    search = _Search(layout, start)
    ends = terminals(layout, start, end)
    stops = _by_stretch(layout, cells)
    aisles = useful_aisles(layout, {layout.position(point)[0] for point in (*cells, start, end)})
    for before, aisle in pairwise([aisles[0], *aisles]):
        if aisle != before:
            search.cross(before, aisle)
        for at, odd in crossings_in(aisle, ends):
            search.touch(at, odd)
        for block, marks in enumerate(pairwise(layout.cross_aisles)):
            inside = cells_in(layout, aisle, block, ends)
            points = sorted({**dict.fromkeys(stops.get((aisle, block), ()), False), **inside}.items())
            whole = sum(1 if odd else 2 for odd in inside.values()) == 2
            choices = ways(marks, points, opening(layout, aisle, block), whole)
            if len(points) > 1 and layout.stretch(aisle, block).blocked:
                choices = []
            search.walk(aisle, block, (marks[0], *(at for at, _ in points), marks[1]), choices)
    return search.pieces()


def _by_stretch(layout: Layout, cells: Sequence[Cell]) -> dict[tuple[int, int], set[float]]:
    stops: dict[tuple[int, int], set[float]] = {}
    for cell in cells:
        stops.setdefault((cell.aisle, layout.block_of(cell.cell)), set()).add(layout.position(cell)[1])
    return stops


class _Across(dict[int, list[tuple[int, float, int, tuple[int, ...]]]]):
    """The ways on to the next aisle by state: (edges in all, penalty, state there, edges by cross-aisle)."""

    def __init__(self, blocks: int, away: tuple[int, ...]) -> None:
        super().__init__()
        self._states = frontier(blocks)
        self._away = away

    def __missing__(self, state: int) -> list[tuple[int, float, int, tuple[int, ...]]]:
        self[state] = found = [
            (count, TWICE * sum(off for times, off in zip(edges, self._away, strict=True) if times == 2), number, edges)
            for count, edges, number in self._states.across(state)
        ]
        return found


@lru_cache(maxsize=64)
def _across(blocks: int, away: tuple[int, ...]) -> _Across:
    return _Across(blocks, away)


class _Search:
    """The cheapest way to each state so far, and how it was come by."""

    def __init__(self, layout: Layout, start: Point) -> None:
        self._states = frontier(len(layout.blocks))
        self._pitch = layout.aisle_pitch
        away = [abs(metres - layout.position(start)[1]) for metres in layout.cross_aisles]
        self._across = _across(len(layout.blocks), tuple(sorted(away).index(metres) for metres in away))
        self._metres = {self._states.EMPTY: 0.0}
        self._trail: list[tuple[dict[int, tuple[int, int]], Callable[[int, int], Piece | None]]] = []

    def touch(self, at: int, odd: bool) -> None:
        """The walk begins or ends at a crossing of this aisle."""
        following = self._states.touch(at, int(odd))
        self._step([(following, 0.0)], lambda state, choice: None)

    def walk(self, aisle: int, block: int, marks: tuple[float, ...], choices: list[Way]) -> None:
        """It goes through a stretch in one of these ways."""
        steps = [(self._states.stretch(block, way.code), way.metres) for way in choices]
        self._step(steps, lambda state, choice: Walked(aisle, block, marks, choices[choice].parts))

    def cross(self, left: int, right: int) -> None:
        """It goes on from one aisle to the next that matters."""
        pitch = (right - left) * self._pitch
        metres: dict[int, float] = {}
        came: dict[int, tuple[int, int]] = {}
        across = self._across
        for state, so_far in self._metres.items():
            for choice, (count, penalty, number, _) in enumerate(across[state]):
                total = so_far + count * pitch + penalty
                if total < metres.get(number, inf):
                    metres[number], came[number] = total, (state, choice)
        self._metres = metres
        self._trail.append((came, lambda state, choice: Crossed(left, right, across[state][choice][3])))

    def pieces(self) -> list[Piece]:
        """Those of the shortest walk. Raises NoWay where there is none."""
        self.cross(0, 0)
        number = self._states.DONE if self._states.DONE in self._metres else self._states.EMPTY
        if number not in self._metres:
            raise NoWay("no walk comes to every stop")
        found = []
        for came, describe in reversed(self._trail):
            state, choice = came[number]
            piece = describe(state, choice)
            if piece and any(piece.parts if isinstance(piece, Walked) else piece.times):
                found.append(piece)
            number = state
        return found[::-1]

    def _step(self, steps: list[tuple[Steps, float]], describe: Callable[[int, int], Piece | None]) -> None:
        metres: dict[int, float] = {}
        came: dict[int, tuple[int, int]] = {}
        for choice, (following, more) in enumerate(steps):
            for state, so_far in self._metres.items():
                number = following[state]
                if number >= 0 and so_far + more < metres.get(number, inf):
                    metres[number], came[number] = so_far + more, (state, choice)
        self._metres = metres
        self._trail.append((came, describe))
