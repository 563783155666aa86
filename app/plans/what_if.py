"""What a day's walks would come to: first come, first served by each path policy, and planned together."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.planning.batching import BatchOrder, BatchProblem, Cart, Visit
from app.planning.batching.plan import plan_batches
from app.planning.layout import Cell
from app.planning.paths import walk_metres
from app.planning.paths.policies import POLICIES
from app.plans.day import Book
from app.plans.placing import Cells, Floor, NothingPlaced
from app.tables import in_batches

FIRST_COME, TOGETHER = "first come, first served", "planned together"
BASE = "sort-by-code"
OPTIMAL = "optimal"
NAMES = {
    BASE: "by location code",
    "serpentine": "serpentine",
    "s-shape": "S-shape",
    "return": "return",
    "midpoint": "midpoint",
    "largest-gap": "largest gap",
    "combined": "combined",
    OPTIMAL: "shortest walk",
}


@dataclass(frozen=True)
class Walk:
    """Its stops in path order, and its metres, measured along them whatever a policy says of itself."""

    stops: tuple[Cell, ...]
    metres: float


@dataclass(frozen=True)
class Outcome:
    """All walks of the day in one way; `example` is one of them."""

    batching: str
    policy: str
    walks: tuple[Walk, ...]
    example: Walk

    @property
    def metres(self) -> float:
        return sum(walk.metres for walk in self.walks)


@dataclass(frozen=True)
class Comparison:
    """The outcomes for one placing of items, what is usual first; `unplaced` lines ask for what lies nowhere."""

    placing: str
    orders: int
    lines: int
    unplaced: int
    outcomes: tuple[Outcome, ...]

    def saved(self, outcome: Outcome) -> float:
        """The share of metres that the outcome saves against the first."""
        return 1 - outcome.metres / self.outcomes[0].metres if self.outcomes[0].metres else 0.0

    @property
    def visits(self) -> dict[Cell, float]:
        """How often a picker stops at each cell when orders come first, first served."""
        visits: dict[Cell, float] = {}
        for cell in (cell for walk in self.outcomes[0].walks for cell in walk.stops):
            visits[cell] = visits.get(cell, 0.0) + 1
        return visits


def compare(book: Book, cells: Cells, placing: str, floor: Floor, stop: Callable[[], bool], seed: int) -> Comparison:
    """Every policy over the same carts, then the planned carts. Raises NothingPlaced, NoWay."""
    orders = [tuple(cells[sku] for sku in order.units if sku in cells) for order in book.orders]
    placed = [order for order in orders if order]
    if not placed:
        raise NothingPlaced
    lines = sum(len(order.units) for order in book.orders)
    outcomes = (*_first_come(placed, floor), _together(placed, floor, stop, seed))
    return Comparison(placing, len(placed), lines, lines - sum(map(len, placed)), outcomes)


def _first_come(orders: Sequence[tuple[Cell, ...]], floor: Floor) -> Iterator[Outcome]:
    """The carts as they come, in the order of NAMES; the same cart is each one's example."""
    carts = [tuple(cell for order in cart for cell in order) for cart in in_batches(orders, floor.orders_on_cart)]
    walks = {policy: [_planned(policy, cart, floor) for cart in carts] for policy in NAMES}
    middling = _middling(walks[BASE])
    for policy, walked in walks.items():
        yield Outcome(FIRST_COME, policy, tuple(walked), walked[middling])


def _together(orders: Sequence[tuple[Cell, ...]], floor: Floor, stop: Callable[[], bool], seed: int) -> Outcome:
    problem = BatchProblem(
        tuple(BatchOrder(tuple(Visit(cell) for cell in order)) for order in orders),
        Cart(orders=floor.orders_on_cart),
        floor.layout,
        floor.start,
        floor.end,
    )
    walks = tuple(_walked(batch.path, floor) for batch in plan_batches(problem, stop, seed).batches)
    return Outcome(TOGETHER, OPTIMAL, walks, walks[_middling(walks)])


def _planned(policy: str, cart: Sequence[Cell], floor: Floor) -> Walk:
    cells = list(dict.fromkeys(cart))
    path = POLICIES[policy](floor.layout, cells, floor.start, floor.end)
    return _walked(tuple(cells[index] for index in path.order), floor)


def _walked(stops: tuple[Cell, ...], floor: Floor) -> Walk:
    return Walk(stops, walk_metres(floor.layout, [floor.start, *stops, floor.end]))


def _middling(walks: Sequence[Walk]) -> int:
    return sorted(range(len(walks)), key=lambda index: (walks[index].metres, index))[len(walks) // 2]
