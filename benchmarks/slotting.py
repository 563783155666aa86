"""Metres per order on weeks that the proposal has not seen, before and after its moves.

The shop's items lie in the building of `shop`, placed by its seed at random. The orders of the four weeks before each
of WEEKS are walked six to a cart, batched by savings; from those walks the moves are proposed, by turnover alone and
with the search. Then the orders of the week are batched anew in either placement, each walk is the shortest, and it is
measured again by `walks`.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import chain, product
from typing import Any

from app.planning.batching import BatchOrder, BatchProblem, Cart, Visit, plan_batches
from app.planning.paths import plan_path
from app.planning.slotting import ROUNDS, Bin, Proposal, propose_moves
from benchmarks.shop import DEPOT, LAYOUT, Order, Places, Shop, placed_at_random, shop
from benchmarks.walks import walked

WEEKS = (date(2011, 3, 14), date(2011, 6, 13), date(2011, 9, 12))
LEARNED = 28
ON_A_CART = 6
MOVES = (50, 200)
SECONDS = 15.0
"""Of processor time, as the machine may be busy."""
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

    week: str
    rounds: int
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


def measure(week: date) -> Iterator[Measured]:
    """One row for each number of moves and rounds. SHELFWAY_DATA names the folder of the orders."""
    known = shop([week + timedelta(days=number) for number in range(-LEARNED, 7)])
    learned = [orders for day, orders in known.days.items() if day < week and orders]
    unseen = [orders for day, orders in known.days.items() if day >= week]
    places = placed_at_random(known.items)
    count = sum(len(orders) for orders in unseen)
    before = sum(_metres(orders, places) for orders in unseen) / count
    walks = [walk for orders in learned for walk in _walks(orders, places)]
    for most, rounds in product(MOVES, (0, ROUNDS)):
        began = time.process_time()
        found = _proposal(known, places, walks, len(learned), most, rounds)
        seconds = time.process_time() - began
        after = sum(_metres(orders, _moved(known, places, found)) for orders in unseen) / count
        promised = 1 - found.metres_after / found.metres_before
        yield Measured(str(week), rounds, len(found.moves), count, before, after, promised, seconds)


def _proposal(known: Shop, places: Places, walks: Sequence[set[str]], days: int, most: int, rounds: int) -> Proposal:
    number = {item: index for index, item in enumerate(known.items)}
    bins = [Bin(index, places[item], index) for item, index in number.items()]
    walked_items = [{number[item] for item in walk} for walk in walks]
    end = time.process_time() + SECONDS
    return propose_moves(
        LAYOUT, DEPOT, DEPOT, bins, {}, walked_items, days, most, lambda: time.process_time() > end, SEED, rounds
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
    rows = []
    for row in chain.from_iterable(map(measure, WEEKS)):
        rows.append(asdict(row))
        by = "with the search" if row.rounds else "by turnover"
        print(
            f"  {row.week}, {row.orders} orders, {row.moves:>4} moves {by}: {row.before:.1f} m an order, then "
            f"{row.after:.1f}, {row.share:.2%} less (promised: {row.promised:.2%}; found in {row.seconds:.1f} s)",
            flush=True,
        )
    return {"rows": rows}
