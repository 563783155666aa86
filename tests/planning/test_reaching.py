"""Reaching up costs seconds, and no metres: a batch of high bins takes longer, its walk is no longer."""

from app.planning.allocation import BinStock, LineDemand
from app.planning.batching.loads import Load
from app.planning.batching.problem import BatchProblem, Pickers
from app.planning.batching.timetable import Timetable
from app.planning.layout import Cell
from app.planning.pool import Pool


def ends_at(reach_seconds: float) -> float:
    """When somebody who walks 20 metres at 2 metres a second has picked two lines of 10 seconds."""
    pool = Pool({1: [BinStock(1, 5, Cell(0, 0)), BinStock(2, 5, Cell(0, 3), reach_seconds=reach_seconds)]})
    goods = tuple(pool.take(LineDemand(7, 1, 8), 8))
    order = Load(1, goods).as_order()
    pickers = Pickers(metres_per_second=2.0, seconds_per_pick=10.0)
    (turn,) = Timetable([order], BatchProblem((order,), pickers=pickers)).turns([(0,)], [20.0])
    return turn.ends_at


def test_a_batch_takes_what_walking_picking_and_reaching_up_take() -> None:
    assert ends_at(0.0) == 10 + 2 * 10
    assert ends_at(9.0) == 10 + 2 * 10 + 9
