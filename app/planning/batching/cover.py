"""Set covering over the walks seen: which of all the batches that were measured make the best plan together.

Sources: set partitioning for order batching after Gademann and van de Velde (2005); columns are generated from the
rows of `Routes` by their reduced costs (Gilmore and Gomory 1961), and new rows are measured around what the relaxation
uses. Whole batches come from diving (Joncour et al. 2010): the relaxation is solved again after each batch that is
taken; and, where the gap is small, from a branch and bound over the columns that can be part of a better plan.
"""

from collections.abc import Callable, Sequence
from random import Random

import highspy
import numpy as np

from app.planning.batching.exchanges import needed
from app.planning.batching.relaxation import Floats, Relaxation, quiet, with_empty_rows
from app.planning.batching.routes import Batch, Routes, TimeIsUp

PRICED = 200
"""Columns that come in at once."""
ROUNDS = 60
"""How often columns come in, at most."""
WIDER = 3
"""How often new rows are measured at a time, at most."""
AROUND = 160
"""Batches of the relaxation around which new rows are measured at a time, at most."""
COLUMNS = 6000
"""With more columns than this the relaxation begins anew."""
DIVED = 100
"""Columns that come in at once in a dive."""
SURE = 0.6
"""A dive takes all batches that are used more than this at once, else the one that is used most."""
WHOLE = 600
"""Branch and bound only where no more columns than this can be part of a better plan."""
NODES = 10
"""Nodes of it at most."""
LEAST = 1e-3
SLICE = 8192


class Cover:
    """Plans from all batches that were measured so far; asked again, it goes on where it was."""

    def __init__(self, routes: Routes, stop: Callable[[], bool]) -> None:
        self._routes = routes
        self._stop = stop
        self._relaxation = Relaxation(routes.count)
        self._asked = 0

    def plans(self, best: Sequence[Batch], random: Random) -> list[list[Batch]]:
        """New plans, not always better than `best`. Raises TimeIsUp."""
        if len(self._relaxation.columns) > COLUMNS:
            self._relaxation = Relaxation(self._routes.count)
        singles: list[Batch] = [(order,) for order in range(self._routes.count)]
        start = [*best, *singles]
        self._relaxation.add(list(zip(start, self._routes.metres(start), strict=True)))
        bound, worth, used = self._relaxed()
        found = [self._dived(used, random if self._asked else None)]
        self._asked += 1
        gap = min(sum(self._routes.metres(plan)) for plan in (best, *found)) - bound
        few = self._priced(worth, gap, WHOLE + 1)
        if len(few) <= WHOLE:
            found += _whole(few, len(worth), self._stop)
        return found

    def _solved(self) -> tuple[float, Floats, Floats]:
        if self._stop():
            raise TimeIsUp
        return self._relaxation.solved()

    def _relaxed(self) -> tuple[float, Floats, Floats]:
        """The relaxation over all that was measured, and what is around the batches that it uses."""
        bound, worth, used = self._solved()
        wider = 0
        for _ in range(ROUNDS):
            if not self._relaxation.add(self._priced(worth, -LEAST, PRICED)):
                wider += 1
                if wider > WIDER:
                    break
                columns = [int(column) for column in np.argsort(-used)[:AROUND] if used[column] > LEAST]
                self._routes.extend(needed([self._relaxation.columns[column] for column in columns]))
                if not self._relaxation.add(self._priced(worth, -LEAST, PRICED)):
                    break
            bound, worth, used = self._solved()
        return bound, worth, used

    def _dived(self, used: Floats, random: Random | None) -> list[Batch]:
        """Takes the batch that is used most, by chance another that is used much, and solves again, until done."""
        taken: list[int] = []
        while True:
            open_ones = [int(column) for column in np.flatnonzero(used > LEAST) if column not in taken]
            if not open_ones:
                break
            weight = {column: used[column] * (random.uniform(0.5, 1.0) if random else 1.0) for column in open_ones}
            new = [column for column in open_ones if weight[column] > SURE] or [max(open_ones, key=weight.__getitem__)]
            self._relaxation.take(new)
            taken += new
            _, worth, used = self._solved()
            if self._relaxation.add(self._priced(worth, -LEAST, DIVED)):
                _, worth, used = self._solved()
        self._relaxation.give_back(taken)
        return _each_once([self._relaxation.columns[column] for column in taken])

    def _priced(self, worth: Floats, below: float, most: int) -> list[tuple[Batch, float]]:
        """Measured batches that cost less than `below` beyond what their orders are worth, the cheapest ones."""
        routes = self._routes
        values = np.append(worth, 0.0).astype(np.float32)
        found: list[tuple[float, int, int]] = []
        for first in range(0, len(routes.index), SLICE):
            some = slice(first, min(first + SLICE, len(routes.index)))
            # no matrix product: it would have several threads, which cost more here than they gain
            members = np.einsum("ij,j->i", routes.members[some].astype(np.float32), values[:-1])
            reduced = routes.table[some] - members[:, None] - values[None, :]
            row, column = np.nonzero(reduced < below)
            costs = reduced[row, column]
            if len(row) > most:
                best = np.argpartition(costs, most)[:most]
                row, column, costs = row[best], column[best], costs[best]
            found += zip(costs.tolist(), (row + first).tolist(), column.tolist(), strict=True)
        return [_batch(routes, row, column) for _, row, column in sorted(found)[:most]]


def _batch(routes: Routes, row: int, column: int) -> tuple[Batch, float]:
    members = np.flatnonzero(routes.members[row]).tolist()
    batch = tuple(sorted([*members, column])) if column < routes.count else tuple(members)
    return batch, float(routes.table[row, column])


def _whole(columns: Sequence[tuple[Batch, float]], count: int, stop: Callable[[], bool]) -> list[list[Batch]]:
    """The best plan of whole batches among the columns, if a bounded search finds one."""
    solver = with_empty_rows(quiet(), count)
    solver.setOptionValue("mip_max_nodes", NODES)
    for place, (batch, cost) in enumerate(columns):
        solver.addCol(cost, 0.0, 1.0, len(batch), np.array(batch, dtype=np.int32), np.ones(len(batch)))
        solver.changeColIntegrality(place, highspy.HighsVarType.kInteger)
    solver.cbMipInterrupt += lambda event: event.interrupt() if stop() else None
    solver.run()
    values = np.array(solver.getSolution().col_value)
    found = [columns[place][0] for place in np.flatnonzero(values > 0.5).tolist()]
    return [_each_once(found)] if len(set().union(*found)) == count else []


def _each_once(found: Sequence[Batch]) -> list[Batch]:
    """Of an order that is covered twice, the first batch keeps it; no walk is longer without it."""
    seen: set[int] = set()
    kept = []
    for batch in found:
        kept.append(tuple(order for order in batch if order not in seen))
        seen |= set(batch)
    return [batch for batch in kept if batch]
