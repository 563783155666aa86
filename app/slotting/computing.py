"""The proposal from a snapshot: what is picked together, then which moves would have made those walks shorter. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.planning.batching import BatchOrder, BatchProblem, Cart, Visit, plan_batches
from app.planning.layout import Cell, Layout, Point
from app.planning.slotting import Bin, Proposal, propose_moves

Order = frozenset[int]
"""The ids of the items that an order asks for."""


@dataclass(frozen=True)
class Snapshot:
    """A building with what lies in its bins, and the orders of each day, the newest day first."""

    layout: Layout
    start: Point
    end: Point
    bins: Sequence[Bin]
    days: Sequence[Sequence[Order]]
    cart_places: int
    moves: int

    @property
    def orders(self) -> int:
        return sum(len(day) for day in self.days)


@dataclass(frozen=True)
class Walked:
    """What would be picked together on the snapshot's newest `days`, which have so many `orders`."""

    snapshot: Snapshot
    walks: Sequence[Order]
    days: int
    orders: int


def walk(given: Snapshot, stop: Callable[[], bool], tell: Callable[[Any], None]) -> Walked:
    """The orders of each day go on carts as batching would have them.

    On `stop` older days are left out; one day is always looked at.
    """
    places = {bin_.item_id: bin_.cell for bin_ in given.bins if bin_.item_id is not None}
    walks: list[Order] = []
    days = 0
    for orders in given.days:
        if days and stop():
            break
        walks += _walks(given, orders, places, stop)
        days += 1
    return Walked(given, walks, days, sum(len(orders) for orders in given.days[:days]))


def propose(walked: Walked, stop: Callable[[], bool], tell: Callable[[Any], None]) -> Proposal:
    """The moves that would have made those walks shorter."""
    given = walked.snapshot
    ends = given.start, given.end
    return propose_moves(given.layout, *ends, given.bins, {}, walked.walks, walked.days, given.moves, stop)


def _walks(
    given: Snapshot, orders: Sequence[Order], places: Mapping[int, Cell], stop: Callable[[], bool]
) -> list[Order]:
    """What is picked together, by savings."""
    asked = tuple(BatchOrder(tuple(Visit(places[item_id]) for item_id in sorted(order))) for order in orders)
    problem = BatchProblem(asked, Cart(places=given.cart_places), given.layout, given.start, given.end)
    batches = plan_batches(problem, stop, seed=1, steps=0).batches
    return [frozenset[int]().union(*(orders[number] for number in batch.orders)) for batch in batches]
