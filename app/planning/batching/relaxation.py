"""The linear relaxation of set covering, to which columns are added: each order is in at least one batch, in parts."""

from collections.abc import Iterable, Sequence

import highspy
import numpy as np
from numpy.typing import NDArray

from app.planning.batching.routes import Batch

Floats = NDArray[np.float64]
DUAL, PRIMAL = 1, 4
"""The solver's simplex methods: new columns leave a solution primal feasible, new bounds leave it dual feasible."""


class Relaxation:
    """A row for each of `count` orders, a column for each batch that was added."""

    def __init__(self, count: int) -> None:
        self.columns: list[Batch] = []
        self.costs: list[float] = []
        self._known: set[Batch] = set()
        self._solver = with_empty_rows(quiet(), count)
        self._solver.setOptionValue("simplex_strategy", PRIMAL)

    def add(self, columns: Sequence[tuple[Batch, float]]) -> int:
        """Batches with their metres come in; how many of them were new."""
        new = [(batch, cost) for batch, cost in dict(columns).items() if batch not in self._known]
        for batch, cost in new:
            members = np.array(batch, dtype=np.int32)
            self._solver.addCol(cost, 0.0, highspy.kHighsInf, len(batch), members, np.ones(len(batch)))
            self._known.add(batch)
            self.columns.append(batch)
            self.costs.append(cost)
        return len(new)

    def take(self, columns: Iterable[int]) -> None:
        """These batches are in the plan for sure, until they are given back."""
        self._solver.setOptionValue("simplex_strategy", DUAL)
        for column in columns:
            self._solver.changeColBounds(column, 1.0, highspy.kHighsInf)

    def give_back(self, columns: Iterable[int]) -> None:
        """They may be left out again."""
        self._solver.setOptionValue("simplex_strategy", PRIMAL)
        for column in columns:
            self._solver.changeColBounds(column, 0.0, highspy.kHighsInf)

    def solved(self) -> tuple[float, Floats, Floats]:
        """The bound in metres, what each order is worth of it, and how much of each column is used."""
        self._solver.run()
        solution = self._solver.getSolution()
        return self._solver.getObjectiveValue(), np.array(solution.row_dual), np.array(solution.col_value)


def with_empty_rows(solver: highspy.Highs, count: int) -> highspy.Highs:
    """The solver, with a row for each order: at least once."""
    for _ in range(count):
        solver.addRow(1.0, highspy.kHighsInf, 0, np.zeros(0, dtype=np.int32), np.zeros(0))
    return solver


def quiet() -> highspy.Highs:
    """A solver that says nothing, in one thread: the same answer each time."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    return solver
