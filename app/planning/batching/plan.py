"""Batching: which orders share a cart, and who walks which batch when."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from random import Random

from app.planning.batching.problem import BatchOrder, BatchProblem, parts_of
from app.planning.batching.routes import Batch, Routes, TimeIsUp
from app.planning.batching.starts import one_by_one, savings
from app.planning.batching.timetable import Timetable
from app.planning.batching.walkers import Ground, searcher
from app.planning.layout import Cell
from app.planning.paths import plan_path

Progress = Callable[[float, float], None]


@dataclass(frozen=True)
class PlannedBatch:
    """One walk: the orders on the cart (indexes into the problem's), its stops in path order, who walks it when.

    `over` says that its only order is more than a cart carries. An order that was cut is on several batches.
    """

    orders: tuple[int, ...]
    path: tuple[Cell, ...]
    metres: float
    picker: int = 0
    starts_at: float = 0.0
    ends_at: float = 0.0
    over: bool = False


@dataclass(frozen=True)
class Plan:
    """Batches in the order in which they start, and what it all comes to.

    `late` are the orders whose walk is over after their due time, `finished_at` is when each picker is done (empty
    without pickers), `first_come_metres` what first come, first served walks with the best paths.
    """

    batches: tuple[PlannedBatch, ...]
    metres: float
    late: tuple[int, ...] = ()
    finished_at: tuple[float, ...] = ()
    first_come_metres: float = 0.0
    steps: int = 0


SEARCHERS = 6


def plan_batches(
    problem: BatchProblem,
    stop: Callable[[], bool],
    seed: int,
    progress: Progress | None = None,
    steps: int = 100_000,
) -> Plan:
    """The best batches that are found until `stop()` is true, or `steps` steps of the search are done."""
    numbered = [(index, part) for index, order in enumerate(problem.orders) for part in parts_of(order, problem.cart)]
    parts = [part for _, part in numbered]
    routes = Routes(parts, problem, stop)
    ground = Ground(routes, Timetable(parts, problem))
    first_come = one_by_one(routes, range(len(parts)))
    ground.offer(first_come)
    try:
        ground.offer(one_by_one(routes, sorted(range(len(parts)), key=lambda i: parts[i].due or 1e18)))
        start = savings(routes)
        ground.offer(start)
        random = Random(seed)
        some = [searcher(ground, start, Random(random.random()), 0.003 * (1+k)) for k in range(SEARCHERS)]
        for step in range(steps):
            routes.extend([batch for one in some for batch in next(one)])
            if stop():
                break
            if progress: progress(ground.best_score.metres, step)
    except TimeIsUp:
        pass
    return ground.best_score
