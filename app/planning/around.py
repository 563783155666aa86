"""How far it is in a building of which some aisles are dead ends, one-way or blocked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import inf

from app.planning.points import PLAIN, Crossing, Point, Stretch
from app.planning.shortest import Shortest


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
        """Straight on in the same stretch; or out to a crossing, from crossing to crossing, and in again."""
        if one == other:
            return 0.0
        ways = [
            out + self._crossings.metres(left_by, reached_by) + back
            for left_by, out in self._ends(one, leaving=True)
            for reached_by, back in self._ends(other, leaving=False)
        ]
        return min([*ways, *self._straight(one, other)], default=inf)

    def _straight(self, one: Point, other: Point) -> Iterator[float]:
        if isinstance(one, Crossing) or isinstance(other, Crossing) or one.aisle != other.aisle:
            return
        block = self.block_of[one.cell]
        along = self.cell_metres[other.cell] - self.cell_metres[one.cell]
        if block == self.block_of[other.cell] and self._stretch(one.aisle, block).allows(along):
            yield abs(along)

    def _ends(self, point: Point, leaving: bool) -> Iterator[tuple[int, float]]:
        """Crossings by which one leaves a point or comes to it, with the metres to them."""
        if isinstance(point, Crossing):
            yield self._node(point.aisle, point.cross_aisle), 0.0
            return
        block, at = self.block_of[point.cell], self.cell_metres[point.cell]
        stretch = self._stretch(point.aisle, block)
        if stretch.opening.front and stretch.allows(-1 if leaving else 1):
            yield self._node(point.aisle, block), at - self.cross_aisles[block]
        if stretch.opening.back and stretch.allows(1 if leaving else -1):
            yield self._node(point.aisle, block + 1), self.cross_aisles[block + 1] - at

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
