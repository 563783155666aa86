"""Changes of a plan: an order moves, two swap, three go round (or one makes room for another).

An order that takes another's place costs what the rows of `Routes` say, so that every swap, move and cycle is a sum of
two or three known numbers. Sources: cyclic transfers after Thompson and Psaraftis (1993); the gain criterion, by which
the first arcs of a cycle have to gain, after Lin and Kernighan (1973).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.planning.batching.routes import Batch, Routes

GAIN = 1e-3
"""Metres that a change has to save; what is kept is kept in single precision."""
NOBODY = -1
ARCS = 400
"""Of how many first arcs cycles are tried, the best ones."""


class Change(NamedTuple):
    """In batch `batch`, order `gone` makes room for order `come`; NOBODY where nobody goes, or comes."""

    batch: int
    gone: int
    come: int


class Exchange(NamedTuple):
    """Changes of different batches that belong together, and the metres that they add."""

    metres: float
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Arcs:
    """`metres[x, y]`: what it adds that node y comes where node x goes. Nodes are the orders, then one for each batch
    (nobody goes, or nobody comes) and one for a new batch. `batch` is each node's."""

    metres: NDArray[np.float32]
    batch: NDArray[np.int_]
    orders: int

    def exchange(self, cycle: Sequence[int], metres: float) -> Exchange:
        """The changes of a cycle of nodes, in which each makes room for the next."""
        named = [node if node < self.orders else NOBODY for node in cycle]
        batches = [int(self.batch[node]) for node in cycle]
        after = [*named[1:], named[0]]
        return Exchange(metres, tuple(map(Change, batches, named, after)))


def needed(plan: Sequence[Batch]) -> list[Batch]:
    """The sets whose rows `arcs` needs."""
    return [(), *plan, *(without(batch, order) for batch in plan for order in batch)]


def without(batch: Batch, order: int) -> Batch:
    """The batch, but for the order."""
    return tuple(one for one in batch if one != order)


def arcs(routes: Routes, plan: Sequence[Batch]) -> Arcs:
    """What each order in each other's place adds. The rows of `needed(plan)` were extended before."""
    count = routes.count
    batch_of = np.zeros(count, dtype=np.int_)
    rest: list[Batch] = [()] * count
    for number, batch in enumerate(plan):
        for order in batch:
            batch_of[order] = number
            rest[order] = without(batch, order)
    rows = routes.table[routes.rows([*rest, *plan, ()])]
    alone = np.append(rows[count:-1, -1], np.float32(0))
    batches = np.concatenate([batch_of, np.arange(len(plan) + 1)])
    rows = rows - alone[batches][:, None]
    metres = np.concatenate([rows[:, :-1], np.repeat(rows[:, -1:], len(plan) + 1, axis=1)], axis=1)
    metres[batches[:, None] == batches[None, :]] = np.inf
    return Arcs(metres, batches, count)


def swaps(known: Arcs, most: int, below: float = -GAIN) -> list[Exchange]:
    """Moves and swaps that add less than `below`, at most so many, the best first."""
    both = known.metres + known.metres.T
    both[np.tril_indices_from(both)] = np.inf
    one, other = np.nonzero(both < below)
    metres = both[one, other]
    if len(metres) > most:
        best = np.argpartition(metres, most)[:most]
        one, other, metres = one[best], other[best], metres[best]
    order = np.argsort(metres, kind="stable")
    pairs = zip(one[order].tolist(), other[order].tolist(), metres[order].tolist(), strict=True)
    return [known.exchange((first, second), added) for first, second, added in pairs]


def cycles(known: Arcs, most: int) -> list[Exchange]:
    """Cycles of three that gain, the best first."""
    metres = known.metres
    from_, to = np.nonzero(metres < -GAIN)
    first = metres[from_, to]
    if len(first) > ARCS:
        best = np.argpartition(first, ARCS)[:ARCS]
        from_, to, first = from_[best], to[best], first[best]
    two = first[:, None] + metres[to]
    two[two > -GAIN] = np.inf
    three = two + metres[:, from_].T
    third = three.argmin(axis=1)
    added = three[np.arange(len(third)), third]
    order = [place for place in np.argsort(added, kind="stable") if added[place] < -GAIN][:most]
    return [
        known.exchange((int(from_[place]), int(to[place]), int(third[place])), float(added[place])) for place in order
    ]


def applied(plan: Sequence[Batch], exchange: Exchange) -> list[Batch]:
    """The plan after the exchange; a batch that nobody is left in is gone."""
    batches = [*plan, ()]
    for number, gone, come in exchange.changes:
        stay = (order for order in batches[number] if order != gone)
        batches[number] = tuple(sorted([*stay, come] if come != NOBODY else stay))
    return [batch for batch in batches if batch]


def apart(exchanges: Sequence[Exchange]) -> list[Exchange]:
    """The first exchanges that touch different batches."""
    touched: set[int] = set()
    chosen = []
    for exchange in exchanges:
        batches = {change.batch for change in exchange.changes}
        if not batches & touched:
            touched |= batches
            chosen.append(exchange)
    return chosen


def all_applied(plan: Sequence[Batch], exchanges: Sequence[Exchange]) -> list[Batch]:
    """The plan after exchanges that touch different batches."""
    changes = tuple(change for exchange in exchanges for change in exchange.changes)
    return applied(plan, Exchange(0.0, changes))
