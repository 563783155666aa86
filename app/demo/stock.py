"""What lies where in the demo: popular items in several bins and in reserve, several lots where lots matter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from random import Random

from app.demo.orders import UNITS, Demand

MEAN_LINES = 21
"""Lines of an order, on average."""

MARGIN = 1.4
"""How much more lies there than is asked for, on average: a few items still run short."""


@dataclass(frozen=True)
class Pile:
    """Units of an item's lot in a bin."""

    sku: str
    bin_id: int
    quantity: int
    lot: str = ""
    expires_on: date | None = None


def piles(
    demand: Demand, orders: int, forward: Sequence[int], reserve: Sequence[int], seed: int, today: date
) -> Iterator[Pile]:
    """Stock for so many orders: A items in three forward bins and one of reserve, B items in two, C items in one.

    Raises IndexError when the building has too few bins.
    """
    random = Random(seed)
    bins, high = random.sample(forward, len(forward)), random.sample(reserve, len(reserve))
    units = sum(quantity * weight for quantity, weight in UNITS) / sum(weight for _, weight in UNITS)
    for rank, item in enumerate(demand.items):
        wanted = ceil(orders * MEAN_LINES * units * demand.share(rank) * MARGIN) + random.randrange(4, 16)
        places = _places(rank / len(demand.items))
        for place in range(places):
            lot, expires_on = _lot(item.track, place, today, random)
            yield Pile(item.sku, bins.pop(), ceil(wanted / places), lot, expires_on)
        if places > 1 and high:
            lot, expires_on = _lot(item.track, places, today, random)
            yield Pile(item.sku, high.pop(), wanted, lot, expires_on)


def _places(rank: float) -> int:
    if rank < 0.1:
        return 3
    return 2 if rank < 0.3 else 1


def _lot(track: str, place: int, today: date, random: Random) -> tuple[str, date | None]:
    """Each place has a lot of its own, so that the oldest may lie farthest."""
    if not track:
        return "", None
    made = today - timedelta(days=30 * place + random.randrange(20))
    expires_on = made + timedelta(days=300) if track == "expiry" else None
    return f"L{made:%y%m%d}", expires_on
