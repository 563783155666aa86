"""What lies where in the demo: popular items in several bins and in reserve, several lots where lots matter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from random import Random

from app.demo.orders import UNITS, Demand
from app.inventory.opening import Pile

MEAN_LINES = 21
"""Lines of an order, on average."""

MEAN_UNITS = sum(quantity * weight for quantity, weight in UNITS) / sum(weight for _, weight in UNITS)

MARGIN = 1.4
"""How much more lies there than is asked for, on average: a few items still run short."""


@dataclass(frozen=True)
class Bins:
    """Ids of the bins that are picked from, and of those that refill them."""

    forward: Sequence[int]
    reserve: Sequence[int]


def demo_piles(
    demand: Demand, item_ids: Sequence[int], orders: int, bins: Bins, today: date, seed: int
) -> Iterator[Pile]:
    """Stock for so many orders: A items in three forward bins and one of reserve, B items in two, C items in one.

    Raises IndexError when the building has too few bins.
    """
    random = Random(seed)
    forward, reserve = random.sample(bins.forward, len(bins.forward)), random.sample(bins.reserve, len(bins.reserve))
    for rank, (item, item_id) in enumerate(zip(demand.items, item_ids, strict=True)):
        wanted = ceil(orders * MEAN_LINES * MEAN_UNITS * demand.share(rank) * MARGIN) + random.randrange(4, 16)
        places = _places(rank / len(demand.items))
        for place in range(places):
            yield Pile(item_id, forward.pop(), ceil(wanted / places), *_lot(item.track, place, today, random))
        if places > 1 and reserve:
            yield Pile(item_id, reserve.pop(), wanted, *_lot(item.track, places, today, random))


def _places(rank: float) -> int:
    if rank < 0.1:
        return 3
    return 2 if rank < 0.3 else 1


def _lot(track: str, place: int, today: date, random: Random) -> tuple[str, date | None]:
    """Each place has a lot of its own, so that the oldest may lie farthest."""
    if track not in ("lot", "expiry"):
        return "", None
    made = today - timedelta(days=30 * place + random.randrange(20))
    expires_on = made + timedelta(days=300) if track == "expiry" else None
    return f"L{made:%y%m%d}", expires_on
