"""Which ready orders a lead wants in a wave."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select

from app.clock import now
from app.db import db
from app.inventory.models import Lot, Stock
from app.inventory.queries import may_be_allocated
from app.orders.models import Order, OrderLine
from app.orders.queries import ready
from app.picking.models import BULK, CART, SINGLE
from app.warehouse.calendar import calendar_of
from app.warehouse.models import Location, Warehouse, Zone
from app.waves.errors import ChoiceUnclear
from app.waves.models import OPEN_STATES, Wave, WaveOrder

MODES = (CART, SINGLE, BULK)
LARGEST = 500
"""Orders in a wave: more make no better walks, and a release that takes minutes."""
LATE = ("carrier", "delivery_mode", "zone", "priority", "single_line")
"""What of a wave's choice holds for late orders, beside its cut-off."""


@dataclass(frozen=True)
class Choice:
    """Which ready orders a wave takes: all that are left empty do not narrow it.

    `cut_off_at`: to be shipped by then; `zone`: a code, orders that its bins can fill; `priority`: at least that;
    `limit`: so many at most, the most urgent ones. With `units_to` the program chooses among those that fit the orders
    with the most units per aisle, of `units_from` to `units_to` units in all, and `limit` does not count.
    """

    mode: str = CART
    cut_off_at: datetime | None = None
    carrier: str = ""
    delivery_mode: str = ""
    zone: str = ""
    priority: int | None = None
    single_line: bool = False
    limit: int = 60
    units_from: int = 0
    units_to: int = 0

    def as_json(self) -> dict[str, Any]:
        kept = {name: value for name, value in vars(self).items() if value}
        return {**kept, "cut_off_at": self.cut_off_at.isoformat()} if self.cut_off_at else kept


def late_choice(wave: Wave, limit: int) -> Choice:
    """What a wave that is out still takes: what it was planned for, `limit` orders more at most."""
    known = {name: wave.choice[name] for name in LATE if name in wave.choice}
    return Choice(mode=wave.mode, cut_off_at=wave.cut_off_at, limit=limit, **known)


def chosen_orders(warehouse: Warehouse, choice: Choice) -> Select[Order]:
    """Ready orders in no open wave that fit the choice, the most urgent first."""
    waved = select(WaveOrder.id).join(Wave).where(WaveOrder.order_id == Order.id, Wave.state.in_(OPEN_STATES))
    wanted = ready(warehouse.id).where(~waved.exists())
    if choice.cut_off_at:
        wanted = wanted.where(Order.ship_by <= choice.cut_off_at)
    if choice.carrier:
        wanted = wanted.where(Order.carrier == choice.carrier)
    if choice.delivery_mode:
        wanted = wanted.where(Order.delivery_mode == choice.delivery_mode)
    if choice.priority is not None:
        wanted = wanted.where(Order.priority >= choice.priority)
    if choice.single_line:
        lines = select(func.count()).select_from(OrderLine).where(OrderLine.order_id == Order.id)
        wanted = wanted.where(lines.where(OrderLine.quantity > 0).scalar_subquery() == 1)
    if choice.zone:
        today = calendar_of(warehouse).today(now())
        wanted = wanted.where(~_outside_zone(_zone_id(warehouse, choice.zone), today).exists())
    return wanted.limit(max(1, min(choice.limit, LARGEST)))


def check_known(name: str, value: str, known: tuple[str, ...]) -> None:
    """Raises ChoiceUnclear."""
    if value not in known:
        raise ChoiceUnclear(value=value, known=", ".join(known))


def _zone_id(warehouse: Warehouse, code: str) -> int:
    zones = {zone.code: zone.id for zone in db.session.scalars(select(Zone).where(Zone.warehouse_id == warehouse.id))}
    check_known("zone", code, tuple(sorted(zones)))
    return zones[code]


def _outside_zone(zone_id: int, today: date) -> Select[int]:
    """Lines of an order whose item has nothing in the zone that may be allocated."""
    here = (
        select(Stock.id)
        .join(Location, Location.id == Stock.location_id)
        .join(Lot, Lot.id == Stock.lot_id)
        .where(Location.zone_id == zone_id, Stock.item_id == OrderLine.item_id, *may_be_allocated(today))
    )
    return select(OrderLine.id).where(OrderLine.order_id == Order.id, OrderLine.quantity > 0, ~here.exists())
