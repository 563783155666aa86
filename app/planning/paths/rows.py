"""What each way through a stretch of aisle costs, for many candidates side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.planning.paths.frontier import CLOSED, NOTHING, meeting

Metres = float | NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Way:
    """`metres` are those of all parts; `spared` are those not walked: some of "low", "high" and "inside"."""

    code: int
    metres: float
    spared: tuple[str, ...]
    first: int


class Stretch:
    """The ways of `stretches.ways`, with the points that a candidate meets known only when it is asked.

    `columns` are the cells that a candidate may visit: (metres from the front, their column in `visits`); `inside` the
    terminals: metres, and whether odd. Where it is `blocked`, nobody moves. `codes` tells what each way
    means for the crossings (`frontier.meeting`).
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
        self._ways = [way for first in (1, 2) for way in self._found(first, opening, whole)]
        if not inside:
            self._ways.insert(0, _Way(NOTHING, 0.0, (), 0))
        self.codes = tuple(way.code for way in self._ways)

    def metres(self, visits: NDArray[np.bool_]) -> list[Metres]:
        """Metres of each way for each candidate; `visits` has the shape (cells, candidates).

        A stretch where nothing is visited keeps ways that spare nothing: they are longer than need be, never shorter.
        """
        if not self._points:
            return [way.metres for way in self._ways]
        low, high, gaps = self._spared(visits)
        spared = {("low", 2): low, ("high", 2): high, ("inside", 1): gaps[0], ("inside", 2): gaps[1]}
        found: list[Metres] = []
        for way in self._ways:
            metres: Metres = way.metres
            for part in way.spared:
                metres = metres - 2 * spared[part, way.first if part == "inside" else 2]
            found.append(metres)
        if not self._inside:
            found[0] = np.where(self._visited(visits), np.inf, 0.0)
        elif self._blocked:
            found = [metres + np.where(self._visited(visits), np.inf, 0.0) for metres in found]
        return found

    def _visited(self, visits: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Whether anything but a terminal is met."""
        visited = np.zeros(visits.shape[1], dtype=np.bool_)
        for at, column in self._points:
            if at not in self._inside:
                visited |= visits[column]
        return visited

    def _found(self, first: int, opening: tuple[bool, bool], whole: bool) -> list[_Way]:
        odd = [at for at, is_odd in sorted(self._inside.items()) if is_odd]
        marks = [self._ends[0], *odd, self._ends[1]]
        metres = sum((first if part % 2 == 0 else 3 - first) * (b - a) for part, (a, b) in enumerate(pairwise(marks)))
        last = first if len(odd) % 2 == 0 else 3 - first
        found = []
        if all(opening):
            found.append(_Way(meeting(first, last, True), metres, (), first))
            if len(self._points) > 1 and (first == 2 or odd):
                found.append(_Way(meeting(first, last, False), metres, ("inside",), first))
        if first == 2 and opening[1] and self._points:
            found.append(_Way(meeting(0, last, False), metres, ("low",), first))
        if last == 2 and opening[0] and self._points:
            found.append(_Way(meeting(first, 0, False), metres, ("high",), first))
        if whole and first == last == 2:
            found.append(_Way(CLOSED, metres, ("low", "high"), first))
        return found

    def _spared(
        self, visits: NDArray[np.bool_]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], list[NDArray[np.float64]]]:
        """The first part, the last one, and the longest one inside that is walked twice, by how often the first is."""
        count = visits.shape[1]
        start, end = self._ends
        low = np.full(count, end)
        before = np.full(count, np.inf)
        gaps = [np.zeros(count), np.zeros(count)]
        turned = 0
        for at, column in self._points:
            here = visits[column] if column >= 0 else np.ones(count, dtype=np.bool_)
            gap = np.where(here, at - before, 0.0)
            np.maximum(gaps[1 - turned], gap, out=gaps[1 - turned])
            np.copyto(before, at, where=here)
            np.minimum(low, at, out=low, where=here)
            turned ^= column < 0 and self._inside[at]
        met = np.isfinite(before)
        return np.where(met, low - start, 0.0), np.where(met, end - before, 0.0), gaps
