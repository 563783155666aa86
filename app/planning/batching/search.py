"""The search: starts, searchers that take turns, and now and then a set covering over all walks seen."""

from collections.abc import Callable, Sequence
from math import inf
from random import Random

from app.planning.batching.cover import Cover
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
    bettered, cover_at, record = 0, FIRST_COVER, ground.best_score
    if stop():
        return step
    try:
        starts = _starts(ground, parts)
        if not routes.walks and not ground.timetable.binds:
            return step
        cover = Cover(routes, stop)
        searchers = [_searcher(ground, starts, number, random) for number in range(_crowd(len(parts)))]
        while step < steps and step - bettered < idle_steps and not stop():
            step += 1
            routes.extend([batch for one in searchers for batch in next(one)])
            if step >= cover_at and len(parts) <= COVERED:
                cover_at += COVER_EVERY
                plans = cover.plans(ground.best, random)
                for number, plan in enumerate(sorted(plans, key=ground.offer)[: len(searchers)]):
                    searchers[-1 - number] = _searcher(ground, [plan], number, random)
            if ground.best_score != record:
                bettered, record = step, ground.best_score
            progress(record.metres, step / steps)
    except TimeIsUp:
        pass
    return step


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
