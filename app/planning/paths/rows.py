"""What each way through a stretch of aisle costs, for many candidates side by side."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.planning.paths.stretches import ways_through

Metres = float | NDArray[np.float64]
FEW, MANY = 10, 1024
"""Of so few cells what each of their sets costs is looked up, once so many candidates were asked about at a time."""


class Rows:
    """A stretch where the points that a candidate meets are known only when it is asked.

    `columns` are the cells that a candidate may visit: (metres from the front, their column in `visits`); `inside` the
    terminals: metres, and whether odd. Where it is `blocked`, nobody moves.
    """

    def __init__(
        self,
        ends: tuple[float, float],
        columns: Sequence[tuple[float, int]],
        inside: Mapping[float, bool],
        opening: tuple[bool, bool],
        blocked: bool = False,
    ) -> None:
        self._ends = ends
        self._blocked = blocked
        self._inside = inside
        self._points = sorted([*((at, column) for at, column in columns), *((at, -1) for at in inside)])
        whole = sum(1 if odd else 2 for odd in inside.values()) == 2
        self.ways = ways_through(bool(self._points), not inside, sum(inside.values()), whole, opening)
        self._whole = {0: 0.0, 1: self._all_parts(1), 2: self._all_parts(2)}
        self._columns = [column for _, column in self._points if column >= 0]
        self._table: list[NDArray[np.float64]] = []

    def _of_all_sets(self) -> list[NDArray[np.float64]]:
        """Metres of each way for each set of the cells, numbered as `metres` reads them."""
        count = len(self._columns)
        numbers = np.arange(2**count)
        visits = np.zeros((max(self._columns) + 1, 2**count), dtype=np.bool_)
        for place, column in enumerate(self._columns):
            visits[column] = numbers >> place & 1
        return [np.broadcast_to(metres, numbers.shape) for metres in self._measured(visits)]

    def metres(self, visits: NDArray[np.bool_]) -> list[Metres]:
        """Metres of each way for each candidate; `visits` has the shape (cells, candidates).

        A stretch where nothing is visited keeps all ways: they are longer than need be, never shorter.
        """
        if not self._points:
            return [self._whole[way.first] for way in self.ways.ways]
        if not self._table and 0 < len(self._columns) <= FEW and visits.shape[1] >= MANY:
            self._table = self._of_all_sets()
        if not self._table:
            return self._measured(visits)
        packed = np.packbits(visits[self._columns], axis=0, bitorder="little").astype(np.intp)
        numbers = packed[0] + 256 * packed[1] if len(packed) > 1 else packed[0]
        return [metres[numbers] for metres in self._table]

    def _measured(self, visits: NDArray[np.bool_]) -> list[Metres]:
        spared = self._spared(visits)
        found: list[Metres] = [
            self._whole[way.first] - sum(spared[way.first, part] for part in way.spared) for way in self.ways.ways
        ]
        if not self._inside:
            found[0] = np.where(self._visited(visits), np.inf, 0.0)
        elif self._blocked:
            found = [metres + np.where(self._visited(visits), np.inf, 0.0) for metres in found]
        return found

    def _visited(self, visits: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Whether anything but a terminal is met."""
        columns = [column for at, column in self._points if at not in self._inside]
        visited: NDArray[np.bool_] = np.logical_or.reduce(visits[columns], axis=0)
        return visited

    def _all_parts(self, first: int) -> float:
        odd = [at for at, is_odd in sorted(self._inside.items()) if is_odd]
        marks = [self._ends[0], *odd, self._ends[1]]
        return sum((first if part % 2 == 0 else 3 - first) * (b - a) for part, (a, b) in enumerate(pairwise(marks)))

    def _spared(self, visits: NDArray[np.bool_]) -> dict[tuple[int, str], NDArray[np.float64]]:
        """What it spares, twice, not to walk the first part, the last one, or the longest one that is walked twice; by
        how often the first part is walked."""
        start, end = self._ends
        at = np.array([at for at, _ in self._points])[:, None]
        met = np.ones((len(self._points), visits.shape[1]), dtype=np.bool_)
        cells = [place for place, (_, column) in enumerate(self._points) if column >= 0]
        met[cells] = visits[[self._points[place][1] for place in cells]]
        reached = np.full(visits.shape[1], start)
        longest = [np.zeros(visits.shape[1]), np.zeros(visits.shape[1])]
        spare = np.empty(visits.shape[1])
        turned = 0
        for (metres, column), mark in zip(self._points, np.where(met, at, start), strict=True):
            np.subtract(mark, reached, out=spare)
            np.maximum(longest[turned], spare, out=longest[turned])
            np.maximum(reached, mark, out=reached)
            turned ^= column < 0 and self._inside[metres]
        np.maximum(longest[turned], end - reached, out=longest[turned])
        low, high = np.where(met, at, end).min(axis=0) - start, end - reached
        twice = {"low": 2 * low, "high": 2 * high}
        found = {(first, part): metres for first in (1, 2) for part, metres in twice.items()}
        return {**found, (2, "longest"): 2 * longest[0], (1, "longest"): 2 * longest[1]}
