"""A good wave soon: aisles added by what they hold of what is wanted, then dropped, added and exchanged."""

from collections.abc import Callable, Iterator
from random import Random

import numpy as np

from app.planning.selection.pool import Pick, Pool

TRIES = 1000
"""Changes that are tried at most: bounds the time without a clock."""
AISLES_FIRST = 400
"""So many of them are of the aisles; of those after them the share SAME_AISLES keeps the aisles, and changes orders."""
SAME_AISLES = 0.5
LEAVE = 0.15
"""The share of the orders that leave, so that others come instead."""


def searched(pool: Pool, random: Random, stop: Callable[[], bool]) -> Pick | None:
    """The best wave that was met; None where none lay between the bounds."""
    best = max(_grown(pool, stop), key=lambda pick: _score(pool, pick), default=None)
    if best is None:
        return None
    for number in range(TRIES):
        if stop():
            break
        if number >= AISLES_FIRST and random.random() < SAME_AISLES:
            changed = pool.filled(best.aisles, _turns(pool, best, random))
        else:
            changed = pool.filled(_changed(pool, best.aisles, random))
        if changed.aisles and _score(pool, changed) >= _score(pool, best):
            best = changed
    return best if best.units >= pool.lower else None


def _grown(pool: Pool, stop: Callable[[], bool]) -> Iterator[Pick]:
    """Waves in one aisle, in two, in three …, always with the aisle next that holds most of what is not covered yet."""
    missing, chosen = pool.demand, list[int]()
    while missing.any() and not (chosen and stop()):
        gains = np.minimum(pool.stock, missing).sum(axis=1)
        aisle = int(gains.argmax())
        if not gains[aisle]:
            return
        chosen.append(aisle)
        missing = np.maximum(missing - pool.stock[aisle], 0)
        pick = pool.filled(chosen)
        yield pick
        if pick.units == pool.upper:
            return


def _score(pool: Pool, pick: Pick) -> float:
    """Units per aisle; below 0 for a wave that is too small, the less the farther it is from the bound."""
    return pick.ratio if pick.units >= pool.lower else pick.units / pool.lower - 1


def _changed(pool: Pool, aisles: frozenset[int], random: Random) -> set[int]:
    """The aisles without one, with one more, or with one instead of another."""
    changed = set(aisles)
    others = [aisle for aisle in range(len(pool.stock)) if aisle not in aisles]
    kind = random.choice(("drop", "add", "exchange"))
    if kind != "add":
        changed.remove(random.choice(sorted(changed)))
    if kind != "drop" and others:
        changed.add(random.choice(others))
    return changed


def _turns(pool: Pool, best: Pick, random: Random) -> list[int]:
    """The wave's orders first but for some that leave, then all others in any order."""
    kept = {order for order in sorted(best.orders) if random.random() >= LEAVE}
    others = [order for order in range(len(pool.lines)) if order not in kept]
    random.shuffle(others)
    return [*sorted(kept), *others]
