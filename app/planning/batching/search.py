"""The search: starts, searchers that take turns, and now and then a set covering over all walks seen."""

from collections.abc import Callable, Sequence
from math import inf
from random import Random

from app.planning.batching.cover import Cover
from app.planning.batching.everything import FEW, weigh_all
from app.planning.batching.problem import BatchOrder
from app.planning.batching.routes import TimeIsUp
from app.planning.batching.starts import one_by_one, savings
from app.planning.batching.walkers import Ground, Plan, Wants, searcher

SLACK = 0.05
"""How much longer a plan may be for the second searcher to go on from it, as a share of a mean batch; the first one
allows nothing, the others its multiples."""
SEARCHERS = ((120, 2), (inf, 1))
"""Up to how many orders how many searchers take turns: with many orders, one has enough to measure."""
FIRST_COVER = 30
"""Steps before the first set covering."""
COVER_EVERY = 90
"""Steps between one and the next."""
PROMISING = 1.01
"""While no plan of a covering is shorter than this times the best, the next one waits twice as long."""
COVERED = 260
"""With more orders than this there is no set covering: it would take longer than it gains."""


def search(
    ground: Ground,
    parts: Sequence[BatchOrder],
    seed: int,
    stop: Callable[[], bool],
    steps: int,
    idle_steps: int,
    progress: Callable[[float, float], None],
) -> int:
    """Betters the ground's plan until there is nothing to do, or `stop()`; how many steps it took."""
    routes, random, step = ground.routes, Random(seed), 0
    bettered, record = 0, ground.best_score
    if stop():
        return step
    try:
        starts = _starts(ground, parts)
        if not routes.walks and not ground.timetable.binds:
            return step
        if steps and len(parts) <= FEW:
            weigh_all(ground, stop)
            progress(ground.best_score.metres, 1.0)
            return 1
        searchers = [_searcher(ground, starts, number, random) for number in range(_crowd(len(parts)))]
        covering = _Covering(ground, stop, random)
        while step < steps and step - bettered < idle_steps and not stop():
            step += 1
            routes.extend([batch for one in searchers for batch in next(one)])
            for number, plan in enumerate(covering.plans(step)[: len(searchers)]):
                searchers[-1 - number] = _searcher(ground, [plan], number, random)
            if ground.best_score != record:
                bettered, record = step, ground.best_score
            progress(record.metres, step / steps)
    except TimeIsUp:
        pass
    return step


class _Covering:
    """Asks now and then for plans from all walks seen; ever more rarely while they are much longer than the best."""

    def __init__(self, ground: Ground, stop: Callable[[], bool], random: Random) -> None:
        self._ground = ground
        self._cover = Cover(ground.routes, stop)
        self._random = random
        self._at, self._pause = FIRST_COVER, COVER_EVERY

    def plans(self, step: int) -> list[Plan]:
        """New plans if it is time, the best first, offered to the ground. Raises TimeIsUp."""
        ground = self._ground
        if step < self._at or ground.routes.count > COVERED:
            return []
        plans = sorted(self._cover.plans(ground.best, self._random), key=ground.offer)
        near = ground.score(plans[0]).metres <= PROMISING * ground.best_score.metres
        self._pause = COVER_EVERY if near else 2 * self._pause
        self._at += self._pause
        return plans


def _starts(ground: Ground, parts: Sequence[BatchOrder]) -> list[Plan]:
    """Savings; where orders are due, the earliest due together and each order alone too. The best one first."""
    starts = [savings(ground.routes)]
    if ground.timetable.binds:
        by_due = sorted(range(len(parts)), key=lambda index: (_due(parts[index]), index))
        starts += [one_by_one(ground.routes, by_due), [(index,) for index in by_due]]
    return sorted(starts, key=ground.offer)


def _due(part: BatchOrder) -> float:
    return inf if part.due is None else part.due


def _searcher(ground: Ground, starts: Sequence[Plan], number: int, random: Random) -> Wants:
    return searcher(ground, starts[number % len(starts)], Random(random.random()), SLACK * number)


def _crowd(orders: int) -> int:
    return next(crowd for most, crowd in SEARCHERS if orders <= most)
