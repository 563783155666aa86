"""The floor as slotting sees it: which walk stops at which cell, and what an exchange of two bins would change."""

from collections.abc import Callable, Collection, Iterator, Sequence
from copy import copy

import numpy as np
from numpy.typing import NDArray

from app.planning.evaluation import Evaluator
from app.planning.layout import Layout, Point
from app.planning.paths import plan_path
from app.planning.slotting.bins import Bin, Exchange

ROWS = 1024
"""Walks that are measured at once: some 10 ms in two blocks, 70 ms in three."""
THIRDS, LEARNED = 3, 2
"""Walk by walk in turn: two thirds to learn from, and the last one to try on what was learned."""

Walks = NDArray[np.intp]
Visits = NDArray[np.bool_]


class Stopped(Exception):
    """It was said to be enough while walks were measured."""


class Floor:
    """Walks from `start` to `end` over bins, each the ids of items. Exchanges change where the items lie.

    Whatever measures raises Stopped from the time on that a `stop` it heard of is true, and has changed nothing then.
    """

    def __init__(
        self, layout: Layout, start: Point, end: Point, bins: Sequence[Bin], walks: Sequence[Collection[int]]
    ) -> None:
        self._layout, self._start, self._end = layout, start, end
        self._stop: Callable[[], bool] = lambda: False
        self.cells = sorted({bin_.cell for bin_ in bins}, key=lambda cell: (cell.aisle, cell.cell))
        column = {cell: number for number, cell in enumerate(self.cells)}
        self.column = np.array([column[bin_.cell] for bin_ in bins], dtype=np.intp)
        self._evaluator = Evaluator(layout, self.cells, start, end) if layout.is_grid else None
        self.walks_of = _walks_of(bins, walks)
        self._stops = np.zeros((len(walks), len(self.cells)), dtype=np.int32)
        for slot, some in enumerate(self.walks_of):
            self._stops[some, self.column[slot]] += 1
        self.metres = self.measured(self._stops > 0)

    def hear(self, stop: Callable[[], bool]) -> None:
        """From now on measuring raises Stopped when `stop` is true."""
        self._stop = stop

    def go_on(self) -> None:
        """Raises Stopped where it shall end."""
        if self._stop():
            raise Stopped

    def copy(self) -> "Floor":
        """The same floor; what is exchanged on one stays as it is on the other."""
        other = copy(self)
        other.walks_of, other._stops, other.metres = list(self.walks_of), self._stops.copy(), self.metres.copy()
        return other

    @property
    def thirds(self) -> NDArray[np.float64]:
        """Metres of each third of the walks."""
        return np.array([self.metres[third::THIRDS].sum() for third in range(THIRDS)])

    def measured(self, visits: Visits) -> NDArray[np.float64]:
        """The shortest walks' metres. `visits` has the shape (walks, cells). Raises Stopped."""
        metres = np.empty(len(visits))
        at_once = ROWS if self._evaluator else 1
        for first in range(0, len(visits), at_once):
            self.go_on()
            metres[first : first + at_once] = self._measured(visits[first : first + at_once])
        return metres

    def _measured(self, visits: Visits) -> NDArray[np.float64]:
        if self._evaluator:
            return self._evaluator.metres(visits)
        paths = (
            plan_path(self._layout, [self.cells[column] for column in np.flatnonzero(row)], self._start, self._end)
            for row in visits
        )
        return np.array([path.metres for path in paths], dtype=np.float64)

    def gains(self, exchanges: Sequence[Exchange]) -> NDArray[np.float64]:
        """Metres that each exchange alone would save on each third of the walks: of the shape (exchanges, THIRDS)."""
        return self._saved(len(exchanges), (self._changed(exchange) for exchange in exchanges))

    def costs(self, sample: Walks) -> NDArray[np.float64]:
        """Metres that would be saved on the walks of a sample if they did not stop at a bin, for each bin."""
        without = (self._without(slot, sample) for slot in range(len(self.walks_of)))
        costs: NDArray[np.float64] = self._saved(len(self.walks_of), without).sum(axis=1)
        return costs

    def detours(self, sample: Walks, columns: Sequence[int]) -> NDArray[np.float64]:
        """Metres that a stop at a cell would add to each walk of a sample: of the shape (walks, columns)."""
        added = np.empty((len(sample), len(columns)))
        for first in range(0, len(sample), max(1, ROWS // len(columns))):
            some = sample[first : first + max(1, ROWS // len(columns))]
            visits = np.repeat(self._stops[some] > 0, len(columns), axis=0)
            visits[np.arange(len(visits)), np.tile(np.asarray(columns), len(some))] = True
            longer = self.measured(visits).reshape(len(some), len(columns))
            added[first : first + len(some)] = longer - self.metres[some, None]
        return added

    def apply(self, exchange: Exchange) -> float:
        """Do it; the metres that it saved."""
        before = float(self.metres.sum())
        walks, stops = self._exchanged(exchange)
        metres = self.measured(stops > 0)
        self._stops[walks], self.metres[walks] = stops, metres
        source, target = exchange
        self.walks_of[source], self.walks_of[target] = self.walks_of[target], self.walks_of[source]
        return before - float(self.metres.sum())

    def _exchanged(self, exchange: Exchange) -> tuple[Walks, NDArray[np.int32]]:
        """The walks that the exchange changes, and where they would stop."""
        source, target = exchange
        walks = np.setxor1d(self.walks_of[source], self.walks_of[target], assume_unique=True)
        stops = self._stops[walks]
        there = np.where(np.isin(walks, self.walks_of[source]), 1, -1)
        stops[:, self.column[source]] -= there.astype(np.int32)
        stops[:, self.column[target]] += there.astype(np.int32)
        return walks, stops

    def _changed(self, exchange: Exchange) -> tuple[Walks, Visits]:
        walks, stops = self._exchanged(exchange)
        return walks, stops > 0

    def _without(self, slot: int, sample: Walks) -> tuple[Walks, Visits]:
        walks = np.intersect1d(self.walks_of[slot], sample, assume_unique=True)
        stops = self._stops[walks]
        stops[:, self.column[slot]] -= 1
        return walks, stops > 0

    def _saved(self, count: int, changes: Iterator[tuple[Walks, Visits]]) -> NDArray[np.float64]:
        """Metres that each of `count` changes saves on each third of the walks, measured many at once."""
        saved, held, rows = np.zeros((count, THIRDS)), list[tuple[int, Walks, Visits]](), 0
        for number, (walks, visits) in enumerate(changes):
            self.go_on()
            held.append((number, walks, visits))
            rows += len(walks)
            if rows >= ROWS:
                self._add_saved(saved, held)
                held, rows = [], 0
        self._add_saved(saved, held)
        return saved

    def _add_saved(self, saved: NDArray[np.float64], held: Sequence[tuple[int, Walks, Visits]]) -> None:
        if not held:
            return
        walks = np.concatenate([walks for _, walks, _ in held])
        shorter = self.metres[walks] - self.measured(np.concatenate([visits for _, _, visits in held]))
        number = np.repeat([number for number, _, _ in held], [len(walks) for _, walks, _ in held])
        np.add.at(saved, (number, walks % THIRDS), shorter)


def _walks_of(bins: Sequence[Bin], walks: Sequence[Collection[int]]) -> list[Walks]:
    """For each bin the walks that stop there, rising."""
    needing: dict[int, list[int]] = {}
    for number, walk in enumerate(walks):
        for item_id in set(walk):
            needing.setdefault(item_id, []).append(number)
    return [np.array(needing.get(bin_.item_id, []) if bin_.item_id is not None else [], dtype=np.intp) for bin_ in bins]
