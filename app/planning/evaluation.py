"""The lengths of thousands of walks at once: what batching asks when it weighs which orders share a cart.

It is the dynamic programme of `paths.exact` (Ratliff and Rosenthal 1983; Pansart, Catusse and Cambazard 2018) with a
row of numbers, one for each candidate, in place of each number: which state follows which does not depend on what a
candidate visits, only the metres do.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.planning.layout import Cell, Layout, Point
from app.planning.paths.floor import cells_in, crossings_in, opening, terminals, useful_aisles
from app.planning.paths.frontier import Frontier
from app.planning.paths.reach import SETTLED, Step, reach
from app.planning.paths.rows import Metres, Rows

CHUNK = 2048
"""Candidates that are weighed side by side: few enough to stay in the processor's cache."""


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
            metres = choices.metres(visits) if isinstance(choices, Rows) else choices
            rows = _stepped(rows, step, metres)
        return rows[0] if len(rows) else np.full(visits.shape[1], np.inf)


def _stepped(rows: NDArray[np.float64], step: Step, metres: Sequence[Metres]) -> NDArray[np.float64]:
    """The cheapest way to each following state, for each candidate."""
    following = np.empty((len(step.by_state), rows.shape[1]))
    spare = np.empty(rows.shape[1])
    before = list(rows)
    for target, entries in zip(following, step.by_state, strict=True):
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
) -> Iterator[tuple[Step, Sequence[Metres] | Rows]]:
    """What happens from left to right, each step with the metres of its choices."""
    blocks, ends = len(layout.blocks), terminals(layout, start, end)
    aisles = useful_aisles(layout, {layout.position(point)[0] for point in (*cells, start, end)})
    step = reach(blocks, (Frontier.EMPTY,)).settled()
    here = step.after
    yield step, SETTLED
    for before, aisle in pairwise([aisles[0], *aisles]):
        if aisle != before:
            step = here.crossed(by_edges=False)
            here = step.after
            yield step, [count * (aisle - before) * layout.aisle_pitch for count in range(2 * blocks + 3)]
        for at, odd in crossings_in(aisle, ends):
            step = here.touched(at, odd)
            yield step, [0.0]
            yield step.after.settled(), SETTLED
            here = step.after.settled().after
        for block, marks in enumerate(pairwise(layout.cross_aisles)):
            columns = [
                (layout.position(cell)[1], column)
                for column, cell in enumerate(cells)
                if cell.aisle == aisle and layout.block_of(cell.cell) == block
            ]
            inside = cells_in(layout, aisle, block, ends)
            blocked = layout.stretch(aisle, block).blocked
            stretch = Rows(marks, columns, inside, opening(layout, aisle, block), blocked)
            step = here.walked(block, stretch.ways.codes, stretch.ways.beaten)
            here = step.after
            yield step, stretch
            if inside:
                yield here.settled(), SETTLED
                here = here.settled().after
    yield here.crossed(by_edges=False, last=True), [0.0] * (2 * blocks + 3)
