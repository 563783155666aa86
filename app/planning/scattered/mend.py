"""Choices that lack something, completed at the least cost: many side by side, each bin where it adds fewest metres."""

import numpy as np
from numpy.typing import NDArray

from app.planning.scattered.machine import Floats, Ints
from app.planning.scattered.rack import Bools, Rack
from app.planning.scattered.sweep import around, so_far, to_go

GRAIN = 0.01
"""Metres that a bin costs at least, so that of bins on the way the one that holds more is taken."""
FREE = 2 * GRAIN
HASTE = 3
"""Of so many demands that lack something, a round meets one."""


def complete(
    rack: Rack, visited: Bools, urgency: Floats, noise: float, random: np.random.Generator, haste: int = HASTE
) -> Floats:
    """Adds bins to each of p choices (p, n), in place, until all demands are met; gives the metres of each (p,).

    The demands with the greatest `urgency` (p, d) go first; `noise` blurs what a bin costs by up to that share. Each
    round adds a bin for one in `haste` of the demands that lack something, and for the next one if it costs nothing.
    """
    choices = _Choices(rack, visited)
    while True:
        before, after = so_far(rack, choices.metres), to_go(rack, choices.metres)
        total: Floats = after[0, 0, rack.machine.met[rack.met[0]][rack.machine.EMPTY]]
        walks, demands, is_due = choices.most_urgent(urgency, haste)
        if not len(walks):
            return total
        bins, group, first = choices.candidates(walks, demands)
        cost = choices.with_bin(bins, walks[group], before, after) - total[walks[group]] + np.float32(GRAIN)
        cost /= np.minimum(rack.units[bins], choices.short[walks[group], demands[group]])
        if noise:
            cost *= 1 + np.float32(noise) * random.random(len(cost), dtype=np.float32)
        best = [int(cost[low:high].argmin()) + low for low, high in zip(first, [*first[1:], len(cost)], strict=True)]
        wanted = np.flatnonzero(is_due | (cost[best] <= FREE))
        choices.add(bins[best][wanted], walks[wanted])


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

    def most_urgent(self, urgency: Floats, haste: int) -> tuple[Ints, Ints, Bools]:
        """Walks that lack something, with the demands to look at next, and whether these are to be met now."""
        lacking = self.short > 0
        due = (lacking.sum(1) + haste - 1) // haste
        most = int(due.max(initial=0)) + 1
        ranked = np.argsort(np.where(lacking, -urgency, np.float32(1)), axis=1)[:, :most]
        turn = np.arange(ranked.shape[1])
        walks, turns = np.nonzero(np.take_along_axis(lacking, ranked, 1) & (turn <= due[:, None]))
        return walks, ranked[walks, turns], turns < due[walks]

    def candidates(self, walks: Ints, demands: Ints) -> tuple[Ints, Ints, list[int]]:
        """The bins that could be added for each of g walks and demands, of which pair each is, where each begins."""
        found = []
        for walk, demand in zip(walks.tolist(), demands.tolist(), strict=True):
            bins = self._rack.bins_of[demand]
            found.append(bins[~self._visited[walk, bins]])
        counts = [len(bins) for bins in found]
        return np.concatenate(found), np.repeat(np.arange(len(found)), counts), (np.cumsum(counts) - counts).tolist()

    def with_bin(self, bins: Ints, walks: Ints, before: Floats, after: Floats) -> Floats:
        """The metres of each walk if one bin more is visited."""
        rack = self._rack
        stretches = rack.stretch[bins]
        pairs, which = np.unique(walks * len(rack.length) + stretches, return_inverse=True)
        walk_of, stretch_of = np.divmod(pairs, len(rack.length))
        rest = around(rack, before, after, stretch_of, walk_of)
        placed = self._placed[walks, stretches]
        placed[np.arange(len(bins)), rack.place[bins]] = True
        metres: Floats = (rest[which] + rack.visiting(stretches, placed)).min(1)
        return metres

    def add(self, bins: Ints, walks: Ints) -> None:
        """One bin more for each of the walks, which may repeat."""
        rack = self._rack
        stretches = rack.stretch[bins]
        self._visited[walks, bins] = True
        self._placed[walks, stretches, rack.place[bins]] = True
        self.short[walks, rack.demand[bins]] -= rack.units[bins]
        aisles, blocks = np.divmod(stretches, rack.blocks)
        self.metres[aisles, blocks, :, walks] = rack.visiting(stretches, self._placed[walks, stretches])


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
