"""Metres of walks for sets of orders, many at once. What was measured is kept: search and covering live on it."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.planning.batching.floor import Metres, by_place, closeness_of, measure_of, visits_of
from app.planning.batching.problem import TOLERANCE, BatchOrder, BatchProblem

Batch = tuple[int, ...]
"""The orders that share a cart, by index, ascending."""
NEAR = 64
"""With more orders than this and a half, only the nearest so many are tried as companions of a set."""
KEPT = 48_000_000
"""How many metres are kept at most: some 200 MB."""


ANY = -1
"""The kind of a set that nobody is in: it goes with all."""


class Crowds(NamedTuple):
    """Sets of orders: what each takes of a cart, its kind, and which cells it visits."""

    rooms: NDArray[np.float64]
    kinds: NDArray[np.int_]
    visited: NDArray[np.bool_]

    def some(self, part: slice) -> "Crowds":
        """Those of the part."""
        return Crowds(self.rooms[part], self.kinds[part], self.visited[part])


def together(crowds: Iterable[Crowds]) -> Crowds:
    """All of them, one after the other."""
    rooms, kinds, visited = zip(*crowds, strict=True)
    return Crowds(np.concatenate(rooms), np.concatenate(kinds), np.concatenate(visited))


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
        cells = sorted({visit.cell for part in parts for visit in part.visits if visit.cell}, key=by_place)
        self._visits = visits_of(parts, cells)
        self._measure, self._chunk = measure_of(problem, cells)
        self.walks = problem.layout is not None and problem.start is not None
        self.closeness = closeness_of(parts, problem)
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

    def crowds(self, sets: Sequence[Batch]) -> Crowds:
        """The sets, of which one may be of nobody."""
        some = [np.array(batch, dtype=np.intp) for batch in sets]
        return Crowds(
            np.array([self._rooms[batch].sum(axis=0) for batch in some]),
            np.array([self._kinds[batch[0]] if len(batch) else ANY for batch in some]),
            np.array([self._visits[batch].any(axis=0) for batch in some]),
        )

    def walked(self, crowds: Crowds) -> Metres:
        """Metres of each crowd. Raises TimeIsUp, as does `joined`."""
        rows = np.arange(len(crowds.visited))
        return self._walked(crowds.visited, rows, self._visits[-1:], np.zeros_like(rows))

    def joined(self, ones: Crowds, one: NDArray[np.int_], others: Crowds, other: NDArray[np.int_]) -> Metres:
        """Metres of the crowds `one[k]` of the ones and `other[k]` of the others on one cart, for each k."""
        nobody = (ones.kinds[one] == ANY) & (others.kinds[other] == ANY)
        return np.where(nobody, 0.0, self._walked(ones.visited, one, others.visited, other))

    def fit(self, ones: Crowds, one: NDArray[np.int_], others: Crowds, other: NDArray[np.int_]) -> NDArray[np.bool_]:
        """Whether a cart carries them together, for each k."""
        kind, kinds = ones.kinds[one], others.kinds[other]
        fit: NDArray[np.bool_] = (kind == kinds) | (kind == ANY) | (kinds == ANY)
        for measure in np.flatnonzero(np.isfinite(self._limits)).tolist():
            fit &= ones.rooms[one, measure] + others.rooms[other, measure] <= self._limits[measure]
        return fit

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
