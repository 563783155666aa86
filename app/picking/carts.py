"""What a cart carries, and what is to be put on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

from app.catalog.models import Item
from app.picking.models import BULK, SINGLE, PickLine
from app.planning.batching import Cart
from app.warehouse.settings import WarehouseSettings

TASK_LINES = 150
"""Lines of one task at most: it is written in one transaction, which must not last longer than 50 ms."""
BULK_ORDERS = 40
"""Orders that share the totes of one bulk task at most, for the same reason; a warehouse may want fewer."""


def cart_for(settings: WarehouseSettings, mode: str) -> Cart:
    """The warehouse's cart for tasks of that mode; in bulk its places count orders."""
    places = {SINGLE: 1, BULK: min(BULK_ORDERS, settings.orders_per_tote)}.get(mode, settings.cart_places)
    return Cart(
        places=places,
        units=settings.cart_units or inf,
        volume_l=settings.cart_volume_l or inf,
        weight_kg=settings.cart_weight_kg or inf,
        lines=TASK_LINES,
    )


@dataclass(frozen=True)
class Load:
    """What lines put on a cart in all."""

    orders: int
    lines: int
    units: int
    volume_l: float
    weight_kg: float

    def fits(self, cart: Cart) -> bool:
        return (
            self.orders <= cart.places
            and self.lines <= cart.lines
            and self.units <= cart.units
            and self.volume_l <= cart.volume_l
            and self.weight_kg <= cart.weight_kg
        )


def load_of(lines: Iterable[PickLine]) -> Load:
    """The load of what is still to pick of the lines."""
    left = [line for line in lines if line.to_pick]
    return Load(
        orders=len({line.order_line.order_id for line in left}),
        lines=len(left),
        units=sum(line.to_pick for line in left),
        volume_l=sum(line.to_pick * litres_of(line.lot.item) for line in left),
        weight_kg=sum(line.to_pick * kilograms_of(line.lot.item) for line in left),
    )


def litres_of(item: Item) -> float:
    """The room that a unit takes; 0 where its measures are not known."""
    return (item.length_mm or 0) * (item.width_mm or 0) * (item.height_mm or 0) / 1_000_000


def kilograms_of(item: Item) -> float:
    return (item.weight_g or 0) / 1000
