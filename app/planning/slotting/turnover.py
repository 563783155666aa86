"""Full turnover: what is asked for most goes to the bins that cost the shortest walk."""

from collections.abc import Callable, Sequence

import numpy as np

from app.planning.layout import Layout, Point
from app.planning.slotting.bins import Bin, Exchange, Rules
from app.planning.slotting.floor import Floor

MOVERS = 4
"""So many items are looked at for each move that is wanted: those that cost most metres by themselves."""


def turnover(
    floor: Floor,
    layout: Layout,
    ends: tuple[Point, Point],
    bins: Sequence[Bin],
    rules: Rules,
    most: int,
    stop: Callable[[], bool],
) -> list[Exchange]:
    """Up to `most` exchanges, no bin in two of them, the largest (walks more often) x (metres nearer) first.

    The metres are those of a walk from the start to the bin and on to the end. By the rearrangement inequality each
    exchange shortens the sum of walks for one item each. On `stop` those found so far, one at least.
    """
    start, end = ends
    metres = np.array([layout.distance(start, bin_.cell) + layout.distance(bin_.cell, end) for bin_ in bins])
    walks = np.array([len(some) for some in floor.walks_of], dtype=np.float64)
    movers = np.argsort(-walks * metres, kind="stable")[: MOVERS * most]
    worth = (walks[movers, None] - walks) * (metres[movers, None] - metres)
    worth[walks[movers, None] < walks] = 0.0  # the same exchange from the other side
    for row, source in enumerate(movers.tolist()):
        worth[row, ~rules.targets(source)] = 0.0
    rows = {int(source): row for row, source in enumerate(movers.tolist())}
    found: list[Exchange] = []
    while len(found) < most and worth.size and worth.max() > 0 and not (found and stop()):
        row, target = divmod(int(worth.argmax()), len(bins))
        exchange = Exchange(int(movers[row]), target)
        found.append(exchange)
        for slot in exchange:
            worth[:, slot] = 0.0
            if slot in rows:
                worth[rows[slot]] = 0.0
    return found
