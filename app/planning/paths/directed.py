"""Walks where the way back may be another: one-way aisles, and buildings that are no grid.

Everything works on a matrix of n nodes, metres from each (row) to each (column): node 0 is where the walk begins, node
n - 1 where it ends, the others are stops. A walk is a list of all nodes that begins with 0 and ends with n - 1.

Sources: up to `FEW` stops the dynamic programme of Held and Karp (1962); for more, exchanging neighbouring stretches
(the 3-opt move that turns nothing round, Kanellakis and Papadimitriou 1980) and turning one round (2-opt, Croes 1958,
weighed both ways), with restarts from a random exchange of the best walk (Martin, Otto and Felten 1991).
"""

from collections.abc import Callable, Iterable, Sequence
from math import inf
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.planning.points import NoWay

FEW = 12
"""Stops up to which a walk is exact."""
BEGUN = 2
"""With so many of the known walks the search begins."""
EVALUATIONS = 4_000_000
"""How many changes of a walk are weighed at most: bounds the time without a clock, so equal input gives equal walks."""
OVERHEAD = 500
"""Changes that could have been weighed in the time that it takes to begin weighing: what short walks cost most."""
LEAST_GAIN = 1e-9
FAR = 1e12
"""Stands for no way: a sum with it is never a walk."""

Matrix = NDArray[np.float64]


def improved_walk(
    travel: Sequence[Sequence[float]],
    walks: Iterable[Sequence[int]] = (),
    evaluations: int = EVALUATIONS,
    seed: int = 1,
    stop: Callable[[], bool] = lambda: False,
) -> list[int]:
    """A short walk over all nodes of the matrix `travel` (n x n metres, infinite where there is no way).

    Exact for few stops; else the best that `evaluations` weighed changes give, or that was found when `stop` said so.
    Never longer than any of `walks`, nor than the nearest neighbour's. Raises NoWay where no walk visits all.
    """
    metres = np.minimum(np.asarray(travel, dtype=np.float64), FAR)
    if len(metres) <= FEW + 2:
        walk = _exact(metres)
    else:
        known = [nearest_neighbour(metres), *(list(walk) for walk in walks)]
        walk = _Search(metres, evaluations, seed, stop).best_of(known)
    if length(metres, walk) >= FAR:
        raise NoWay("no walk comes to every stop")
    return walk


def length(metres: Matrix, walk: Sequence[int]) -> float:
    """Metres of a walk through nodes of the matrix."""
    return float(metres[walk[:-1], walk[1:]].sum())


def nearest_neighbour(metres: Matrix) -> list[int]:
    """Always on to the nearest stop that is left; of equals to the lowest."""
    left = np.ones(len(metres), dtype=bool)
    left[[0, -1]] = False
    walk = [0]
    while left.any():
        walk.append(int(np.where(left, metres[walk[-1]], inf).argmin()))
        left[walk[-1]] = False
    return [*walk, len(metres) - 1]


def _exact(metres: Matrix) -> list[int]:
    """Held and Karp: the shortest way to have visited a set of stops and stand at one of them, set by set."""
    count = len(metres) - 2
    if count == 0:
        return [0, 1]
    between, sets = metres[1:-1, 1:-1], np.arange(1 << count)
    shortest = np.full((1 << count, count), inf)
    shortest[1 << np.arange(count), np.arange(count)] = metres[0, 1:-1]
    sizes = sum(sets >> stop & 1 for stop in range(count))
    for size in range(1, count):
        of_size = sets[sizes == size]
        for stop in range(count):
            here = of_size[of_size >> stop & 1 == 0]
            shortest[here | 1 << stop, stop] = (shortest[here] + between[:, stop]).min(axis=1)
    rest, walk = (1 << count) - 1, [len(metres) - 1]
    while rest:
        last = int((shortest[rest] + metres[1:-1, walk[-1]]).argmin())
        walk.append(last + 1)
        rest ^= 1 << last
    return [*walk, 0][::-1]


class _Search:
    """Improves walks until its evaluations are used up or it is told to stop."""

    def __init__(self, metres: Matrix, evaluations: int, seed: int, stop: Callable[[], bool]) -> None:
        self._metres = metres
        self._left = evaluations
        self._dice = Random(seed)
        self._stop = stop

    def best_of(self, walks: Sequence[list[int]]) -> list[int]:
        """The best found from the shortest of these walks, and from restarts near the best."""
        known = sorted(map(np.array, walks), key=self._length)
        best = known[0]
        for walk in known[:BEGUN]:
            best = min(best, self._improved(walk), key=self._length)
        while not self._is_over():
            best = min(self._improved(self._kicked(best)), best, key=self._length)  # an equal one leads on elsewhere
        return [int(node) for node in best]

    def _is_over(self) -> bool:
        return self._left <= 0 or self._stop()

    def _length(self, walk: NDArray[Any]) -> float:
        return float(self._metres[walk[:-1], walk[1:]].sum())

    def _improved(self, walk: NDArray[Any]) -> NDArray[Any]:
        gained = True
        while gained and not self._is_over():
            gained = False
            for first in range(1, len(walk) - 2):
                for change in (self._exchange, self._turn):
                    changed = change(walk, first)
                    gained = gained or changed is not walk
                    walk = changed
        return walk

    def _exchange(self, walk: NDArray[Any], first: int) -> NDArray[Any]:
        """The stretch that begins at `first` and the one after it change places, where they gain most."""
        legs, before = self._metres, walk[first - 1]
        begins, ends = walk[first + 1 : -1], walk[first:-2]  # of the second stretch, and of the first one before it
        last, after = walk[first + 1 : -1], walk[first + 2 :]  # of the second stretch, and what follows it
        old = legs[before, walk[first]] + legs[ends, begins][:, None] + legs[last, after][None, :]
        new = legs[before, begins][:, None] + legs[last, walk[first]][None, :] + legs[ends[:, None], after[None, :]]
        gains = np.triu(old - new)
        self._left -= OVERHEAD + gains.size // 2
        one, other = np.unravel_index(int(gains.argmax()), gains.shape)
        if gains[one, other] <= LEAST_GAIN:
            return walk
        middle, end = first + 1 + int(one), first + 2 + int(other)
        return np.concatenate((walk[:first], walk[middle:end], walk[first:middle], walk[end:]))

    def _turn(self, walk: NDArray[Any], first: int) -> NDArray[Any]:
        """The stretch that begins at `first` is walked the other way, up to where that gains most."""
        legs, before = self._metres, walk[first - 1]
        stretch, after = walk[first:-1], walk[first + 1 :]
        there = np.concatenate(([0.0], legs[stretch[:-1], stretch[1:]].cumsum()))
        back = np.concatenate(([0.0], legs[stretch[1:], stretch[:-1]].cumsum()))
        old = legs[before, walk[first]] + there + legs[stretch, after]
        new = legs[before, stretch] + back + legs[walk[first], after]
        self._left -= OVERHEAD + len(stretch)
        end = int((old - new).argmax())
        if (old - new)[end] <= LEAST_GAIN:
            return walk
        return np.concatenate((walk[:first], stretch[end::-1], after[end:]))

    def _kicked(self, walk: NDArray[Any]) -> NDArray[Any]:
        """Two neighbouring stretches, neither long, change places by chance."""
        stops = len(walk) - 2
        first = self._dice.randint(1, stops - 1)
        middle = self._dice.randint(first + 1, min(stops, first + 10))
        end = self._dice.randint(middle + 1, min(stops + 1, middle + 10))
        return np.concatenate((walk[:first], walk[middle:end], walk[first:middle], walk[end:]))
