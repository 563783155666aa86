"""Batching: which orders share a cart, and who walks which batch when."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf

from app.planning.batching.problem import BatchOrder, BatchProblem, parts_of
from app.planning.batching.routes import Routes
from app.planning.batching.search import search
from app.planning.batching.starts import one_by_one
from app.planning.batching.timetable import Timetable
from app.planning.batching.walkers import Ground
from app.planning.layout import Cell, NoWay
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
    without pickers), `first_come` the orders on each cart of first come, first served, and `first_come_metres` what
    those walk with the best paths.
    """

    batches: tuple[PlannedBatch, ...]
    metres: float
    late: tuple[int, ...] = ()
    finished_at: tuple[float, ...] = ()
    first_come_metres: float = 0.0
    first_come: tuple[tuple[int, ...], ...] = ()
    steps: int = 0


def plan_batches(
    problem: BatchProblem,
    stop: Callable[[], bool],
    seed: int,
    progress: Progress | None = None,
    steps: int = 100_000,
    idle_steps: int = 100_000,
) -> Plan:
    """The best batches that are found until `stop()`, or `steps` steps of the search, or `idle_steps` without a gain.

    Never longer (nor later) than first come, first served and than savings, once they are computed; `stop` is asked
    about every 50 ms, and when it is true at once, the plan is first come, first served. The same problem, seed and
    number of steps give the same plan. An order that is more than a cart carries is cut (`parts_of`).
    Raises NotInLayout for a cell that the layout does not have, NoWay for one that no walk reaches.
    """
    numbered = [(index, part) for index, order in enumerate(problem.orders) for part in parts_of(order, problem.cart)]
    if not numbered:
        return Plan(
            (), 0.0, finished_at=(problem.pickers.starts_at,) * problem.pickers.number if problem.pickers else ()
        )
    parts = [part for _, part in numbered]
    ground = Ground(Routes(parts, problem, stop), Timetable(parts, problem))
    one_after_the_other = one_by_one(ground.routes, range(len(parts)))
    first_come_metres = ground.offer(one_after_the_other).metres
    if first_come_metres == inf:
        raise NoWay("no walk comes to every cell")
    done = search(ground, parts, seed, stop, steps, idle_steps, progress or _untold)
    numbers = [index for index, _ in numbered]
    first_come = tuple(tuple(dict.fromkeys(numbers[part] for part in batch)) for batch in one_after_the_other)
    told = _told(problem, ground, parts, numbers, done)
    return replace(told, first_come=first_come, first_come_metres=first_come_metres)


def _untold(metres: float, share: float) -> None:
    """Nobody asked."""


def _told(problem: BatchProblem, ground: Ground, parts: list[BatchOrder], numbers: list[int], steps: int) -> Plan:
    """The ground's best plan with its paths and times; `numbers` are the orders of the parts."""
    walks = [_walk(problem, [parts[part] for part in batch]) for batch in ground.best]
    metres = [walk for _, walk in walks]
    turns = ground.timetable.turns(ground.best, metres)
    batches = [
        PlannedBatch(
            orders=tuple(dict.fromkeys(numbers[part] for part in ground.best[turn.batch])),
            path=walks[turn.batch][0],
            metres=metres[turn.batch],
            picker=turn.picker,
            starts_at=turn.starts_at,
            ends_at=turn.ends_at,
            over=not ground.routes.carries(ground.best[turn.batch]),
        )
        for turn in turns
    ]
    late = {numbers[part] for turn in turns for part in ground.timetable.late(ground.best[turn.batch], turn.ends_at)}
    finished = {turn.picker: turn.ends_at for turn in turns}
    begin, pickers = (problem.pickers.starts_at, problem.pickers.number) if problem.pickers else (0.0, 0)
    finished_at = tuple(finished.get(picker, begin) for picker in range(pickers))
    return Plan(tuple(batches), sum(metres), tuple(sorted(late)), finished_at, steps=steps)


def _walk(problem: BatchProblem, parts: list[BatchOrder]) -> tuple[tuple[Cell, ...], float]:
    """The best path of one batch, and its metres; without a layout or a start, cells as they come."""
    cells = list(dict.fromkeys(visit.cell for part in parts for visit in part.visits if visit.cell))
    if problem.layout is None or problem.start is None:
        return tuple(cells), 0.0
    path = plan_path(problem.layout, cells, problem.start, problem.end or problem.start)
    return tuple(cells[index] for index in path.order), path.metres
