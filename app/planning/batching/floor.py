"""What `Routes` knows of a problem from the start: who visits what, how walks are measured, who lies near whom."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from app.planning.batching.problem import BatchOrder, BatchProblem
from app.planning.evaluation import Evaluator
from app.planning.layout import Cell
from app.planning.paths import plan_path

Metres = NDArray[np.float64]
CHUNK = 2048
"""How many walks are measured between two questions whether to stop."""
CHUNK_ODD = 8
"""The same where a building is no grid, and each walk is planned alone."""
BLOCKS = 4
"""Up to how many blocks walks are measured together."""


def by_place(cell: Cell) -> tuple[int, int]:
    """By aisle, then by cell."""
    return cell.aisle, cell.cell


def visits_of(parts: Sequence[BatchOrder], cells: Sequence[Cell]) -> NDArray[np.bool_]:
    """Which order visits which cell; the last row, of no order, visits none."""
    column = {cell: number for number, cell in enumerate(cells)}
    visits = np.zeros((len(parts) + 1, len(cells)), dtype=bool)
    for row, part in enumerate(parts):
        visits[row, [column[visit.cell] for visit in part.visits if visit.cell]] = True
    return visits


def measure_of(problem: BatchProblem, cells: Sequence[Cell]) -> tuple[Callable[[NDArray[np.bool_]], Metres], int]:
    """What measures walks, and how many at a time."""
    layout, start = problem.layout, problem.start
    if layout is None or start is None:
        return lambda visits: np.zeros(len(visits)), CHUNK
    end = problem.end or start
    if layout.is_grid and len(layout.blocks) <= BLOCKS:
        return Evaluator(layout, cells, start, end).metres, CHUNK

    def one_by_one(visits: NDArray[np.bool_]) -> Metres:
        walks = [[cells[column] for column in np.flatnonzero(row).tolist()] for row in visits]
        return np.array([plan_path(layout, walk, start, end).metres for walk in walks])

    return one_by_one, CHUNK_ODD


def closeness_of(parts: Sequence[BatchOrder], problem: BatchProblem) -> NDArray[np.float32]:
    """How many stretches of aisle each two orders share, by the square root of how many the second has."""
    layout = problem.layout
    if layout is None:
        return np.zeros((len(parts), len(parts)), dtype=np.float32)
    places = [
        {(visit.cell.aisle, layout.block_of(visit.cell.cell)) for visit in part.visits if visit.cell} for part in parts
    ]
    column = {place: number for number, place in enumerate(sorted(set().union(*places)))}
    has = np.zeros((len(parts), len(column)), dtype=np.float32)
    for row, some in enumerate(places):
        has[row, [column[place] for place in some]] = 1
    shared: NDArray[np.float32] = has @ has.T / np.sqrt(np.maximum(has.sum(axis=1), 1))[None, :]
    return shared
