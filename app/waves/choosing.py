"""The best wave now: of the orders that fit, those with the most units per aisle that is visited for them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import func, select

from app.clock import now
from app.db import db
from app.errors import DomainError
from app.inventory.models import Lot, Stock
from app.inventory.queries import may_be_allocated
from app.jobs import compute
from app.orders.models import Order, OrderLine
from app.planning.selection import NoWave, choose_wave
from app.tables import in_batches
from app.warehouse.calendar import calendar_of
from app.warehouse.models import Location, Warehouse
from app.waves.choice import Choice, chosen_orders
from app.waves.errors import NothingToWave

POOL = 2000
"""So many of the most urgent orders are looked at."""
SECONDS = 3.0
AT_ONCE = 500

_TO_ALLOCATE = OrderLine.quantity - OrderLine.allocated - OrderLine.short - OrderLine.cancelled - OrderLine.substituted

Units = Mapping[int, int]
"""Units by item."""


class NoWaveBetween(DomainError):
    code = "no_wave_between"
    message = lazy_gettext(
        "No wave of %(units_from)s to %(units_to)s units was found in these orders. Ask for less, or for a wider span."
    )


@dataclass(frozen=True)
class WavePool:
    """What the choice is computed from: units by item of each order, and of each aisle."""

    orders: Sequence[Units]
    aisles: Sequence[Units]
    units_from: int
    units_to: int


def best_orders(warehouse: Warehouse, choice: Choice) -> list[int] | None:
    """Ids of the orders that make the best wave within the choice's units; None where it names none.

    Not inside a transaction: it may take some seconds. Raises NothingToWave, NoWaveBetween or ChoiceUnclear.
    """
    if not choice.units_to:
        return None
    orders = _orders(warehouse, choice)
    if not orders:
        raise NothingToWave
    pool = WavePool(list(orders.values()), _aisles(warehouse, orders), choice.units_from, choice.units_to)
    db.session.rollback()  # no connection is held while nothing is asked
    chosen = compute(choose, pool, SECONDS, lambda: False, lambda said: None)
    if chosen is None:
        raise NoWaveBetween(units_from=choice.units_from, units_to=choice.units_to)
    ids = list(orders)
    return [ids[index] for index in chosen]


def choose(pool: WavePool, stop: Any, tell: Any) -> tuple[int, ...] | None:
    """A computation: indexes of the chosen orders; None where no wave was found."""
    try:
        return choose_wave(pool.orders, pool.aisles, pool.units_from, pool.units_to, stop).orders
    except NoWave:
        return None


def _orders(warehouse: Warehouse, choice: Choice) -> dict[int, Units]:
    """What each order asks for, the most urgent ones first."""
    ids = db.session.scalars(chosen_orders(warehouse, choice).limit(POOL).with_only_columns(Order.id)).all()
    wanted = select(OrderLine.order_id, OrderLine.item_id, func.sum(_TO_ALLOCATE)).where(_TO_ALLOCATE > 0)
    orders: dict[int, dict[int, int]] = {order_id: {} for order_id in ids}
    for batch in in_batches(ids, AT_ONCE):
        lines = wanted.where(OrderLine.order_id.in_(batch)).group_by(OrderLine.order_id, OrderLine.item_id)
        for order_id, item_id, units in db.session.execute(lines):
            orders[order_id][item_id or 0] = units  # an item that nobody knows lies in no aisle
    return {order_id: units for order_id, units in orders.items() if units}


def _aisles(warehouse: Warehouse, orders: Mapping[int, Units]) -> list[Units]:
    """What of the orders' items may be taken in each aisle; bins that the layout does not have count as one aisle."""
    items = {item_id for units in orders.values() for item_id in units}
    today = calendar_of(warehouse).today(now())
    wanted = (
        select(Location.aisle, Stock.item_id, func.sum(Stock.on_hand - Stock.reserved))
        .join(Lot, Lot.id == Stock.lot_id)
        .join(Location, Location.id == Stock.location_id)
        .where(Location.warehouse_id == warehouse.id, *may_be_allocated(today))
        .group_by(Location.aisle, Stock.item_id)
        .order_by(Location.aisle, Stock.item_id)
    )
    aisles: defaultdict[int | None, dict[int, int]] = defaultdict(dict)
    for aisle, item_id, units in db.session.execute(wanted):
        if item_id in items:
            aisles[aisle][item_id] = units
    return list(aisles.values())
