"""Set covering over the walks seen: which of all the batches that were measured make the best plan together.

Sources: set partitioning for order batching after Gademann and van de Velde (2005); columns are generated from the
rows of `Routes` by their reduced costs (Gilmore and Gomory 1961), and new rows are measured around what the relaxation
uses. Columns that cannot be part of a better plan are left out before the search for whole batches.
"""

from collections.abc import Callable, Sequence

import highspy
import numpy as np
from numpy.typing import NDArray

from app.planning.batching.exchanges import needed
from app.planning.batching.routes import Batch, Routes

Floats = NDArray[np.float64]
PRICED = 400
"""Columns that come in at once."""
ROUNDS = 60
"""How often columns come in."""
AROUND = 160
"""Batches of the relaxation around which new rows are measured, at most, at a time."""
WHOLE = 4000
"""Columns among which whole batches are searched, at most."""
NODES = 300
"""Nodes of that search at most."""
LEAST = 1e-3
SLICE = 8192


class Relaxation:
    """The linear relaxation: each order is covered at least once by parts of batches."""

    def __init__(self, count: int) -> None:
        self.columns: list[Batch] = []
        self.costs: list[float] = []
        self._known: set[Batch] = set()
        self._solver = _quiet()
        infinity = highspy.kHighsInf
        for _ in range(count):
            self._solver.addRow(1.0, infinity, 0, np.zeros(0, dtype=np.int32), np.zeros(0))

    def add(self, columns: Sequence[tuple[Batch, float]]) -> int:
        """Columns that come in; how many were new."""
        new = [(batch, cost) for batch, cost in dict(columns).items() if batch not in self._known]
        for batch, cost in new:
            members = np.array(batch, dtype=np.int32)
            self._solver.addCol(cost, 0.0, highspy.kHighsInf, len(batch), members, np.ones(len(batch)))
            self._known.add(batch)
            self.columns.append(batch)
            self.costs.append(cost)
        return len(new)

    def solved(self) -> tuple[float, Floats, Floats]:
        """The bound, what each order is worth, and how much of each column is used."""
        self._solver.run()
        solution = self._solver.getSolution()
        return self._solver.getObjectiveValue(), np.array(solution.row_dual), np.array(solution.col_value)


def covered(routes: Routes, plan: Sequence[Batch], stop: Callable[[], bool]) -> list[Batch]:
    """A plan at most as long as `plan`, from all batches that were measured. Raises TimeIsUp."""
    relaxation = Relaxation(routes.count)
    singles: list[Batch] = [(order,) for order in range(routes.count)]
    start = [*plan, *singles]
    relaxation.add(list(zip(start, routes.metres(start), strict=True)))
    bound, worth, used = relaxation.solved()
    for _ in range(ROUNDS):
        if stop():
            return list(plan)
        if not relaxation.add(priced(routes, worth, -LEAST, PRICED)):
            around = [relaxation.columns[column] for column in np.argsort(-used)[:AROUND] if used[column] > LEAST]
            before = len(routes.index)
            routes.extend(needed(around))
            if len(routes.index) == before or not relaxation.add(priced(routes, worth, -LEAST, PRICED)):
                break
        bound, worth, used = relaxation.solved()
    longest = sum(routes.metres(plan))
    relaxation.add(priced(routes, worth, longest - bound, WHOLE))
    return _whole(relaxation, plan, longest, worth, stop)


def priced(routes: Routes, worth: Floats, below: float, most: int) -> list[tuple[Batch, float]]:
    """Measured batches that cost less than `below` beyond what their orders are worth, the cheapest ones."""
    values = np.append(worth, 0.0).astype(np.float32)
    rows, columns, costs = [], [], []
    for first in range(0, len(routes.index), SLICE):
        some = slice(first, min(first + SLICE, len(routes.index)))
        members = routes.members[some].astype(np.float32) @ values[:-1]
        reduced = routes.table[some] - members[:, None] - values[None, :]
        row, column = np.nonzero(reduced < below)
        if len(row) > most:
            best = np.argpartition(reduced[row, column], most)[:most]
            row, column = row[best], column[best]
        rows.append(row + first)
        columns.append(column)
        costs.append(reduced[row, column])
    row, column, cost = np.concatenate(rows), np.concatenate(columns), np.concatenate(costs)
    order = np.argsort(cost, kind="stable")[:most]
    return [_batch(routes, int(row[place]), int(column[place])) for place in order]


def _batch(routes: Routes, row: int, column: int) -> tuple[Batch, float]:
    members = np.flatnonzero(routes.members[row]).tolist()
    batch = tuple(sorted([*members, column])) if column < routes.count else tuple(members)
    return batch, float(routes.table[row, column])


def _whole(
    relaxation: Relaxation, plan: Sequence[Batch], longest: float, worth: Floats, stop: Callable[[], bool]
) -> list[Batch]:
    """The best plan of whole batches among the relaxation's columns, as far as a bounded search finds it."""
    costs = np.array(relaxation.costs)
    reduced = costs - np.array([worth[list(batch)].sum() for batch in relaxation.columns])
    chosen = np.argsort(reduced, kind="stable")[:WHOLE]
    at = {relaxation.columns[column]: place for place, column in enumerate(chosen)}
    solver = _quiet()
    solver.setOptionValue("mip_max_nodes", NODES)
    for _ in worth:
        solver.addRow(1.0, highspy.kHighsInf, 0, np.zeros(0, dtype=np.int32), np.zeros(0))
    for column in chosen:
        batch = relaxation.columns[column]
        members = np.array(batch, dtype=np.int32)
        solver.addCol(costs[column], 0.0, 1.0, len(batch), members, np.ones(len(batch)))
        solver.changeColIntegrality(solver.getNumCol() - 1, highspy.HighsVarType.kInteger)
    if all(batch in at for batch in plan):
        known = np.array([at[batch] for batch in plan], dtype=np.int32)
        solver.setSolution(len(known), known, np.ones(len(known)))
    solver.cbMipInterrupt += lambda event: event.interrupt() if stop() else None
    solver.run()
    values = np.array(solver.getSolution().col_value)
    found = [relaxation.columns[chosen[place]] for place in np.flatnonzero(values > 0.5)]
    if len(found) == 0 or set().union(*found) != set(range(len(worth))):
        return list(plan)
    return _each_once(found)


def _each_once(found: list[Batch]) -> list[Batch]:
    """Of an order that is covered twice, the later batch keeps it; no walk is longer without it."""
    seen: set[int] = set()
    kept = []
    for batch in found:
        kept.append(tuple(order for order in batch if order not in seen))
        seen |= set(batch)
    return [batch for batch in kept if batch]


def _quiet() -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    return solver
