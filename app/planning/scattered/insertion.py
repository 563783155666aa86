"""Bins for buildings that are no grid: each where it lengthens a walk least, chosen again until that gains nothing."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from app.planning.layout import Cell, Layout, Point
from app.planning.scattered.demand import Demand

LEAST_GAIN = 1e-9


def inserted_bins(
    layout: Layout, demands: Sequence[Demand], start: Point, end: Point, stop: Callable[[], bool]
) -> list[list[tuple[Cell, int]]]:
    """The (cell, units) of each demand, by cheapest insertion; until `stop`, each demand in turn chooses again."""
    walk = _Walk(layout, demands, start, end)
    scarce = sorted(range(len(demands)), key=lambda number: len(demands[number].bins))
    for number in scarce:
        walk.take(number)
    gained = True
    while gained and not stop():
        gained = False
        for number in scarce:
            if stop():
                break
            before = walk.copy()
            walk.give_back(number)
            walk.take(number)
            if walk.metres() < before.metres() - LEAST_GAIN:
                gained = True
            else:
                walk = before
    return walk.taken


class _Walk:
    """An order of cells, by their numbers among all points, with what is taken; 0 is the start and 1 the end."""

    def __init__(self, layout: Layout, demands: Sequence[Demand], start: Point, end: Point) -> None:
        self._demands = demands
        cells = list(dict.fromkeys(cell for demand in demands for cell, _ in demand.bins))
        self._number = {cell: number for number, cell in enumerate(cells, start=2)}
        self._metres = np.array(layout.distances([start, end, *cells]))
        self._order = [0, 1]
        self.taken: list[list[tuple[Cell, int]]] = [[] for _ in demands]

    def copy(self) -> "_Walk":
        """One that may be changed apart."""
        other = object.__new__(_Walk)
        other._demands, other._number, other._metres = self._demands, self._number, self._metres
        other._order, other.taken = list(self._order), [list(some) for some in self.taken]
        return other

    def metres(self) -> float:
        """How long it is in this order."""
        return float(sum(self._metres[one, following] for one, following in pairwise(self._order)))

    def take(self, demand: int) -> None:
        """All units that the demand asks for, bin by bin, fewest metres a unit first."""
        short, bins = self._demands[demand]
        left = list(bins)
        while short > 0:
            costs = [self._cost(cell) for cell, _ in left]
            best = min(
                range(len(left)), key=lambda index: (costs[index][0] / min(left[index][1], short), -left[index][1])
            )
            cell, held = left.pop(best)
            if costs[best][1]:
                self._order.insert(costs[best][1], self._number[cell])
            units = min(held, short)
            self.taken[demand].append((cell, units))
            short -= units

    def give_back(self, demand: int) -> None:
        """What the demand takes; a cell that nobody else needs leaves the walk."""
        cells, self.taken[demand] = {cell for cell, _ in self.taken[demand]}, []
        needed = {cell for some in self.taken for cell, _ in some}
        gone = {self._number[cell] for cell in cells - needed}
        self._order = [number for number in self._order if number not in gone]

    def _cost(self, cell: Cell) -> tuple[float, int]:
        """Metres more, and the place where it goes; 0 for one that is visited already."""
        number = self._number[cell]
        if number in self._order:
            return 0.0, 0
        before, after = np.array(self._order[:-1]), np.array(self._order[1:])
        detour = self._metres[before, number] + self._metres[number, after] - self._metres[before, after]
        place = int(detour.argmin())
        return float(detour[place]), place + 1
