"""Bins as arrays: by the stretch of aisle in which they lie, from the front."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.planning.layout import Crossing, Layout
from app.planning.scattered.demand import Demand
from app.planning.scattered.machine import FAR, Floats, Ints, Machine, Terminals, machine

Bools = NDArray[np.bool_]


class Rack:
    """n bins of d demands in s stretches (aisle by aisle, each from the front) of at most k bins.

    Of each bin: `stretch`, `place` in it, `demand`, `units` (never more than asked), all (n,), in the order of
    stretches and places; `source` (n, 2) is its demand and its index there. Of each stretch: `length` (s,)
    metres, `at` (s, k) metres of its bins from its front end, `held` (s,) of how many. `asked` (d,). The start and end
    are crossings.
    """

    def __init__(self, layout: Layout, demands: Sequence[Demand], start: Crossing, end: Crossing) -> None:
        self.aisles, self.blocks, self.pitch = layout.aisles, len(layout.blocks), layout.aisle_pitch
        metres = [far - near for near, far in pairwise(layout.cross_aisles)]
        self.length: Floats = np.array(metres * self.aisles, dtype=np.float32)
        self.asked: Floats = np.array([demand.quantity for demand in demands], dtype=np.float32)
        self._place(layout, demands)
        self._close(layout)
        kinds = _terminals(start, end)
        self.machine: Machine = machine(self.blocks, frozenset([(), *kinds.values()]))
        self.met: list[Terminals] = [kinds.get(aisle, ()) for aisle in range(self.aisles)]
        self.onward_metres = self.machine.edges * np.float32(self.pitch)

    def _place(self, layout: Layout, demands: Sequence[Demand]) -> None:
        rows = []
        for number, demand in enumerate(demands):
            for index, (cell, held) in enumerate(demand.bins):
                if held > 0 and demand.quantity > 0:
                    block = layout.block_of(cell.cell)
                    along = layout.position(cell)[1] - layout.cross_aisles[block]
                    rows.append((cell.aisle * self.blocks + block, along, number, index, min(held, demand.quantity)))
        rows.sort()
        stretch, metres, demand_, index_, units = (np.array(column) for column in zip(*rows, strict=True))
        self.stretch: Ints = stretch.astype(np.intp)
        self.demand: Ints = demand_.astype(np.intp)
        self.units: Floats = units.astype(np.float32)
        self.source = list(zip(demand_.tolist(), index_.tolist(), strict=True))
        self.along: Floats = metres.astype(np.float32)
        self.held: Ints = np.bincount(self.stretch, minlength=len(self.length))
        self.most = int(self.held.max())
        self.place: Ints = np.arange(len(rows)) - (np.cumsum(self.held) - self.held)[self.stretch]
        self.flat: Ints = self.stretch * self.most + self.place
        self.at = self._spread(self.along)
        present = self._spread(np.ones(len(rows), dtype=np.float32)) > 0
        self.from_front: Floats = np.where(present, 2 * self.at, FAR)
        self.from_back: Floats = np.where(present, 2 * (self.length[:, None] - self.at), FAR)
        self.bins_of: list[Ints] = [np.flatnonzero(self.demand == number) for number in range(len(self.asked))]

    def _close(self, layout: Layout) -> None:
        """Where a stretch is shut at an end, `shut` (s, 6) keeps the walk from it."""
        self.shut: Floats = np.zeros((len(self.length), 6), dtype=np.float32)
        for number in range(len(self.length)):
            opening = layout.opening(*divmod(number, self.blocks))
            if not opening.front:
                self.shut[number, [1, 2, 3, 5]] = FAR
            if not opening.back:
                self.shut[number, [1, 2, 4, 5]] = FAR

    def _spread(self, values: Floats) -> Floats:
        """(n,) to (s, k), 0 where there is no bin."""
        spread = np.zeros((len(self.length), self.most), dtype=np.float32)
        spread.ravel()[self.flat] = values
        return spread

    def prized(self, prices: Floats) -> tuple[Floats, Floats, Floats]:
        """Metres of each way through each stretch (s, 6) less the prices (per unit of each demand) of what it passes at
        best; and (s, k) that of going in from the front, and from the back, just to each bin."""
        prizes = self._spread(prices[self.demand] * self.units)
        passed = prizes.cumsum(1, dtype=np.float32)
        everything = passed[:, -1]
        front = self.from_front - passed
        back = self.from_back - (everything[:, None] - passed + prizes)
        metres = np.empty((len(self.length), 6), dtype=np.float32)
        metres[:, 0] = 0
        metres[:, 1] = self.length - everything
        metres[:, 2] = 2 * self.length - everything
        metres[:, 3] = front.min(1)
        metres[:, 4] = back.min(1)
        metres[:, 5] = FAR
        if self.most > 1:
            metres[:, 5] = (np.minimum.accumulate(front, 1)[:, :-1] + back[:, 1:]).min(1)
        return metres + self.shut, front, back

    def passing(self, ways: Ints, front: Floats, back: Floats) -> Bools:
        """Which bins (n,) the ways through the stretches (s,) pass that `prized` found best."""
        last = np.full(len(ways), -1)
        first = np.where((ways == 1) | (ways == 2), 0, self.most)
        last[ways == 3] = front[ways == 3].argmin(1)
        first[ways == 4] = back[ways == 4].argmin(1)
        both = np.flatnonzero(ways == 5)
        if len(both):
            least = np.minimum.accumulate(front[both], 1)[:, :-1]
            first[both] = (least + back[both, 1:]).argmin(1) + 1
            before = np.arange(self.most) < first[both, None]
            last[both] = np.where(before, front[both], 2 * FAR).argmin(1)
        return (self.place <= last[self.stretch]) | (self.place >= first[self.stretch])

    def visiting(self, stretches: Ints, visited: Bools) -> Floats:
        """Metres of each way (t, 6) through t stretches when it has to pass the `visited` (t, k) of their bins."""
        at, length = self.at[stretches], self.length[stretches]
        farthest = np.maximum.accumulate(np.where(visited, at, np.float32(-1)), 1)
        last = farthest[:, -1]
        first = np.where(visited, at, FAR).min(1)
        metres = np.empty((len(stretches), 6), dtype=np.float32)
        unused = last < 0
        metres[:, 0] = np.where(unused, 0, FAR)
        metres[:, 1] = length
        metres[:, 2] = 2 * length
        metres[:, 3] = np.where(unused, FAR, 2 * last)
        metres[:, 4] = np.where(unused, FAR, 2 * (length - first))
        metres[:, 5] = FAR
        if self.most > 1:
            inner = visited[:, 1:] & (farthest[:, :-1] >= 0)
            gap = np.where(inner, at[:, 1:] - farthest[:, :-1], np.float32(-1)).max(1)
            metres[:, 5] = np.where(gap < 0, FAR, 2 * (length - gap))
        return metres + self.shut[stretches]

    def got(self, visited: Bools) -> Floats:
        """Units of each demand (d,) in the visited bins (n,)."""
        return np.bincount(self.demand[visited], self.units[visited], minlength=len(self.asked)).astype(np.float32)


def _terminals(start: Crossing, end: Crossing) -> dict[int, Terminals]:
    """Of the aisles where the walk begins or ends: at which crossings."""
    if start == end:
        return {start.aisle: ((start.cross_aisle, 0),)}
    found: dict[int, Terminals] = {}
    for point in (start, end):
        found[point.aisle] = tuple(sorted((*found.get(point.aisle, ()), (point.cross_aisle, 1))))
    return found
