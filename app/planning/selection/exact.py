"""The best wave, by binary programmes that HiGHS solves: each looks for a wave that beats the ratio so far."""

from collections.abc import Callable

import highspy
import numpy as np

from app.planning.selection.pool import Pick, Pool

LARGEST = 300_000
"""Coefficients of a programme that is worth trying: a larger one is not begun, as `stop` may be heard late in it."""
NODES = 20_000
"""Nodes of the search for one programme at most, so that without a `stop` it ends, and ends the same way."""


def improved(pool: Pool, start: Pick | None, seed: int, stop: Callable[[], bool]) -> tuple[Pick | None, bool]:
    """The best wave found from `start` on, and whether it is proven that there is none better (or none at all)."""
    best = start
    if not pool.lines:
        return best, True
    size = sum(len(order) for order in pool.lines) + int(np.count_nonzero(pool.stock))
    while size <= LARGEST and not stop():
        found, proven = _solved(pool, best, seed, stop)
        if found is None or (best and found.ratio <= best.ratio):
            return best, proven
        best = found
    return best, False


def _solved(pool: Pool, best: Pick | None, seed: int, stop: Callable[[], bool]) -> tuple[Pick | None, bool]:
    """The wave with the most units x aisles of the best - aisles x units of the best: positive for a better ratio.

    It is a whole number, so a gap below 1 is none. The second answer says that the search went through.
    """
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", seed % 2**31),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.99),
        ("mip_max_nodes", NODES),
    ):
        solver.setOptionValue(name, value)
    solver.passModel(_programme(pool, best))
    if best:
        solver.setSolution(_as_solution(pool, best))
    for asks in (solver.cbMipInterrupt, solver.cbSimplexInterrupt):
        asks.subscribe(lambda event: event.interrupt(stop()))
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None, True
    proven = status == highspy.HighsModelStatus.kOptimal
    if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None, False
    pick = _read(pool, np.asarray(solver.getSolution().col_value) > 0.5)
    return (pick, proven) if pick.aisles and pool.is_possible(pick) else (None, False)


def _as_solution(pool: Pool, pick: Pick) -> highspy.HighsSolution:
    solution = highspy.HighsSolution()
    orders = [float(order in pick.orders) for order in range(len(pool.lines))]
    solution.col_value = orders + [float(aisle in pick.aisles) for aisle in range(len(pool.stock))]
    return solution


def _read(pool: Pool, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Pick:
    orders = len(pool.lines)
    taken = frozenset(np.flatnonzero(chosen[:orders]).tolist())
    aisles = frozenset(np.flatnonzero(chosen[orders:]).tolist())
    return Pick(taken, aisles, sum(pool.units[order] for order in taken))


def _programme(pool: Pool, best: Pick | None) -> highspy.HighsLp:
    """Columns: orders, then aisles, 0 or 1 each. Rows: units of the wave, then for each item asked less held."""
    aisles, items = pool.stock.shape
    orders = len(pool.lines)
    worth, price = (len(best.aisles), best.units) if best else (1, 0)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = orders + aisles, items + 1
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = np.array([worth * units for units in pool.units] + [-price] * aisles, dtype=np.float64)
    lp.col_lower_, lp.col_upper_ = np.zeros(orders + aisles), np.ones(orders + aisles)
    lp.row_lower_ = np.array([pool.lower] + [-highspy.kHighsInf] * items, dtype=np.float64)
    lp.row_upper_ = np.array([pool.upper] + [0] * items, dtype=np.float64)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * (orders + aisles)
    columns = [[(0, units), *((item + 1, asked) for item, asked in order)] for order, units in _orders(pool)]
    columns += [[(item + 1, -int(row[item])) for item in np.flatnonzero(row).tolist()] for row in pool.stock]
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(column) for column in columns)], dtype=np.int32)
    lp.a_matrix_.index_ = np.array([row for column in columns for row, _ in column], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([value for column in columns for _, value in column], dtype=np.float64)
    return lp


def _orders(pool: Pool) -> list[tuple[list[tuple[int, int]], int]]:
    return list(zip(pool.lines, pool.units, strict=True))
