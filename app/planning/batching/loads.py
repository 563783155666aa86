"""What a release puts on carts: goods of order lines from stocks, and how an order that is too much is cut."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import floor

from app.planning.batching.problem import TOLERANCE, BatchOrder, Cart, Visit
from app.planning.layout import Cell


@dataclass(frozen=True)
class Goods:
    """`units` of one order line from one stock, the cell where it lies, litres and kilograms of one unit.

    `reach_seconds` is what reaching up to its bin takes.
    """

    line_id: int
    stock_id: int
    units: int
    cell: Cell | None = None
    volume_l: float = 0.0
    weight_kg: float = 0.0
    reach_seconds: float = 0.0


@dataclass(frozen=True)
class Load:
    """An order, or a part of one, that goes on one cart; `places` are the cart's places that it takes."""

    order_id: int
    goods: tuple[Goods, ...]
    places: int = 1

    def as_order(self, due: float | None = None, priority: int = 0, zone: str | None = None) -> BatchOrder:
        """The load as batching sees it."""
        visits = tuple(Visit(goods.cell, goods.units, goods.reach_seconds) for goods in self.goods)
        volume_l = sum(goods.units * goods.volume_l for goods in self.goods)
        weight_kg = sum(goods.units * goods.weight_kg for goods in self.goods)
        return BatchOrder(visits, volume_l, weight_kg, self.places, due, priority, zone)


def cut(load: Load, cart: Cart) -> list[Load]:
    """The load in parts that a cart carries each, line by line; a line is cut only where it fills a cart alone.

    A single unit that is too much for the cart makes a part of its own.
    """
    parts: list[list[Goods]] = [[]]
    for goods in load.goods:
        for piece in _pieces(goods, cart):
            longer = Load(load.order_id, (*parts[-1], piece), load.places).as_order()
            if parts[-1] and not cart.carries(longer.room(cart)):
                parts.append([])
            parts[-1].append(piece)
    return [Load(load.order_id, tuple(part), load.places) for part in parts]


def _pieces(goods: Goods, cart: Cart) -> Iterator[Goods]:
    """The units of a line in pieces that a cart carries."""
    bounds = [cart.limits()[1]]
    bounds += [] if cart.shared_totes else [cart.places * cart.units_in_tote]
    bounds += [cart.volume_l / goods.volume_l] if goods.volume_l else []
    bounds += [cart.weight_kg / goods.weight_kg] if goods.weight_kg else []
    most = min(bounds)
    size = goods.units if most >= goods.units else max(1, floor(most + TOLERANCE))
    for taken in range(0, goods.units, size):
        units = min(size, goods.units - taken)
        yield replace(goods, units=units)
