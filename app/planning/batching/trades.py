"""Trades of groups: two orders of one batch change places with two, one or none of another.

All are tried, few are measured: a walk is never shorter than one past some of its stops, so that most trades are known
not to gain from what the orders that stay and those that come walk by themselves.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.planning.batching.exchanges import GAIN
from app.planning.batching.floor import Metres
from app.planning.batching.routes import ANY, Batch, Crowds, Routes, together

GROUP = 2
"""Orders of a group at most."""
KEPT = 1000
"""Of so many batches the groups are kept."""

Indexes = NDArray[np.int_]


class Trade(NamedTuple):
    """`gone` leave batch `one` for batch `other`, and `come` come from there; the metres that it adds."""

    metres: float
    one: int
    gone: Batch
    other: int
    come: Batch


class Groups(NamedTuple):
    """All groups of up to GROUP orders that may leave a batch, nobody among them: first nobody, then single orders."""

    gone: list[Batch]
    goes: Crowds
    stays: Crowds
    alone: Metres
    left: Metres


def groups_of(routes: Routes, batches: Sequence[Batch]) -> list[Groups]:
    """The groups of each batch."""
    gone = [[some for size in range(GROUP + 1) for some in combinations(batch, size)] for batch in batches]
    stay = [
        tuple(order for order in batch if order not in some)
        for batch, leaving in zip(batches, gone, strict=True)
        for some in leaving
    ]
    two = routes.crowds([some for leaving in gone for some in leaving]), routes.crowds(stay)
    alone, left = (np.where(crowds.kinds == ANY, 0.0, routes.walked(crowds)) for crowds in two)
    ends = np.cumsum([len(leaving) for leaving in gone]).tolist()
    parts = [slice(end - len(leaving), end) for end, leaving in zip(ends, gone, strict=True)]
    return [
        Groups(leaving, two[0].some(part), two[1].some(part), alone[part], left[part])
        for leaving, part in zip(gone, parts, strict=True)
    ]


class Ways(NamedTuple):
    """The groups of all batches of a plan one after the other, each with its batch's number, its size, and the metres
    of the whole batch."""

    groups: Groups
    batch: Indexes
    size: Indexes
    whole: Metres


class Trades:
    """Finds trades that gain; what was tried in vain between two batches is not tried again."""

    def __init__(self, routes: Routes) -> None:
        self._routes = routes
        self._vain: set[tuple[Batch, Batch]] = set()
        self._known: dict[Batch, Groups] = {}

    def found(self, plan: Sequence[Batch]) -> list[Trade]:
        """All trades of two batches of the plan that gain, the best first. Raises TimeIsUp."""
        new = np.array([[one < other and (one, other) not in self._vain for other in plan] for one in plan])
        if not new.any():
            return []
        ways = self._ways(plan)
        trades = self._measured(ways, *_promising(ways, new))
        gaining = {(trade.one, trade.other) for trade in trades}
        self._vain |= {
            (plan[first], plan[second]) for first, second in np.argwhere(new).tolist() if (first, second) not in gaining
        }
        return trades

    def _ways(self, plan: Sequence[Batch]) -> Ways:
        if len(self._known) > KEPT:
            self._known.clear()
        unknown = [batch for batch in plan if batch not in self._known]
        if unknown:
            self._known.update(zip(unknown, groups_of(self._routes, unknown), strict=True))
        each = [self._known[batch] for batch in plan]
        groups = Groups(
            [gone for some in each for gone in some.gone],
            together(some.goes for some in each),
            together(some.stays for some in each),
            np.concatenate([some.alone for some in each]),
            np.concatenate([some.left for some in each]),
        )
        counts = [len(some.gone) for some in each]
        whole = np.repeat([some.left[0] for some in each], counts)
        size = np.array([len(gone) for gone in groups.gone])
        return Ways(groups, np.repeat(np.arange(len(plan)), counts), size, whole)

    def _measured(self, ways: Ways, one: Indexes, other: Indexes) -> list[Trade]:
        routes, groups = self._routes, ways.groups
        fit = routes.fit(groups.stays, one, groups.goes, other) & routes.fit(groups.stays, other, groups.goes, one)
        one, other = one[fit], other[fit]
        before = ways.whole[one] + ways.whole[other]
        first = routes.joined(groups.stays, one, groups.goes, other)
        may = first + np.maximum(groups.left[other], groups.alone[one]) < before - GAIN
        one, other, before, first = one[may], other[may], before[may], first[may]
        added: Metres = first + routes.joined(groups.stays, other, groups.goes, one) - before
        order = [row for row in np.argsort(added, kind="stable").tolist() if added[row] < -GAIN]
        return [
            Trade(
                float(added[row]),
                int(ways.batch[one[row]]),
                groups.gone[one[row]],
                int(ways.batch[other[row]]),
                groups.gone[other[row]],
            )
            for row in order
        ]


def _promising(ways: Ways, new: NDArray[np.bool_]) -> tuple[Indexes, Indexes]:
    """Pairs of groups of new pairs of batches whose trade may gain, one of them of more than one order."""
    alone, left, whole = ways.groups.alone, ways.groups.left, ways.whole
    saved = whole - left
    may = (saved[:, None] + saved[None, :] > GAIN) & new[ways.batch[:, None], ways.batch[None, :]]
    may &= np.maximum(ways.size[:, None], ways.size[None, :]) > 1
    one, other = np.nonzero(may)
    least = np.maximum(left[one], alone[other]) + np.maximum(left[other], alone[one])
    shorter = least < whole[one] + whole[other] - GAIN
    return one[shorter], other[shorter]


def traded(plan: Sequence[Batch], trades: Sequence[Trade]) -> list[Batch]:
    """The plan after the first trades that touch different batches; a batch that nobody is left in is gone."""
    batches = list(plan)
    touched: set[int] = set()
    for trade in trades:
        if trade.one in touched or trade.other in touched:
            continue
        touched |= {trade.one, trade.other}
        batches[trade.one] = _after(plan[trade.one], trade.gone, trade.come)
        batches[trade.other] = _after(plan[trade.other], trade.come, trade.gone)
    return [batch for batch in batches if batch]


def _after(batch: Batch, gone: Batch, come: Batch) -> Batch:
    return tuple(sorted({*batch, *come} - set(gone)))
