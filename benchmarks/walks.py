"""How far a walk is, measured again from its order of stops: drawn step by step and searched, without app.planning.

A building is given as in one line of the published instances: {"aisles", "blocks", "aisle_pitch", "cell_pitch",
"end_to_cell"}, metres. A point is a stop [aisle, cell], cells counted through all blocks, or a crossing
{"aisle": …, "cross_aisle": …}.
"""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from heapq import heappop, heappush
from itertools import pairwise
from math import inf
from typing import Any

Building = Mapping[str, Any]
Point = Sequence[int] | Mapping[str, int]


def walked(building: Building, start: Point, order: Sequence[Point], end: Point) -> float:
    """Metres of the shortest walk from `start` to each point of `order` in turn, and to `end`."""
    floor = _floor(json.dumps({name: building[name] for name in _MEASURES}))
    return sum(floor.metres(_name(one), _name(other)) for one, other in pairwise([start, *order, end]))


def between(building: Building, points: Sequence[Point]) -> list[list[float]]:
    """Metres from each of n points (row) to each (column)."""
    floor = _floor(json.dumps({name: building[name] for name in _MEASURES}))
    return [[floor.metres(_name(one), _name(other)) for other in points] for one in points]


_MEASURES = ("aisles", "blocks", "aisle_pitch", "cell_pitch", "end_to_cell")
Name = tuple[str, int, int]


def _name(point: Point) -> Name:
    if isinstance(point, Mapping):
        return "crossing", point["aisle"], point["cross_aisle"]
    aisle, cell = point
    return "cell", aisle, cell


class Floor:
    """Every step that can be walked; the way from a point is searched once, with Dijkstra's algorithm (1959)."""

    def __init__(self, building: Building) -> None:
        self._numbers: dict[Name, int] = {}
        self._steps: list[list[tuple[int, float]]] = []
        self._found: dict[int, list[float]] = {}
        for aisle in range(building["aisles"]):
            self._draw_aisle(building, aisle)
        for cross_aisle in range(len(building["blocks"]) + 1):
            for aisle in range(building["aisles"] - 1):
                here, there = (("crossing", one, cross_aisle) for one in (aisle, aisle + 1))
                self._join(here, there, building["aisle_pitch"])

    def metres(self, one: Name, other: Name) -> float:
        source = self._numbers[one]
        if source not in self._found:
            self._found[source] = self._searched(source)
        return self._found[source][self._numbers[other]]

    def _draw_aisle(self, building: Building, aisle: int) -> None:
        cell = 0
        for block, cells in enumerate(building["blocks"]):
            self._join(("crossing", aisle, block), ("cell", aisle, cell), building["end_to_cell"])
            for _ in range(cells - 1):
                self._join(("cell", aisle, cell), ("cell", aisle, cell + 1), building["cell_pitch"])
                cell += 1
            self._join(("cell", aisle, cell), ("crossing", aisle, block + 1), building["end_to_cell"])
            cell += 1

    def _join(self, one: Name, other: Name, metres: float) -> None:
        here, there = self._number(one), self._number(other)
        self._steps[here].append((there, metres))
        self._steps[there].append((here, metres))

    def _number(self, name: Name) -> int:
        if name not in self._numbers:
            self._numbers[name] = len(self._steps)
            self._steps.append([])
        return self._numbers[name]

    def _searched(self, source: int) -> list[float]:
        metres = [inf] * len(self._steps)
        metres[source] = 0.0
        waiting = [(0.0, source)]
        while waiting:
            so_far, here = heappop(waiting)
            if so_far > metres[here]:
                continue
            for there, step in self._steps[here]:
                if so_far + step < metres[there]:
                    metres[there] = so_far + step
                    heappush(waiting, (so_far + step, there))
        return metres


@lru_cache(maxsize=4)
def _floor(building: str) -> Floor:
    return Floor(json.loads(building))
