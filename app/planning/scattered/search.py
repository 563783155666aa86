"""The search for bins and walk together: prices, choices that the prices suggest, then by turns mending and a beam.

What is mended is the best choice with some of its bins left out (see `ruin`), many such at once; where that no longer
helps, a wider beam looks at the whole again, and may find that nothing is better.
"""

from collections.abc import Callable

import numpy as np

from app.planning.scattered.beam import Beam
from app.planning.scattered.machine import FAR, Ints
from app.planning.scattered.mend import complete, spare
from app.planning.scattered.prices import Priced, Prices
from app.planning.scattered.rack import Bools, Rack
from app.planning.scattered.ruin import ruined

FIRST_CLIMB, NEXT_CLIMB = 10, 6
STARTS = 6
START_SHARE = 0.5
"""Of what the starts lack, added before their walks are weighed anew; they are completed even after `stop`."""
SIDE_BY_SIDE = 24
NOISE = 0.2
FEW = 7
"""Demands up to which a beam soon finds the best walk of all, so that there is no mending before."""
CALM = 4
"""For so many demands more, one round of mending more may be without a gain before a beam looks again."""
FIRST_WIDTH, WIDER, WIDEST = 16, 4, 20_000
LEAST_OFFERS = 24
ROUNDS = 400
LEAST_GAIN = 1e-3


class Search:
    """Looks for the bins (n,) of a rack whose walk is short: `best`, of `metres`, the best so far."""

    def __init__(self, rack: Rack, first: Bools, stop: Callable[[], bool], seed: int) -> None:
        self._rack = rack
        self._stop = stop
        self._random = np.random.default_rng(seed)
        self._prices = Prices(rack)
        self._width = FIRST_WIDTH
        self.best = first
        self.metres = float(FAR)
        self.is_proven = False

    def run(self) -> None:
        """Until `stop`, or until the walk is known to be the shortest, or for a set number of rounds."""
        self._prices.climb(FIRST_CLIMB, self.metres)
        starts = [self.best, *map(self._needed, self._prices.kept[:STARTS])]
        self._mend(np.stack(starts), noise=0, share=START_SHARE, stop=_never)
        patience = max(0, (len(self._rack.asked) - FEW) // CALM)
        calm = 0
        for _ in range(ROUNDS):
            self.is_proven = self.is_proven or self._prices.bound > self.metres - LEAST_GAIN
            if self.is_proven or self._stop():
                return
            if calm >= patience and self._width <= WIDEST:
                calm = 0
                self._look_again()
                continue
            left = np.stack([ruined(self._rack, self.best, self._random) for _ in range(SIDE_BY_SIDE)])
            calm = 0 if self._mend(left, NOISE) else calm + 1

    def _mend(self, choices: Bools, noise: float, share: float = 1.0, stop: Callable[[], bool] | None = None) -> bool:
        """Whether one of the choices (p, n), once complete, is better; one as good takes the best's place too.

        What `stop` breaks off is not complete, and so is not better.
        """
        prices = self._prices.best.prices + np.float32(LEAST_GAIN)
        shape = (len(choices), len(prices))
        urgency = prices * (1 + self._random.random(shape, dtype=np.float32) * np.float32(0.5))
        metres = complete(self._rack, choices, urgency, noise, self._random, share, stop or self._stop)
        least = float(metres.min())
        if least > self.metres + LEAST_GAIN:
            return False
        as_good = np.flatnonzero(metres <= least + LEAST_GAIN)
        gained = least < self.metres - LEAST_GAIN
        self.metres = least
        self.best = spare(self._rack, choices[self._random.choice(as_good)], self._shuffled())
        return gained

    def _look_again(self) -> None:
        self._prices.climb(NEXT_CLIMB, self.metres)
        kept = self._prices.kept
        hints = [self._prices.best, self._prices.none, *kept[1:22:4]]
        offers = max(LEAST_OFFERS, self._width // 4)
        found, self.is_proven = Beam(self._rack, offers).search(self._width, hints, self.metres, self._stop)
        self._width *= WIDER
        if found is not None:
            self._mend(spare(self._rack, found, self._shuffled())[None], noise=0)

    def _needed(self, priced: Priced) -> Bools:
        """What the prices suggest, without what is not needed: first goes what stands alone in its stretch."""
        rack = self._rack
        company = np.bincount(rack.stretch[priced.passed], minlength=len(rack.length))[rack.stretch]
        return spare(rack, priced.passed, np.argsort(company + self._random.random(len(company))))

    def _shuffled(self) -> Ints:
        return self._random.permutation(len(self._rack.stretch))


def _never() -> bool:
    return False
