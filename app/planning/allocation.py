"""Allocation: which orders get the units there are, and from which bins."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from app.planning.layout import Cell, Layout, Point

LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class BinStock:
    """Units of one item and lot in one bin that nobody has reserved; `cell` is None for a bin outside the layout.

    `preferred` stock (a wave's own zone) goes before all other; `address` is how people order bins; `zone` is where it
    lies, none for a bin that belongs to no zone; `reach_seconds` is what reaching up to it takes.
    """

    id: int
    available: int
    cell: Cell | None = None
    address: str = ""
    preferred: bool = False
    received_at: datetime | None = None
    expires_on: date | None = None
    zone: int | None = None
    reach_seconds: float = 0.0


@dataclass(frozen=True)
class LineDemand:
    """Units that an order line still needs; litres and kilograms are those of one unit."""

    id: int
    item_id: int
    quantity: int
    strategy: str = "fifo"
    volume_l: float = 0.0
    weight_kg: float = 0.0


@dataclass(frozen=True)
class OrderDemand:
    """What an order still needs; a higher priority goes first, then the earlier ship-by time, then the older order."""

    id: int
    lines: tuple[LineDemand, ...]
    priority: int = 0
    ship_by: datetime | None = None


def share_out(orders: Sequence[OrderDemand], available: Mapping[int, int], whole_orders_first: bool) -> dict[int, int]:
    """Units per line id, never more of an item in all than are `available` (units per item id).

    Orders are served by rank. With `whole_orders_first`, those that can be filled whole come before the others, so
    that the last units complete an order rather than two halves. Lines that get nothing are in the answer with 0.
    """
    left = dict(available)
    shares = {line.id: 0 for order in orders for line in order.lines}
    waiting = sorted(orders, key=rank)
    if whole_orders_first:
        partly = []
        for order in waiting:
            if _is_whole(order, left):
                _serve(order, left, shares)
            else:
                partly.append(order)
        waiting = partly
    for order in waiting:
        _serve(order, left, shares)
    return shares


def choose_stock(
    demand: int,
    stocks: Sequence[BinStock],
    strategy: str,
    near: Sequence[Point] = (),
    layout: Layout | None = None,
) -> list[tuple[int, int]]:
    """(stock id, units) to take, in the order of `strategy`, up to `demand` and never more than is available.

    fifo: what was received first; fefo: what expires first; nearest: fewest metres from the points `near`; smallest:
    what empties a bin soonest. Ties go to the nearest, then to the lower id. Raises ValueError for another strategy.
    """
    key = _KEYS.get(strategy)
    if key is None:
        raise ValueError(f"no strategy is called {strategy!r}")
    ranked = sorted(stocks, key=lambda stock: (not stock.preferred, key(stock), _metres(stock, near, layout), stock.id))
    chosen = []
    for stock in ranked:
        units = min(demand, stock.available)
        if units > 0:
            chosen.append((stock.id, units))
            demand -= units
    return chosen


def rank(order: OrderDemand) -> tuple[int, datetime, int]:
    """Sorts orders by urgency."""
    return -order.priority, order.ship_by or LAST, order.id


def _is_whole(order: OrderDemand, left: Mapping[int, int]) -> bool:
    needed: dict[int, int] = {}
    for line in order.lines:
        needed[line.item_id] = needed.get(line.item_id, 0) + line.quantity
    return all(left.get(item_id, 0) >= quantity for item_id, quantity in needed.items())


def _serve(order: OrderDemand, left: dict[int, int], shares: dict[int, int]) -> None:
    for line in order.lines:
        units = max(0, min(line.quantity, left.get(line.item_id, 0)))
        shares[line.id] = units
        left[line.item_id] = left.get(line.item_id, 0) - units


def _metres(stock: BinStock, near: Sequence[Point], layout: Layout | None) -> float:
    if not near or layout is None:
        return 0.0
    if stock.cell is None:
        return float("inf")
    cell = stock.cell
    return min(layout.distance(cell, point) for point in near)


_KEYS: dict[str, Callable[[BinStock], Any]] = {
    "fifo": lambda stock: stock.received_at or LAST,
    "fefo": lambda stock: (stock.expires_on or date.max, stock.received_at or LAST),
    "nearest": lambda stock: 0,
    "smallest": lambda stock: stock.available,
}
