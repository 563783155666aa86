"""Prices of the demands: what a walk should pay at most for a unit, which makes bounds and hints where to look.

Lagrangian relaxation of `each demand is met`, whose subproblem is the dynamic programme over the aisles, by the
subgradient method with a direction that remembers (Held, Wolfe and Crowder 1974; Camerini, Fratta and Maffioli 1975).
"""

from dataclasses import dataclass

import numpy as np

from app.planning.scattered.machine import FAR, Floats
from app.planning.scattered.rack import Bools, Rack
from app.planning.scattered.sweep import to_go

SCALES = (0.05, 0.1, 0.2, 0.35, 0.6, 1.0)
FIRST_STEP = 0.3
PATIENCE = 3
SHRINK = 0.6
MEMORY = 0.6
KEPT = 40


@dataclass(frozen=True)
class Priced:
    """Under `prices` (d,): no walk is shorter than `bound` metres; `passed` (n,) are the bins that the best walk under
    these prices passes; `to_go` (aisles, blocks + 1, n + 1) are its metres to go, less prices, as in `sweep.to_go`."""

    bound: float
    prices: Floats
    passed: Bools
    to_go: Floats


class Prices:
    """Climbs to better prices; `best` are the best found so far, `kept` some, the best first."""

    def __init__(self, rack: Rack) -> None:
        self._rack = rack
        self._prices = self._start()
        self._step = FIRST_STEP
        self._stale = 0
        self._direction: Floats | None = None
        self.bound = -float(FAR)
        self.best = self._weigh(np.zeros(len(rack.asked), dtype=np.float32))
        self.none = self.best
        self.kept: list[Priced] = []

    def climb(self, rounds: int, known: float) -> None:
        """Some rounds more; a walk of `known` metres is known, so that no bound is above it."""
        for _ in range(rounds):
            priced = self._weigh(self._prices)
            self.kept.append(priced)
            self._note(priced)
            short = self._rack.asked - self._rack.got(priced.passed)
            direction = short if self._direction is None else MEMORY * self._direction + short
            direction = np.where((self._prices <= 0) & (direction < 0), np.float32(0), direction)
            size = float(direction @ direction)
            if not size or self.bound >= known:
                break
            self._direction = direction
            aim = min(known, self.bound + self._step * max(abs(self.bound), float(self._rack.length[0])))
            move = max(aim - priced.bound, 0.1) / size
            self._prices = np.maximum(0, self._prices + np.float32(move) * direction)
        self.kept = sorted(self.kept, key=lambda priced: -priced.bound)[:KEPT]

    def _note(self, priced: Priced) -> None:
        better = priced.bound > self.bound + 1e-4 * abs(priced.bound)
        if priced.bound > self.bound:
            self.best, self.bound = priced, priced.bound
        self._stale = 0 if better else self._stale + 1
        if self._stale >= PATIENCE:
            self._step *= SHRINK
            self._stale = 0
            self._direction = None
            self._prices = self.best.prices

    def _start(self) -> Floats:
        """Dearer where little is held, on the scale that gives the best bound."""
        rack = self._rack
        held = np.bincount(rack.demand, rack.units, minlength=len(rack.asked))
        plain = (2 * rack.length.mean() / np.sqrt(np.maximum(held * rack.asked, 1))).astype(np.float32)
        scaled = [plain * np.float32(scale) for scale in SCALES]
        metres = np.stack([rack.prized(prices)[0] for prices in scaled], axis=-1)
        after = to_go(rack, metres.reshape(rack.aisles, rack.blocks, 6, -1))
        bounds = after[0, 0, rack.machine.met[rack.met[0]][0]] + [float(prices @ rack.asked) for prices in scaled]
        best: Floats = scaled[int(bounds.argmax())]
        return best

    def _weigh(self, prices: Floats) -> Priced:
        rack, steps = self._rack, self._rack.machine
        metres, front, back = rack.prized(prices)
        metres = metres.reshape(rack.aisles, rack.blocks, 6)
        after = to_go(rack, metres[..., None])[..., 0]
        ways = np.empty((rack.aisles, rack.blocks), dtype=np.intp)
        state = steps.EMPTY
        bound = float(after[0, 0, steps.met[rack.met[0]][state]] + prices @ rack.asked)
        for aisle in range(rack.aisles):
            state = steps.met[rack.met[aisle]][state]
            for block in range(rack.blocks):
                following = steps.walked[block][state]
                ways[aisle, block] = way = (after[aisle, block + 1][following] + metres[aisle, block]).argmin()
                state = following[way]
            if aisle + 1 < rack.aisles:
                onward = steps.onward[state]
                beyond = after[aisle + 1, 0][steps.met[rack.met[aisle + 1]][onward]]
                state = onward[(beyond + rack.onward_metres[state]).argmin()]
        return Priced(bound, prices, rack.passing(ways.ravel(), front, back), after)
