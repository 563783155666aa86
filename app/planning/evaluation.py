"""The lengths of thousands of walks at once: what batching asks when it weighs which orders share a cart.

It is the dynamic programme of `paths.exact` (Ratliff and Rosenthal 1983; Pansart, Catusse and Cambazard 2018) with a
row of numbers, one for each candidate, in place of each number: which state follows which does not depend on what a
candidate visits, only the metres do.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.planning.layout import Cell, Layout, Point
from app.planning.paths.floor import cells_in, crossings_in, opening, terminals, useful_aisles
from app.planning.paths.frontier import NOWHERE, Frontier, frontier
from app.planning.paths.rows import Metres, Stretch

CHUNK = 2048
"""Candidates that are weighed side by side: few enough to stay in the processor's cache."""

Step = tuple[tuple[tuple[int, tuple[int, ...]], ...], ...]
"""For each state that may follow: (choice, the states from which that choice leads there), as places in the rows."""


class Evaluator:
    """Weighs walks from `start` to `end` through any of `cells` (which may repeat) in a grid of up to four blocks.

    An evaluation takes some 3 µs in one block of 20 aisles, 10 µs in two and 70 µs in three; that of one candidate
    alone some milliseconds. Raises NotInLayout.
    """

    def __init__(self, layout: Layout, cells: Sequence[Cell], start: Point, end: Point) -> None:
        self.cells = tuple(cells)
        self._steps = list(_steps(layout, self.cells, start, end))

    def metres(self, visits: NDArray[np.bool_]) -> NDArray[np.float64]:
        """The metres of the shortest walk through each candidate's cells; infinite where no walk reaches them.

        `visits` has the shape (candidates, cells) and tells which cells each visits; the answer (candidates,).
        Equal to the metres of `paths.plan_path`.
        """
        found = np.empty(len(visits))
        for first in range(0, len(visits), CHUNK):
            chunk = np.ascontiguousarray(visits[first : first + CHUNK].T)
            found[first : first + CHUNK] = self._weighed(chunk)
        return found

    def metres_of_unions(
        self, orders: NDArray[np.bool_], members: Sequence[Sequence[int] | NDArray[np.intp]]
    ) -> NDArray[np.float64]:
        """The metres of each batch: `orders` has the shape (orders, cells), `members` names each batch's orders."""
        visits = np.zeros((len(members), len(self.cells)), dtype=np.bool_)
        for row, some in zip(visits, members, strict=True):
            np.logical_or.reduce(orders[some], axis=0, out=row)
        return self.metres(visits)

    def _weighed(self, visits: NDArray[np.bool_]) -> NDArray[np.float64]:
        rows = np.zeros((1, visits.shape[1]))
        for step, choices in self._steps:
            metres = choices.metres(visits) if isinstance(choices, Stretch) else choices
            rows = _stepped(rows, step, metres)
        return rows[0] if len(rows) else np.full(visits.shape[1], np.inf)


def _stepped(rows: NDArray[np.float64], step: Step, metres: Sequence[Metres]) -> NDArray[np.float64]:
    """The cheapest way to each following state, for each candidate."""
    following = np.empty((len(step), rows.shape[1]))
    spare = np.empty(rows.shape[1])
    before = list(rows)
    for target, entries in zip(following, step, strict=True):
        into = target
        for choice, sources in entries:
            cheapest = before[sources[0]]
            for source in sources[1:]:
                cheapest = np.minimum(cheapest, before[source], out=into)
            np.add(cheapest, metres[choice], out=into)
            if into is spare:
                np.minimum(target, spare, out=target)
            into = spare
    return following


def _steps(
    layout: Layout, cells: tuple[Cell, ...], start: Point, end: Point
) -> Iterator[tuple[Step, Sequence[Metres] | Stretch]]:
    """What happens from left to right, each step with the metres of its choices."""
    blocks, ends = len(layout.blocks), terminals(layout, start, end)
    aisles = useful_aisles(layout, {layout.position(point)[0] for point in (*cells, start, end)})
    alive: tuple[int, ...] = (Frontier.EMPTY,)
    for before, aisle in pairwise([aisles[0], *aisles]):
        if aisle != before:
            step, alive = _crossing_step(blocks, alive)
            yield step, [count * (aisle - before) * layout.aisle_pitch for count in range(2 * blocks + 3)]
        for at, odd in crossings_in(aisle, ends):
            step, alive = _touching_step(blocks, alive, at, odd)
            yield step, [0.0]
        for block, marks in enumerate(pairwise(layout.cross_aisles)):
            columns = [
                (layout.position(cell)[1], column)
                for column, cell in enumerate(cells)
                if cell.aisle == aisle and layout.block_of(cell.cell) == block
            ]
            inside = cells_in(layout, aisle, block, ends)
            blocked = layout.stretch(aisle, block).blocked
            stretch = Stretch(marks, columns, inside, opening(layout, aisle, block), blocked)
            step, alive = _walking_step(blocks, alive, block, stretch.codes, stretch.beaten)
            yield step, stretch
    step, alive = _crossing_step(blocks, alive, last=True)
    yield step, [0.0]


@lru_cache(maxsize=1024)
def _crossing_step(blocks: int, alive: tuple[int, ...], last: bool = False) -> tuple[Step, tuple[int, ...]]:
    """On to the next aisle; behind the last one only a walk that is done is left."""
    found = [
        (number, count, place)
        for place, state in enumerate(alive)
        for count, _, number in frontier(blocks).across(state)
        if not last or number == Frontier.DONE
    ]
    return _grouped(found)


@lru_cache(maxsize=1024)
def _touching_step(blocks: int, alive: tuple[int, ...], at: int, odd: bool) -> tuple[Step, tuple[int, ...]]:
    following = frontier(blocks).touch(at, int(odd))
    return _grouped([(following[state], 0, place) for place, state in enumerate(alive)])


@lru_cache(maxsize=4096)
def _walking_step(
    blocks: int, alive: tuple[int, ...], block: int, codes: tuple[int, ...], beaten: tuple[int, ...]
) -> tuple[Step, tuple[int, ...]]:
    """Through a stretch; a way is left out where one that is never longer leads to the same."""
    following = [frontier(blocks).stretch(block, code) for code in codes]
    found = []
    for place, state in enumerate(alive):
        for choice, better in enumerate(beaten):
            number = following[choice][state]
            if better < 0 or following[better][state] != number:
                found.append((number, choice, place))
    return _grouped(found)


def _grouped(found: list[tuple[int, int, int]]) -> tuple[Step, tuple[int, ...]]:
    """(state, choice, place) by state and choice."""
    targets: dict[int, dict[int, list[int]]] = {}
    for number, choice, place in found:
        if number != NOWHERE:
            targets.setdefault(number, {}).setdefault(choice, []).append(place)
    alive = tuple(sorted(targets))
    step = tuple(
        tuple((choice, tuple(places)) for choice, places in sorted(targets[number].items())) for number in alive
    )
    return step, alive
