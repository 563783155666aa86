"""What a release plans with: the wave's orders that are not on a task yet, and the stock that may be allocated."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from app.catalog.models import ItemPolicy
from app.clock import now
from app.db import db
from app.inventory.models import Lot, Stock
from app.inventory.queries import may_be_allocated
from app.orders.holds import open_holds
from app.orders.models import OPEN, PICKING, WAVED, Order, OrderLine
from app.picking.carts import cart_for, kilograms_of, litres_of
from app.picking.models import SINGLE
from app.planning.allocation import BinStock, LineDemand, OrderDemand
from app.planning.batching import Cart, Pickers
from app.planning.carts import Place, Rules, Wanted
from app.planning.layout import Cell, Layout
from app.walks.ends import ends_in
from app.warehouse.calendar import calendar_of
from app.warehouse.layout import layout_of
from app.warehouse.models import STAGING, Location, Warehouse, Zone
from app.warehouse.queries import locations_of_kind
from app.warehouse.settings import NONE, PASS, WarehouseSettings, settings_of
from app.waves.models import Wave, WaveOrder


@dataclass(frozen=True)
class Spot:
    """Where a stock lies, and of which lot it is."""

    location_id: int
    lot_id: int
    cell: Cell | None
    zone_id: int | None


@dataclass(frozen=True)
class Offer:
    """Stock that may be allocated now: by item for the planner, and where each lies."""

    stocks: dict[int, list[BinStock]]
    spots: dict[int, Spot]


@dataclass(frozen=True)
class Ground:
    """What stays the same through a release: warehouse, cart, building, lane."""

    wave_id: int
    wave_number: int
    mode: str
    warehouse_id: int
    settings: WarehouseSettings
    cart: Cart
    place: Place
    lane_id: int | None
    zone_id: int | None
    zones: tuple[int | None, ...]
    policies: dict[int, str]

    @property
    def is_zoned(self) -> bool:
        """Whether each zone's part of an order is a task of its own; a single walk is for the whole order."""
        return self.settings.zone_mode != NONE and self.mode != SINGLE and len(self.zones) > 1

    @property
    def is_passed_on(self) -> bool:
        """Whether the zones' tasks follow each other, with the same totes."""
        return self.is_zoned and self.settings.zone_mode == PASS

    def strategy_of(self, item_id: int) -> str:
        """The item's own strategy, else the warehouse's."""
        return self.policies.get(item_id, self.settings.strategy)


@dataclass(frozen=True)
class Waiting:
    """Orders of the wave without a task: those to pick for, and those that were held or cancelled meanwhile."""

    demands: list[OrderDemand]
    gone: list[int]


def ground_of(wave: Wave) -> Ground:
    """The wave's ground. Waves take the staging lanes in turn; a walk starts at the depot nearest to its lane."""
    warehouse = db.session.get_one(Warehouse, wave.warehouse_id)
    settings = settings_of(warehouse)
    lanes = locations_of_kind(warehouse.id, STAGING)
    lane = lanes[wave.number % len(lanes)] if lanes else None
    zone = select(Zone.id).where(Zone.warehouse_id == warehouse.id, Zone.code == wave.choice.get("zone", ""))
    policies = select(ItemPolicy.item_id, ItemPolicy.strategy).where(ItemPolicy.warehouse_id == warehouse.id)
    return Ground(
        wave_id=wave.id,
        wave_number=wave.number,
        mode=wave.mode,
        warehouse_id=warehouse.id,
        settings=settings,
        cart=cart_for(settings, wave.mode),
        place=ends_in(layout_of(warehouse), lane.address if lane else ""),
        lane_id=lane.id if lane else None,
        zone_id=db.session.scalar(zone),
        zones=(*_zones(warehouse.id), None),
        policies=dict(db.session.execute(policies).all()),
    )


def wanted_of(ground: Ground, orders: Sequence[OrderDemand], offer: Offer) -> Wanted:
    """All that planning needs, so that it can be done in another process."""
    settings = ground.settings
    rules = Rules(
        policy=settings.path_policy,
        mix_priorities=settings.mix_priorities,
        zones=ground.zones if ground.is_zoned else (),
        passed_on=ground.is_passed_on,
        pickers=Pickers(
            number=settings.wave_pickers,
            metres_per_second=settings.walking_speed,
            seconds_per_pick=settings.seconds_per_pick,
        ),
        at=now(),
    )
    return Wanted(orders, offer.stocks, ground.cart, ground.place, settings.whole_orders_first, rules)


def waiting_orders(ground: Ground) -> Waiting:
    """The wave's orders that still want a task."""
    wanted = (
        select(Order)
        .join(WaveOrder)
        .where(WaveOrder.wave_id == ground.wave_id, WaveOrder.tasked_at.is_(None))
        .order_by(WaveOrder.id)
        .options(selectinload(Order.holds), selectinload(Order.lines).joinedload(OrderLine.item))
    )
    orders = db.session.scalars(wanted).all()
    demands = [
        OrderDemand(order.id, _lines(order, ground), order.priority, order.ship_by)
        for order in orders
        if is_wanted(order)
    ]
    return Waiting(demands, [order.id for order in orders if not is_wanted(order)])


def is_wanted(order: Order) -> bool:
    """Whether a release may go on with the order: once a part of it is on a task, a hold stops it at packing.

    Nothing more is picked of one that is stopped: what is picked of it is being put back.
    """
    if order.stopped_at is not None:
        return False
    return order.state in (WAVED, PICKING) or (order.state == OPEN and not open_holds(order))


def on_offer(ground: Ground, item_ids: Iterable[int]) -> Offer:
    """Units in open forward bins that nobody reserved, whose place is not in doubt, and that have not expired."""
    offer = Offer({}, {})
    layout = ground.place.layout
    for row in db.session.execute(_offered(ground, sorted(set(item_ids)))):
        cell = _cell(layout, row.aisle, row.cell)
        offer.stocks.setdefault(row.item_id, []).append(
            BinStock(
                id=row.id,
                available=row.available,
                cell=cell,
                address=row.address,
                preferred=ground.zone_id is not None and row.zone_id == ground.zone_id,
                received_at=row.received_at,
                expires_on=row.expires_on,
                zone=row.zone_id,
                reach_seconds=layout.seconds_to_reach(row.level) if layout else 0.0,
            )
        )
        offer.spots[row.id] = Spot(row.location_id, row.lot_id, cell, row.zone_id)
    return offer


def _zones(warehouse_id: int) -> Sequence[int]:
    return db.session.scalars(select(Zone.id).where(Zone.warehouse_id == warehouse_id).order_by(Zone.code)).all()


def _lines(order: Order, ground: Ground) -> tuple[LineDemand, ...]:
    return tuple(
        LineDemand(
            id=line.id,
            item_id=line.item.id,
            quantity=line.to_allocate,
            strategy=ground.strategy_of(line.item.id),
            volume_l=litres_of(line.item),
            weight_kg=kilograms_of(line.item),
        )
        for line in order.lines
        if line.item and line.to_allocate
    )


def _offered(ground: Ground, item_ids: list[int]) -> Select[*tuple[Any, ...]]:
    today = calendar_of(db.session.get_one(Warehouse, ground.warehouse_id)).today(now())
    return (
        select(
            Stock.id,
            Stock.item_id,
            Stock.lot_id,
            Stock.location_id,
            (Stock.on_hand - Stock.reserved).label("available"),
            Stock.received_at,
            Lot.expires_on,
            Location.aisle,
            Location.cell,
            Location.level,
            Location.address,
            Location.zone_id,
        )
        .join(Lot, Lot.id == Stock.lot_id)
        .join(Location, Location.id == Stock.location_id)
        .where(
            Location.warehouse_id == ground.warehouse_id,
            Stock.item_id.in_(item_ids),
            *may_be_allocated(today),
        )
        .order_by(Stock.id)
    )


def _cell(layout: Layout | None, aisle: int | None, cell: int | None) -> Cell | None:
    """The bin's cell; None for a bin that the layout does not have."""
    if layout is None or aisle is None or cell is None or aisle >= layout.aisles or cell >= layout.cells:
        return None
    return Cell(aisle, cell)
