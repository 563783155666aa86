"""Three days of the demo shop's orders, shaped by the figures of real ones (docs/demo-data.md)."""

import hashlib
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import accumulate, pairwise
from math import exp
from random import Random
from typing import TypeVar

from app.demo.customers import customer
from app.demo.items import DemoItem
from app.orders.arrivals import NewCharge, NewLine, NewOrder

T = TypeVar("T")

LINES = ((0.0, 1), (0.08, 1), (0.1, 2), (0.25, 6), (0.5, 15), (0.75, 29), (0.9, 51), (1.0, 60))
"""Share of orders that have at most so many lines; the real tail of hundreds is cut at 60."""

UNITS = ((1, 50), (2, 22), (3, 9), (4, 8), (6, 7), (8, 2), (12, 2))
"""Units of a line and their weight: the real multiples, fewer of the large ones, so that a cart holds six orders."""

PAYMENTS = (("paid", 80), ("cod_confirmed", 20))
MODES = (("home", 66), ("store", 16), ("self", 8), ("overseas", 10))
CARRIERS = {"home": ("Parcelwing", "Doorstep"), "store": ("Doorstep",), "self": ("",), "overseas": ("Skyfreight",)}
POSTAGE = {"home": "3.95", "store": "1.95", "self": "0.00", "overseas": "14.50"}

HELD = ("address", "telephone", "amount", "unpaid", "cod", "unknown", "date", "unreadable")
"""What is wrong with a few orders of each day."""


@dataclass(frozen=True)
class Demand:
    """How often each item is asked for: a tenth of the items make 45 of 100 lines, half of them 90."""

    items: Sequence[DemoItem]
    shares: tuple[float, ...]

    def choose(self, random: Random) -> DemoItem:
        return self.items[bisect(self.shares, random.random() * self.shares[-1])]

    def share(self, index: int) -> float:
        before = self.shares[index - 1] if index else 0.0
        return (self.shares[index] - before) / self.shares[-1]


def demand_for(items: Sequence[DemoItem]) -> Demand:
    """Demand falls with the rank as exp(-4.6 (rank/n)^0.6), fitted to the real lines."""
    weights = (exp(-4.6 * (rank / len(items)) ** 0.6) for rank in range(len(items)))
    return Demand(items, tuple(accumulate(weights)))


def demo_orders(demand: Demand, days: int, a_day: int, seed: int, now: datetime) -> Iterator[NewOrder]:
    """Orders placed in the hours of the last days up to `now`; the last of each day are wrong, each in its own way."""
    random = Random(seed)
    for day in range(days):
        begin = now - timedelta(days=days - day)
        for place in range(a_day):
            placed_at = begin + timedelta(seconds=86_400 * (place + random.random()) / a_day)
            order = _order(f"D{day + 1}{place + 1:04}", placed_at, demand, random)
            wrong = a_day - place - 1
            if wrong < len(HELD):
                _spoil(order, HELD[wrong], now)
            yield order


def _order(number: str, placed_at: datetime, demand: Demand, random: Random) -> NewOrder:
    mode = _weighted(MODES, random)
    lines = [line_of(demand.choose(random), random) for _ in range(_count(random))]
    return order_of(number, placed_at, mode, lines, random)


def order_of(number: str, placed_at: datetime, mode: str, lines: list[NewLine], random: Random) -> NewOrder:
    """Somebody's order of those lines, to be sent that way."""
    postage = NewCharge("POST", Decimal(POSTAGE[mode]), "Postage")
    total = sum((line.price or Decimal(0)) * line.quantity for line in lines)
    return NewOrder(
        number=number,
        placed_at=placed_at,
        fingerprint=hashlib.sha256(number.encode()).hexdigest(),
        lines=lines,
        charges=[postage] if postage.amount else [],
        **customer(mode, random),
        delivery_mode=mode,
        carrier=random.choice(CARRIERS[mode]),
        payment_state=_weighted(PAYMENTS, random) if mode in ("home", "store") else "paid",
        currency="GBP",
        amount=total + postage.amount,
        notes=random.choice(
            ("", "", "", "", "", "A present: no invoice in the parcel, please.", "Leave it with the neighbour.")
        ),
        requested_on=(placed_at + timedelta(days=4)).date() if random.random() < 0.1 else None,
        priority=10 if random.random() < 0.05 else 0,
    )


def line_of(item: DemoItem, random: Random) -> NewLine:
    names = item.row["names"]
    description = str(names["en"]) if isinstance(names, dict) else item.sku
    return NewLine(item.sku, _weighted(UNITS, random), description, Decimal(str(item.price)))


def _count(random: Random) -> int:
    """Lines of an order: the real distribution, straight between its known points."""
    share = random.random()
    for (low, least), (high, most) in pairwise(LINES):
        if share <= high:
            return round(least + (most - least) * (share - low) / (high - low))
    return LINES[-1][1]


def _weighted(choices: Sequence[tuple[T, int]], random: Random) -> T:
    return random.choices([value for value, _ in choices], [weight for _, weight in choices])[0]


def _spoil(order: NewOrder, how: str, now: datetime) -> None:
    """Make one thing wrong, so that the order shows one reason to be held."""
    if how == "address":
        order.delivery_mode, order.street, order.postcode = "home", "", ""
    elif how == "telephone":
        order.delivery_mode, order.telephone = "overseas", ""
    elif how == "amount":
        order.amount = (order.amount or Decimal(0)) + 10
    elif how in ("unpaid", "cod"):
        order.payment_state = how
    elif how == "unknown":
        order.lines[0].sku = f"OLD-{order.number}"
    elif how == "date":
        order.requested_on = (now - timedelta(days=5)).date()
    else:
        order.lines.append(NewLine("", 0, unreadable=f"{order.number},MUG-0001,two,4.95"))
