"""Where a lot is now, and who got it: what a recall has to know."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from app.db import db
from app.inventory.models import Allocation, Lot, Stock, StockMovement
from app.operations import Actor
from app.operations.audit import audit_new
from app.orders.models import Order, OrderLine
from app.packing.models import CLOSED, SHIPPED, Carton, Pack
from app.packing.models import OPEN as CARTON_OPEN
from app.picking.models import Pick, PickLine, ToteUse
from app.scanning import Code
from app.shipping.models import Carrier, Waybill
from app.warehouse.models import OUTSIDE, PACKED, TOTE, Location

Holder = tuple[int, str, int]
"""An order's id, its number, and how many units it keeps or has."""
FOUND = 20
"""Lots that a search offers."""


@dataclass(frozen=True)
class Lying:
    """What lies of the lot at one place, and of whose orders."""

    stock: Stock
    orders: Sequence[Holder]


@dataclass(frozen=True)
class Sent:
    """Units of the lot that have left in one carton."""

    order_id: int
    order: str
    carton: str
    carrier: str
    waybill: str
    left_at: datetime | None
    units: int


def lots_named(warehouse_id: int, code: Code) -> Sequence[Lot]:
    """Lots of that code that this warehouse has or had."""
    names = {code.text, code.lot} - {""}
    known = select(Stock.id).join(Location, Location.id == Stock.location_id)
    here = known.where(Stock.lot_id == Lot.id, Location.warehouse_id == warehouse_id)
    wanted = select(Lot).where(Lot.code.in_(names), here.exists()).options(joinedload(Lot.item))
    return db.session.scalars(wanted.order_by(Lot.id).limit(FOUND)).all()


def lots_of_item(warehouse_id: int, item_id: int) -> Sequence[tuple[Lot, int]]:
    """The item's lots that lie in the building, with their units, short-dated first."""
    units = func.sum(Stock.on_hand)
    wanted = (
        select(Lot, units)
        .join(Stock, Stock.lot_id == Lot.id)
        .join(Location, Location.id == Stock.location_id)
        .where(Lot.item_id == item_id, *_in_building(warehouse_id))
        .group_by(Lot.id)
        .order_by(Lot.expires_on.is_(None), Lot.expires_on, Lot.id)
    )
    return [(lot, count) for lot, count in db.session.execute(wanted)]


def is_known(warehouse_id: int, lot: Lot) -> bool:
    """Whether the warehouse has or had anything of the lot."""
    here = select(Stock.id).join(Location, Location.id == Stock.location_id)
    mine = here.where(Stock.item_id == lot.item_id, Stock.lot_id == lot.id, Location.warehouse_id == warehouse_id)
    return db.session.scalar(mine.limit(1)) is not None


def where_now(warehouse_id: int, lot: Lot) -> list[Lying]:
    """What lies of it in the building: bins, totes, cartons, quarantine; and which orders keep or hold it."""
    wanted = (
        select(Stock)
        .join(Location, Location.id == Stock.location_id)
        .where(Stock.item_id == lot.item_id, Stock.lot_id == lot.id, *_in_building(warehouse_id))
        .order_by(Location.kind, Location.address)
        .options(joinedload(Stock.location))
    )
    stocks = db.session.scalars(wanted).all()
    holders = holders_of(warehouse_id, stocks)
    return [Lying(stock, holders.get(stock.id, [])) for stock in stocks]


def holders_of(warehouse_id: int, stocks: Sequence[Stock]) -> dict[int, Sequence[Holder]]:
    """By stock: the orders that keep units of it, or have them in totes or cartons."""
    found: dict[int, Sequence[Holder]] = {**_reserving(stocks)}
    for lot in {stock.lot for stock in stocks if stock.location.kind == TOTE}:
        totes = _in_totes(warehouse_id, lot)
        mine = [stock for stock in stocks if stock.lot is lot and stock.location.kind == TOTE]
        found |= {stock.id: totes.get(stock.location_id, []) for stock in mine}
    packed = [stock for stock in stocks if stock.location.kind == PACKED]
    return found | {stock.id: _in_cartons(warehouse_id, stock.lot) for stock in packed}


def who_got_it(warehouse_id: int, lot: Lot) -> Select[*tuple[Any, ...]]:
    """Cartons with units of it that have left, the last first."""
    return (
        select(
            Order.id,
            Order.number,
            Carton.code,
            Carrier.name,
            Waybill.number,
            Carton.left_at,
            func.sum(Pack.quantity),
        )
        .select_from(OrderLine)
        .join(PickLine, PickLine.order_line_id == OrderLine.id)
        .join(Pick, Pick.line_id == PickLine.id)
        .join(Pack, Pack.pick_id == Pick.id)
        .join(Carton, Carton.id == Pack.carton_id)
        .join(Order, Order.id == Carton.order_id)
        .outerjoin(Waybill, (Waybill.carton_id == Carton.id) & Waybill.voided_at.is_(None))
        .outerjoin(Carrier, Carrier.id == Waybill.carrier_id)
        .where(OrderLine.item_id == lot.item_id, PickLine.lot_id == lot.id, Order.warehouse_id == warehouse_id)
        .where(Carton.state == SHIPPED, Pack.undone_at.is_(None))
        .group_by(Order.id, Order.number, Carton.id, Carton.code, Carrier.name, Waybill.number, Carton.left_at)
        .order_by(Carton.left_at.desc(), Carton.id.desc())
    )


def sent(wanted: Select[*tuple[Any, ...]], most: int | None = None, skip: int = 0) -> Iterator[Sent]:
    """The cartons, as they are read."""
    for order_id, order, carton, carrier, waybill, left_at, units in db.session.execute(
        wanted.offset(skip).limit(most)
    ):
        yield Sent(order_id, order, carton, carrier or "", waybill or "", left_at, units)


def look_at_recipients(warehouse_id: int, lot: Lot, actor: Actor) -> dict[str, int]:
    """Note for each order that a person sees who its customer is; the page shows it only after this."""
    ids = sorted({one.order_id for one in sent(who_got_it(warehouse_id, lot))})
    after = {"lot": lot.code, "sku": lot.item.sku}
    audit_new(Order.__tablename__, "address seen", actor, warehouse_id, [(order_id, after) for order_id in ids])
    return {"lot_id": lot.id, "orders": len(ids)}


def recipients(order_ids: Sequence[int]) -> Mapping[int, Order]:
    """The orders that name their customers."""
    return {order.id: order for order in db.session.scalars(select(Order).where(Order.id.in_(order_ids)))}


def came_from(warehouse_id: int, lot: Lot) -> tuple[datetime | None, date | None]:
    """When the lot first came here, and until when it keeps."""
    first = select(func.min(StockMovement.at)).where(
        StockMovement.item_id == lot.item_id, StockMovement.lot_id == lot.id, StockMovement.reason == "receive"
    )
    return db.session.scalar(first), lot.expires_on


def _in_building(warehouse_id: int) -> tuple[Any, ...]:
    return (Location.warehouse_id == warehouse_id, Location.kind.not_in(OUTSIDE), Stock.on_hand > 0)


def _reserving(stocks: Sequence[Stock]) -> dict[int, list[Holder]]:
    open_units = func.sum(Allocation.quantity - Allocation.picked - Allocation.cancelled)
    wanted = (
        select(Stock.id, Order.id, Order.number, open_units)
        .join(Allocation, Allocation.stock_id == Stock.id)
        .join(OrderLine, OrderLine.id == Allocation.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .where(Stock.id.in_([stock.id for stock in stocks if stock.reserved]))
        .group_by(Stock.id, Order.id, Order.number)
        .having(open_units > 0)
        .order_by(Order.id)
    )
    return _by_place(wanted)


def _in_totes(warehouse_id: int, lot: Lot) -> dict[int, list[Holder]]:
    units = func.sum(Pick.in_tote)
    wanted = _of_orders(warehouse_id, lot, ToteUse.tote_id, units).join(ToteUse, ToteUse.id == Pick.tote_use_id)
    wanted = wanted.where(Pick.undone_at.is_(None), Pick.in_tote > 0, ToteUse.released_at.is_(None))
    return _by_place(wanted.group_by(ToteUse.tote_id, Order.id, Order.number).order_by(Order.id))


def _in_cartons(warehouse_id: int, lot: Lot) -> list[Holder]:
    wanted = (
        _of_orders(warehouse_id, lot, Order.warehouse_id, func.sum(Pack.quantity))
        .join(Pack, Pack.pick_id == Pick.id)
        .join(Carton, Carton.id == Pack.carton_id)
        .where(Pack.undone_at.is_(None), Carton.state.in_((CARTON_OPEN, CLOSED)))
        .group_by(Order.warehouse_id, Order.id, Order.number)
        .order_by(Order.id)
    )
    return [one for found in _by_place(wanted).values() for one in found]


def _of_orders(warehouse_id: int, lot: Lot, place: Any, units: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(place, Order.id, Order.number, units)
        .select_from(OrderLine)
        .join(Order, Order.id == OrderLine.order_id)
        .join(PickLine, PickLine.order_line_id == OrderLine.id)
        .join(Pick, Pick.line_id == PickLine.id)
        .where(OrderLine.item_id == lot.item_id, PickLine.lot_id == lot.id, Order.warehouse_id == warehouse_id)
    )


def _by_place(wanted: Select[*tuple[Any, ...]]) -> dict[int, list[Holder]]:
    found: dict[int, list[Holder]] = {}
    for place, order_id, number, units in db.session.execute(wanted):
        found.setdefault(place, []).append((order_id, number, units))
    return found
