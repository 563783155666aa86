"""Choices that lack something, completed at the least cost: many side by side, each bin where it adds fewest metres."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from app.planning.scattered.machine import FAR, Floats, Ints
from app.planning.scattered.rack import Bools, Rack
from app.planning.scattered.sweep import around, so_far, to_go

GRAIN = 0.01
"""Metres that a bin costs at least, so that of bins on the way the one that holds more is taken."""


def complete(
    rack: Rack,
    visited: Bools,
    urgency: Floats,
    noise: float,
    random: np.random.Generator,
    share: float,
    stop: Callable[[], bool],
) -> Floats:
    """Adds bins to each of p choices (p, n), in place, until all demands are met; gives the metres of each (p,).

    The demands with the greatest `urgency` (p, d) go first; `noise` blurs what a bin costs by up to that share. What a
    bin costs is exact as long as bins are added in its own stretch only; the walks are weighed anew after so many bins
    as a `share` of the demands that lack something. Where it is broken off by `stop`, all walks are FAR.
    """
    choices = _Choices(rack, visited)
    while True:
        after = to_go(rack, choices.metres)
        lacking = int((choices.short > 0).sum(1).max())
        if not lacking:
            total: Floats = after[0, 0, rack.machine.met[rack.met[0]][rack.machine.EMPTY]]
            return total
        choices.weigh(so_far(rack, choices.metres), after)
        for _ in range(max(1, round(lacking * share))):
            walks = np.flatnonzero((choices.short > 0).any(1))
            if not len(walks):
                break
            if stop():
                return np.full(len(visited), FAR)
            demands = np.where(choices.short[walks] > 0, urgency[walks], np.float32(-1)).argmax(1)
            choices.add_cheapest(walks, demands, noise, random)


class _Choices:
    def __init__(self, rack: Rack, visited: Bools) -> None:
        self._rack = rack
        self._visited = visited
        walks, bins = np.nonzero(visited)
        stretches = len(rack.length)
        self._placed = np.zeros((len(visited), stretches, rack.most), dtype=np.bool_)
        self._placed[walks, rack.stretch[bins], rack.place[bins]] = True
        metres = rack.visiting(
            np.tile(np.arange(stretches), len(visited)), self._placed.reshape(-1, rack.most)
        ).reshape(len(visited), rack.aisles, rack.blocks, 6)
        self.metres: Floats = np.ascontiguousarray(metres.transpose(1, 2, 3, 0))
        self.short = np.stack([rack.asked - rack.got(row) for row in visited])

    def weigh(self, before: Floats, after: Floats) -> None:
        """Takes down what the rest of each walk costs, by each way through each stretch."""
        rest = around(self._rack, before, after)
        shape = (len(self._rack.length), 6, len(self._visited))
        self._rest: Floats = rest.reshape(shape).transpose(2, 0, 1)
        self._now: Floats = (rest + self.metres).min(2).reshape(shape[0], shape[2]).T

    def add_cheapest(self, walks: Ints, demands: Ints, noise: float, random: np.random.Generator) -> None:
        """One bin more for the demand of each of the walks: the one with the fewest metres a unit."""
        rack = self._rack
        some = [rack.bins_of[demand] for demand in demands.tolist()]
        counts = np.array([len(bins) for bins in some])
        first = np.cumsum(counts) - counts
        bins, group = np.concatenate(some), np.repeat(np.arange(len(some)), counts)
        walk, stretches = walks[group], rack.stretch[bins]
        placed = self._placed[walk, stretches]
        placed[np.arange(len(bins)), rack.place[bins]] = True
        metres = rack.visiting(stretches, placed)
        total = (self._rest[walk, stretches] + metres).min(1)
        cost = total - self._now[walk, stretches] + np.float32(GRAIN)
        cost /= np.minimum(rack.units[bins], self.short[walk, demands[group]])
        if noise:
            cost *= 1 + np.float32(noise) * random.random(len(cost), dtype=np.float32)
        cost[self._visited[walk, bins]] = np.inf
        least = np.repeat(np.minimum.reduceat(cost, first), counts)
        best = np.flatnonzero(cost == least)
        best = best[np.r_[True, np.diff(group[best]) > 0]]
        self._add(bins[best], walks, metres[best], total[best])

    def _add(self, bins: Ints, walks: Ints, metres: Floats, total: Floats) -> None:
        rack = self._rack
        stretches = rack.stretch[bins]
        self._visited[walks, bins] = True
        self._placed[walks, stretches, rack.place[bins]] = True
        self.short[walks, rack.demand[bins]] -= rack.units[bins]
        self._now[walks, stretches] = total
        aisles, blocks = np.divmod(stretches, rack.blocks)
        self.metres[aisles, blocks, :, walks] = metres


def spare(rack: Rack, visited: Bools, order: NDArray[np.intp]) -> Bools:
    """The choice (n,) without the bins that are not needed, those first in `order` left out first."""
    over = (rack.got(visited) - rack.asked).tolist()
    kept = visited.copy()
    for number in order[visited[order]].tolist():
        demand, units = int(rack.demand[number]), float(rack.units[number])
        if over[demand] >= units:
            over[demand] -= units
            kept[number] = False
    return kept
