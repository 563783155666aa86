"""Which carton an order goes into, and how it lies there: planned outside of any transaction, kept with the carton."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from time import monotonic
from typing import Any

from app.catalog.models import Item
from app.orders.models import Order
from app.packing import models
from app.packing.queries import carton_types, picks_to_pack
from app.planning.cartons import ANY_WAY, UPRIGHT, CartonPlan, CartonType, PackedCarton, Piece, Place, plan_cartons
from app.planning.cartons.material import materials, wrapped

STOP_SECONDS = 0.088
"""The planner asks every few milliseconds whether it is over; with this it answers within a tenth of a second."""
MOST_UNITS = 300
"""Of an order with more than that, nobody packs by a drawing."""
KEPT_PLANS = 256


@dataclass(frozen=True)
class Proposal:
    """The first of `cartons` to take now; `layout` as the carton keeps it."""

    type_id: int
    cartons: int
    layout: dict[str, Any]


def propose(order: Order) -> Proposal | None:
    """The cartons for what lies in the order's totes; None where no carton or no side of an item is known.

    Items without sides are left out of the drawing, and named in the layout's `without_sides`.
    """
    units: Counter[Item] = Counter()
    for pick in picks_to_pack(order):
        units[pick.line.lot.item] += pick.in_tote
    types = {str(one.id): one for one in carton_types(order.warehouse_id)}
    sized = {item: count for item, count in units.items() if has_sides(item)}
    if not sized or not types or sum(sized.values()) > MOST_UNITS:
        return None
    plan = _planned(tuple(_piece(item, count) for item, count in sized.items()), tuple(map(_type, types.values())))
    if not plan.cartons:
        return None
    first = plan.cartons[0]
    flags = {str(item.id): tuple(item.flags) for item in sized}
    layout = {
        "places": [asdict(place) for place in first.places],
        "inside": list(first.carton.inside),
        "materials": materials(first, flags),
        "cartons": [types[packed.carton.name].name for packed in plan.cartons],
        "left": sorted({int(one) for one in plan.left}),
        "without_sides": sorted(item.id for item in units if not has_sides(item)),
    }
    return Proposal(int(first.carton.name), len(plan.cartons), layout)


def packed_as(layout: dict[str, Any]) -> PackedCarton:
    """What a carton keeps, as the drawing takes it."""
    places = tuple(Place(**place) for place in layout["places"])
    length, width, height = layout["inside"]
    return PackedCarton(CartonType("", (length, width, height)), places, 0)


def has_sides(item: Item) -> bool:
    """Whether its length, width and height are known."""
    return bool(item.length_mm and item.width_mm and item.height_mm)


@lru_cache(maxsize=KEPT_PLANS)
def _planned(pieces: Sequence[Piece], types: Sequence[CartonType]) -> CartonPlan:
    """The page asks again at each look; the same goods need no second thought."""
    until = monotonic() + STOP_SECONDS
    return plan_cartons(pieces, types, lambda: monotonic() > until, seed=1)


def _piece(item: Item, units: int) -> Piece:
    flags = tuple(item.flags)
    sides = wrapped((item.length_mm or 0, item.width_mm or 0, item.height_mm or 0), flags)
    return Piece(
        id=str(item.id),
        sides=sides,
        weight_g=item.weight_g or 0,
        verticals=UPRIGHT if "keep_upright" in flags else ANY_WAY,
        is_fragile="fragile" in flags,
        is_dangerous="dangerous" in flags,
        quantity=units,
    )


def _type(one: models.CartonType) -> CartonType:
    inside = (one.length_mm, one.width_mm, one.height_mm)
    most = {} if one.carries_g is None else {"carries_g": one.carries_g}
    return CartonType(str(one.id), inside, one.weight_g, cost=float(one.cost), **most)
