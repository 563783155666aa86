"""Batching: which orders share a cart, and who walks which batch when."""

from collections.abc import Callable
from dataclasses import dataclass

from app.planning.batching.problem import BatchProblem
from app.planning.layout import Cell


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


def plan_batches(
    problem: BatchProblem,
    stop: Callable[[], bool],
    seed: int,
    progress: Callable[[float, float], None] | None = None,
    steps: int = 100_000,
) -> Plan:
    """The best batches that are found until `stop()` is true, or `steps` steps of the search are done."""
    raise NotImplementedError
