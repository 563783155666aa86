"""Metres per order on a week that the proposal has not seen, before and after its moves.

The shop's items lie in the building of `shop`, placed by its seed at random. The orders of the four weeks before WEEK
are walked six to a cart, batched by savings; from those walks the moves are proposed. Then the orders of WEEK are
batched anew in either placement, each walk is the shortest, and it is measured again by `walks`.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from app.planning.batching import BatchOrder, BatchProblem, Cart, Visit, plan_batches
from app.planning.paths import plan_path
from app.planning.slotting import Bin, Proposal, propose_moves
from benchmarks.shop import DEPOT, LAYOUT, Order, Places, Shop, placed_at_random, shop
from benchmarks.walks import walked

WEEK = date(2011, 9, 12)
LEARNED = 28
ON_A_CART = 6
MOVES = (50, 200)
SECONDS = 6.0
SEED = 1
BUILDING = {
    "aisles": LAYOUT.aisles,
    "blocks": list(LAYOUT.blocks),
    "aisle_pitch": LAYOUT.aisle_pitch,
    "cell_pitch": LAYOUT.cell_pitch,
    "end_to_cell": LAYOUT.end_to_cell,
}


@dataclass(frozen=True)
class Measured:
    """Metres per order of the week before any move and after so many, and the share that the proposal promised."""

    moves: int
    orders: int
    before: float
    after: float
    promised: float
    seconds: float

    @property
    def share(self) -> float:
        """Of the metres, how much is saved."""
        return 1 - self.after / self.before


def measure() -> list[Measured]:
    """One row for each number of moves. SHELFWAY_DATA names the folder of the orders."""
    known = shop([WEEK + timedelta(days=number) for number in range(-LEARNED, 7)])
    learned = [orders for day, orders in known.days.items() if day < WEEK and orders]
    week = [orders for day, orders in known.days.items() if day >= WEEK]
    places = placed_at_random(known.items)
    count = sum(len(orders) for orders in week)
    before = sum(_metres(orders, places) for orders in week) / count
    walks = [walk for orders in learned for walk in _walks(orders, places)]
    rows = []
    for most in MOVES:
        began = time.perf_counter()
        found = _proposal(known, places, walks, len(learned), most)
        seconds = time.perf_counter() - began
        after = sum(_metres(orders, _moved(known, places, found)) for orders in week) / count
        promised = 1 - found.metres_after / found.metres_before
        rows.append(Measured(len(found.moves), count, before, after, promised, seconds))
    return rows


def _proposal(known: Shop, places: Places, walks: Sequence[set[str]], days: int, most: int) -> Proposal:
    number = {item: index for index, item in enumerate(known.items)}
    bins = [Bin(index, places[item], index) for item, index in number.items()]
    walked_items = [{number[item] for item in walk} for walk in walks]
    end = time.perf_counter() + SECONDS
    return propose_moves(
        LAYOUT, DEPOT, DEPOT, bins, {}, walked_items, days, most, lambda: time.perf_counter() > end, SEED
    )


def _moved(known: Shop, places: Places, found: Proposal) -> Places:
    """Bins are numbered by the item that lies in them at first."""
    moved = dict(places)
    for move in found.moves:
        one, other = known.items[move.source], known.items[move.target]
        moved[one], moved[other] = places[other], places[one]
    return moved


def _walks(orders: Sequence[Order], places: Places) -> Iterator[set[str]]:
    """What is picked together: six orders to a cart, by savings."""
    asked = tuple(BatchOrder(tuple(Visit(places[item]) for item in order)) for order in orders)
    problem = BatchProblem(asked, Cart(orders=ON_A_CART), LAYOUT, DEPOT)
    for batch in plan_batches(problem, lambda: False, SEED, steps=0).batches:
        yield {item for number in batch.orders for item in orders[number]}


def _metres(orders: Sequence[Order], places: Places) -> float:
    depot = {"aisle": DEPOT.aisle, "cross_aisle": DEPOT.cross_aisle}
    metres = 0.0
    for walk in _walks(orders, places):
        cells = sorted({places[item] for item in walk}, key=lambda cell: (cell.aisle, cell.cell))
        order = plan_path(LAYOUT, cells, DEPOT, DEPOT).order
        metres += walked(BUILDING, depot, [[cells[index].aisle, cells[index].cell] for index in order], depot)
    return metres


def quick() -> dict[str, Any]:
    """Prints what was measured."""
    rows = measure()
    print(f"  {rows[0].orders} orders of the week of {WEEK}: {rows[0].before:.1f} m an order before any move.")
    for row in rows:
        print(
            f"  {row.moves:>4} moves: {row.after:.1f} m an order, {row.share:.1%} less (promised: {row.promised:.1%}; ",
            end="",
        )
        print(f"found in {row.seconds:.0f} s)", flush=True)
    return {"rows": [asdict(row) for row in rows]}
