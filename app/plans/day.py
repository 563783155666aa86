"""The orders of a day, as a file tells them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext

from app.errors import DomainError
from app.orders.arrivals import NewOrder


class NothingToWalk(DomainError):
    code = "nothing_to_walk"
    status = 422
    message = lazy_gettext("No order of this day has anything to pick. The file has orders of these days: %(days)s.")


@dataclass(frozen=True)
class DayOrder:
    """An order: units by item."""

    number: str
    units: Mapping[str, int]


@dataclass(frozen=True)
class Book:
    """The orders of one day as they came in, and how many orders of the whole file ask for each item."""

    day: date
    orders: tuple[DayOrder, ...]
    frequency: Mapping[str, int]


def book_of(orders: Iterable[NewOrder], day: date | None) -> Book:
    """The orders of `day`; left out, of the day with the middling number of orders. Raises NothingToWalk."""
    days: dict[date, list[NewOrder]] = {}
    frequency: Counter[str] = Counter()
    for order in orders:
        units = _units(order)
        if units and not order.cancelled:
            days.setdefault(order.placed_at.date(), []).append(order)
            frequency.update(units.keys())
    ranked = sorted(days, key=lambda one: (len(days[one]), one))
    chosen = day or (ranked[len(ranked) // 2] if ranked else None)
    if chosen is None or chosen not in days:
        known = [one.isoformat() for one in sorted(days)]
        raise NothingToWalk(days=", ".join(known[:5]) + (f" … {known[-1]}" if len(known) > 5 else "") or "-")
    came = sorted(days[chosen], key=lambda order: (order.placed_at, order.number))
    return Book(chosen, tuple(DayOrder(order.number, _units(order)) for order in came), frequency)


def _units(order: NewOrder) -> dict[str, int]:
    units: Counter[str] = Counter()
    for line in order.lines:
        if not line.unreadable:
            units[line.sku] += line.quantity
    return dict(units)
