"""How far it is in a building of which some aisles are dead ends, one-way or blocked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import inf

from app.planning.points import PLAIN, Crossing, Point, Stretch
from app.planning.shortest import Shortest

Ends = list[tuple[int, float]]
"""Crossings, by their nodes, with the metres to them."""


@dataclass(frozen=True)
class Around:
    """The crossings as a graph, searched once for each crossing that is asked for; the arguments are a layout's own.

    `cross_aisles` and `cell_metres` are metres from the front, `block_of` the block of each cell, and `stretches`
    holds, by aisle and block, those that differ.
    """

    aisles: int
    aisle_pitch: float
    cross_aisles: tuple[float, ...]
    cell_metres: tuple[float, ...]
    block_of: tuple[int, ...]
    stretches: Mapping[tuple[int, int], Stretch]

    def metres(self, one: Point, other: Point) -> float:
        """The shortest walk from one point to the other; infinite where there is none."""
        return self._metres(one, other, self._ends(one, leaving=True), self._ends(other, leaving=False))

    def table(self, points: Sequence[Point]) -> list[list[float]]:
        """`metres` from each of the points (row) to each (column)."""
        left_by = [self._ends(point, leaving=True) for point in points]
        reached_by = [self._ends(point, leaving=False) for point in points]
        return [
            [self._metres(one, other, out, back) for other, back in zip(points, reached_by, strict=True)]
            for one, out in zip(points, left_by, strict=True)
        ]

    def _metres(self, one: Point, other: Point, left_by: Ends, reached_by: Ends) -> float:
        """Straight on in the same stretch; or out to a crossing, from crossing to crossing, and in again."""
        if one == other:
            return 0.0
        best = self._straight(one, other) if one.aisle == other.aisle else inf
        for start, out in left_by:
            known = self._crossings.walks_from(start)
            for end, back in reached_by:
                if end in known:
                    best = min(best, out + known[end][0] + back)
        return best

    def _straight(self, one: Point, other: Point) -> float:
        if isinstance(one, Crossing) or isinstance(other, Crossing):
            return inf
        block = self.block_of[one.cell]
        along = self.cell_metres[other.cell] - self.cell_metres[one.cell]
        if block == self.block_of[other.cell] and self._stretch(one.aisle, block).allows(along):
            return abs(along)
        return inf

    def _ends(self, point: Point, leaving: bool) -> Ends:
        """Crossings by which one leaves a point or comes to it, with the metres to them."""
        if isinstance(point, Crossing):
            return [(self._node(point.aisle, point.cross_aisle), 0.0)]
        block, at = self.block_of[point.cell], self.cell_metres[point.cell]
        stretch = self._stretch(point.aisle, block)
        ends = []
        if stretch.opening.front and stretch.allows(-1 if leaving else 1):
            ends.append((self._node(point.aisle, block), at - self.cross_aisles[block]))
        if stretch.opening.back and stretch.allows(1 if leaving else -1):
            ends.append((self._node(point.aisle, block + 1), self.cross_aisles[block + 1] - at))
        return ends

    @cached_property
    def _crossings(self) -> Shortest:
        steps: dict[int, list[tuple[int, float]]] = {}
        for aisle in range(self.aisles):
            for block, (near, far) in enumerate(pairwise(self.cross_aisles)):
                front, back = self._node(aisle, block), self._node(aisle, block + 1)
                stretch = self._stretch(aisle, block)
                if not (stretch.opening.front and stretch.opening.back):
                    continue
                if stretch.allows(1):
                    steps.setdefault(front, []).append((back, far - near))
                if stretch.allows(-1):
                    steps.setdefault(back, []).append((front, far - near))
        for cross_aisle in range(len(self.cross_aisles)):
            for aisle in range(self.aisles - 1):
                left, right = self._node(aisle, cross_aisle), self._node(aisle + 1, cross_aisle)
                steps.setdefault(left, []).append((right, self.aisle_pitch))
                steps.setdefault(right, []).append((left, self.aisle_pitch))
        return Shortest(steps)

    def _stretch(self, aisle: int, block: int) -> Stretch:
        return self.stretches.get((aisle, block), PLAIN)

    def _node(self, aisle: int, cross_aisle: int) -> int:
        return aisle * len(self.cross_aisles) + cross_aisle
