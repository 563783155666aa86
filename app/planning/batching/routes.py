"""Metres of walks for sets of orders, many at once. What was measured is kept: search and covering live on it."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from app.planning.batching.problem import TOLERANCE, BatchOrder, BatchProblem
from app.planning.evaluation import Evaluator
from app.planning.layout import Cell
from app.planning.paths import plan_path

Batch = tuple[int, ...]
"""The orders that share a cart, by index, ascending."""
Metres = NDArray[np.float64]
CHUNK = 2048
"""How many walks are measured between two questions whether to stop."""
CHUNK_ODD = 8
"""The same where a building is no grid, and each walk is planned alone."""
NEAR = 64
"""With more orders than this and a half, only the nearest so many are tried as companions of a set."""
BLOCKS = 4
"""Up to how many blocks walks are measured together."""
KEPT = 48_000_000
"""How many metres are kept at most: some 200 MB."""


class TimeIsUp(Exception):
    """`stop` became true while walks were measured."""


class Routes:
    """The walks of a problem whose orders are `parts`.

    A row for a set of orders has the metres of the set with each other order (n numbers, `inf` where a cart does not
    carry that, or where it is far from near) and of the set alone (the last number). The empty set walks no metres.
    """

    def __init__(self, parts: Sequence[BatchOrder], problem: BatchProblem, stop: Callable[[], bool]) -> None:
        self.count = len(parts)
        self._stop = stop
        self._limits = np.array(problem.cart.limits()) + TOLERANCE
        self._rooms = np.array([part.room(problem.cart) for part in parts], dtype=float)
        share = self._rooms / np.maximum(self._limits, TOLERANCE)
        self.bulk: list[float] = (share.max(axis=1) + TOLERANCE).tolist()
        kinds = {kind: number for number, kind in enumerate(dict.fromkeys(problem.kind(part) for part in parts))}
        self._kinds = np.array([kinds[problem.kind(part)] for part in parts])
        cells = sorted({visit.cell for part in parts for visit in part.visits if visit.cell}, key=_by_place)
        self._visits = _visits(parts, cells)
        self._measure, self._chunk = _measure(problem, cells)
        self.walks = problem.layout is not None and problem.start is not None
        self.closeness = _closeness(parts, problem)
        self._near = NEAR if self.count > NEAR * 3 // 2 else self.count
        self.measured = 0
        self.table = np.full((256, self.count + 1), np.inf, dtype=np.float32)
        self.index: dict[Batch, int] = {}
        self.members = np.zeros((256, self.count), dtype=bool)
        self._known: dict[Batch, float] = {}

    def fits(self, one: NDArray[np.int_], other: NDArray[np.int_], sets: Sequence[Batch]) -> NDArray[np.bool_]:
        """Whether a cart carries sets `one[k]` and `other[k]` together, for each k."""
        rooms = np.array([self._rooms[list(batch)].sum(axis=0) for batch in sets])
        kinds = np.array([self._kinds[batch[0]] for batch in sets])
        together: NDArray[np.bool_] = (rooms[one] + rooms[other] <= self._limits).all(axis=1)
        allowed: NDArray[np.bool_] = together & (kinds[one] == kinds[other])
        return allowed

    def mix(self, one: int, other: int) -> bool:
        """Whether two orders may be on one cart, if it carries them."""
        return bool(self._kinds[one] == self._kinds[other])

    def carries(self, batch: Sequence[int]) -> bool:
        """Whether a cart carries these orders, and they may be mixed."""
        some = list(batch)
        return bool((self._rooms[some].sum(axis=0) <= self._limits).all()) and len(set(self._kinds[some])) == 1

    def metres(self, batches: Sequence[Batch]) -> list[float]:
        """Metres of each batch, without asking whether to stop."""
        unknown = [batch for batch in dict.fromkeys(batches) if batch not in self._known]
        if unknown:
            rows = np.arange(len(unknown))
            found = self._walked(self._visited(unknown), rows, self._visits[-1:], np.zeros_like(rows), patient=True)
            self._known.update(zip(unknown, found.tolist(), strict=True))
        return [self._known[batch] for batch in batches]

    def together(self, one: NDArray[np.int_], other: NDArray[np.int_], sets: Sequence[Batch]) -> Metres:
        """Metres of the sets `one[k]` and `other[k]` on one cart, for each k."""
        visited = self._visited(sets)
        return self._walked(visited, one, visited, other)

    def extend(self, sets: Sequence[Batch]) -> None:
        """Measures the rows of `sets` that are not known yet. Raises TimeIsUp; what was measured before is kept."""
        new = [batch for batch in dict.fromkeys(sets) if batch not in self.index]
        if not new:
            return
        if (len(self.index) + len(new)) * (self.count + 1) > KEPT:
            self.index.clear()
            new = list(dict.fromkeys(sets))
        row, order = np.nonzero(self._companions(new))
        rows = np.concatenate([row, np.arange(len(new))])
        orders = np.concatenate([order, np.full(len(new), self.count)])
        found = np.full((len(new), self.count + 1), np.inf, dtype=np.float32)
        found[rows, orders] = self._walked(self._visited(new), rows, self._visits, orders)
        self._keep(new, found)

    def rows(self, sets: Sequence[Batch]) -> NDArray[np.int_]:
        """Where in `table` the rows of `sets` are; they were extended before."""
        return np.fromiter((self.index[batch] for batch in sets), dtype=np.int_, count=len(sets))

    def _keep(self, new: list[Batch], found: NDArray[np.float32]) -> None:
        first = len(self.index)
        while first + len(new) > len(self.table):
            self.table = np.concatenate([self.table, np.empty_like(self.table)])
            self.members = np.concatenate([self.members, np.zeros_like(self.members)])
        self.table[first : first + len(new)] = found
        for number, batch in enumerate(new, first):
            self.index[batch] = number
            self.members[number] = False
            self.members[number, list(batch)] = True
            if not batch:
                self.table[number, -1] = 0.0

    def _companions(self, sets: list[Batch]) -> NDArray[np.bool_]:
        """Which orders are tried with each set: those that fit, and of many the nearest."""
        left = self._limits - np.array([self._rooms[list(batch)].sum(axis=0) for batch in sets])
        fit: NDArray[np.bool_] = np.ones((len(sets), self.count), dtype=bool)
        for measure in range(left.shape[1]):
            if np.isfinite(self._limits[measure]):
                fit &= self._rooms[None, :, measure] <= left[:, measure, None]
        for row, batch in enumerate(sets):
            if not batch:
                fit[row] = True
                continue
            fit[row] &= self._kinds == self._kinds[batch[0]]
            fit[row, list(batch)] = False
            if self._near < self.count:
                close = np.where(fit[row], self.closeness[list(batch)].sum(axis=0), -1.0)
                fit[row, np.argpartition(-close, self._near)[self._near :]] = False
        return fit

    def _visited(self, sets: Sequence[Batch]) -> NDArray[np.bool_]:
        return np.array([self._visits[list(batch)].any(axis=0) for batch in sets])

    def _walked(
        self,
        left: NDArray[np.bool_],
        one: NDArray[np.int_],
        right: NDArray[np.bool_],
        other: NDArray[np.int_],
        patient: bool = False,
    ) -> Metres:
        """Metres of the cells of `left[one[k]]` and `right[other[k]]`."""
        found = []
        for first in range(0, len(one), self._chunk):
            if first and not patient and self._stop():
                raise TimeIsUp
            some = slice(first, first + self._chunk)
            found.append(self._measure(left[one[some]] | right[other[some]]))
        self.measured += len(one)
        return np.concatenate(found) if found else np.zeros(0)


def _by_place(cell: Cell) -> tuple[int, int]:
    return cell.aisle, cell.cell


def _visits(parts: Sequence[BatchOrder], cells: Sequence[Cell]) -> NDArray[np.bool_]:
    """Which order visits which cell; the last row, of no order, visits none."""
    column = {cell: number for number, cell in enumerate(cells)}
    visits = np.zeros((len(parts) + 1, len(cells)), dtype=bool)
    for row, part in enumerate(parts):
        visits[row, [column[visit.cell] for visit in part.visits if visit.cell]] = True
    return visits


def _measure(problem: BatchProblem, cells: Sequence[Cell]) -> tuple[Callable[[NDArray[np.bool_]], Metres], int]:
    """What measures walks, and how many at a time."""
    layout, start = problem.layout, problem.start
    if layout is None or start is None:
        return lambda visits: np.zeros(len(visits)), CHUNK
    end = problem.end or start
    if layout.is_grid and len(layout.blocks) <= BLOCKS:
        return Evaluator(layout, cells, start, end).metres, CHUNK

    def one_by_one(visits: NDArray[np.bool_]) -> Metres:
        walks = [[cells[column] for column in np.flatnonzero(row).tolist()] for row in visits]
        return np.array([plan_path(layout, walk, start, end).metres for walk in walks])

    return one_by_one, CHUNK_ODD


def _closeness(parts: Sequence[BatchOrder], problem: BatchProblem) -> NDArray[np.float32]:
    """How many stretches of aisle each two orders share, by the square root of how many the second has."""
    layout = problem.layout
    if layout is None:
        return np.zeros((len(parts), len(parts)), dtype=np.float32)
    places = [
        {(visit.cell.aisle, layout.block_of(visit.cell.cell)) for visit in part.visits if visit.cell} for part in parts
    ]
    column = {place: number for number, place in enumerate(sorted(set().union(*places)))}
    has = np.zeros((len(parts), len(column)), dtype=np.float32)
    for row, some in enumerate(places):
        has[row, [column[place] for place in some]] = 1
    shared: NDArray[np.float32] = has @ has.T / np.sqrt(np.maximum(has.sum(axis=1), 1))[None, :]
    return shared
