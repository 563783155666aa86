"""Metres per order on six real days of a gift shop, six orders to a cart: planned, against first come, first served.

Orders, building and placement are those of benchmarks.shop. By frequency means: by how many orders asked for an item
before that day. Each day is planned for SECONDS of one processor core, seed 1. All walks are measured again by
benchmarks.walks.
"""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from app.planning.batching import BatchOrder, BatchProblem, Cart, Visit
from app.planning.batching.plan import plan_batches
from app.planning.layout import Cell
from app.planning.paths.policies import POLICIES
from benchmarks.shop import DEPOT, LAYOUT, Places, Shop, placed_at_random, placed_by_frequency, shop
from benchmarks.walks import walked

DAYS = tuple(date(2011, month, day) for month, day in ((1, 18), (3, 9), (5, 12), (6, 16), (8, 24), (9, 21)))
SECONDS = 3.0
ON_A_CART = 6
BUILDING = {
    "aisles": LAYOUT.aisles,
    "blocks": list(LAYOUT.blocks),
    "aisle_pitch": LAYOUT.aisle_pitch,
    "cell_pitch": LAYOUT.cell_pitch,
    "end_to_cell": LAYOUT.end_to_cell,
}
FRONT = {"aisle": DEPOT.aisle, "cross_aisle": DEPOT.cross_aisle}
TO_REACH = {"random": (0.50, 0.65), "frequency": (0.55, 0.70)}
"""Planned ÷ first come, first served: with sort by code, with serpentine."""


@dataclass(frozen=True)
class Day:
    """Metres per order of one day."""

    day: str
    placed: str
    orders: int
    sort_by_code: float
    serpentine: float
    optimal: float
    planned: float


def measure() -> dict[str, Any]:
    """All days in both placements, told."""
    if not os.environ.get("SHELFWAY_DATA"):
        print("  left out: SHELFWAY_DATA names no folder with the orders")
        return {"days": []}
    found = shop(DAYS)
    days = [
        _measured(found, day, placed, places)
        for day in DAYS
        for placed, places in (
            ("random", placed_at_random(found.items)),
            ("frequency", placed_by_frequency(found.items, found.asked_before[day])),
        )
    ]
    print(f"  metres per order, {SECONDS:.0f} s of planning a day; to reach: 0.50 and 0.65 at random, 0.55 and 0.70 by")
    print("  frequency, of first come, first served with sort by code and with serpentine")
    print(f"  {'':<10} {'placed':<10} {'orders':>6} {'code':>7} {'serpent':>8} {'optimal':>8} {'planned':>8}   ratios")
    for day in (*days, *(_all(days, placed) for placed in TO_REACH)):
        print(_told(day), flush=True)
    return {"days": [asdict(day) for day in days], "all": [asdict(_all(days, placed)) for placed in TO_REACH]}


def _measured(found: Shop, day: date, placed: str, places: Places) -> Day:
    orders = [[places[item] for item in order] for order in found.days[day]]
    carts = [orders[first : first + ON_A_CART] for first in range(0, len(orders), ON_A_CART)]
    stops = [list(dict.fromkeys(cell for order in cart for cell in order)) for cart in carts]
    by_policy = {
        name: _metres([[some[index] for index in POLICIES[name](LAYOUT, some, DEPOT, DEPOT).order] for some in stops])
        for name in ("sort-by-code", "serpentine", "optimal")
    }
    problem = BatchProblem(
        tuple(BatchOrder(tuple(Visit(cell) for cell in order)) for order in orders),
        Cart(orders=ON_A_CART),
        LAYOUT,
        DEPOT,
    )
    planned = plan_batches(problem, _until(SECONDS), seed=1)
    metres = (*by_policy.values(), _metres([batch.path for batch in planned.batches]))
    return Day(day.isoformat(), placed, len(orders), *(metre / len(orders) for metre in metres))


def _metres(walks: Sequence[Sequence[Cell]]) -> float:
    return sum(walked(BUILDING, FRONT, [(cell.aisle, cell.cell) for cell in walk], FRONT) for walk in walks)


def _all(days: Sequence[Day], placed: str) -> Day:
    """Metres per order of all days together."""
    some = [day for day in days if day.placed == placed]
    orders = sum(day.orders for day in some)
    mean = {
        name: sum(getattr(day, name) * day.orders for day in some) / orders
        for name in ("sort_by_code", "serpentine", "optimal", "planned")
    }
    return Day("all", placed, orders, **mean)


def _told(day: Day) -> str:
    ratios = f"{day.planned / day.sort_by_code:.3f} {day.planned / day.serpentine:.3f}"
    metres = f"{day.sort_by_code:>7.1f} {day.serpentine:>8.1f} {day.optimal:>8.1f} {day.planned:>8.1f}"
    return f"  {day.day:<10} {day.placed:<10} {day.orders:>6} {metres}   {ratios}"


def _until(seconds: float) -> Callable[[], bool]:
    end = time.process_time() + seconds
    return lambda: time.process_time() >= end
