"""All plans of a few orders: with so few, each is weighed, and the best is known to be the best."""

from collections.abc import Callable, Iterator
from itertools import combinations

from app.planning.batching.routes import Batch, TimeIsUp
from app.planning.batching.walkers import Ground, Plan

FEW = 7
"""Up to so many orders all plans are weighed: 877 at most."""
AT_ONCE = 8
"""Batches that are measured, and plans that are weighed, between two questions whether to stop."""


def weigh_all(ground: Ground, stop: Callable[[], bool]) -> None:
    """Offers every plan to the ground. Raises TimeIsUp."""
    routes = ground.routes
    orders = range(routes.count)
    batches = [batch for size in range(1, routes.count + 1) for batch in combinations(orders, size)]
    may = [batch for batch in batches if len(batch) == 1 or routes.carries(batch)]
    for first in range(0, len(may), AT_ONCE):
        _go_on(stop)
        routes.metres(may[first : first + AT_ONCE])
    for number, plan in enumerate(_plans(routes.count, frozenset(may))):
        if number % AT_ONCE == 0:
            _go_on(stop)
        ground.offer(plan)


def _go_on(stop: Callable[[], bool]) -> None:
    if stop():
        raise TimeIsUp


def _plans(count: int, may: frozenset[Batch]) -> Iterator[Plan]:
    """Each way to part the first `count` orders into batches that may be."""
    if not count:
        yield []
        return
    last = count - 1
    for plan in _plans(last, may):
        yield [*plan, (last,)]
        for place, batch in enumerate(plan):
            if (*batch, last) in may:
                yield [*plan[:place], (*batch, last), *plan[place + 1 :]]
