"""Rules of the ledger: balances are sums of legs, what is reserved is what orders and refills keep."""

from flask_babel import lazy_gettext
from sqlalchemy import case, func, or_, select, union_all

from app.books.check import Check, Rows, differing
from app.catalog.models import Item
from app.inventory.models import Allocation, Lot, Stock, StockLeg, StockMovement
from app.orders.models import OrderLine
from app.replenishing.models import TAKE, RefillLine
from app.walks.models import SKIPPED, TODO
from app.warehouse.models import OUTSIDE, Location, Warehouse


def _balances() -> Rows:
    sums = differing(
        select(Stock.location_id, Stock.lot_id, Stock.on_hand.label("units")),
        select(StockLeg.location_id, StockLeg.lot_id, StockLeg.quantity.label("units")),
    )
    goods = (Item.sku + case((Lot.code == "", ""), else_=" " + Lot.code)).label("goods")
    return (
        select(Warehouse.code, Location.address, goods, sums.c.one, sums.c.other)
        .select_from(sums)
        .join(Location, Location.id == sums.c.location_id)
        .join(Warehouse, Warehouse.id == Location.warehouse_id)
        .join(Lot, Lot.id == sums.c.lot_id)
        .join(Item, Item.id == Lot.item_id)
        .order_by(Location.id, Lot.id)
    )


def _told_stock() -> Rows:
    return (
        select(Warehouse.code, Location.address, Item.sku, Stock.on_hand, Stock.reserved)
        .select_from(Stock)
        .join(Location, Location.id == Stock.location_id)
        .join(Warehouse, Warehouse.id == Location.warehouse_id)
        .join(Lot, Lot.id == Stock.lot_id)
        .join(Item, Item.id == Lot.item_id)
        .order_by(Stock.id)
    )


def _bounds() -> Rows:
    outside = Location.kind.in_(OUTSIDE)
    return _told_stock().where(
        or_(
            Stock.reserved < 0,
            ~outside & (Stock.reserved > Stock.on_hand),
            outside & (Stock.reserved != 0),
            Stock.guarded == outside,
        )
    )


def _reserved() -> Rows:
    for_orders = select(
        Allocation.stock_id.label("id"),
        (Allocation.quantity - Allocation.picked - Allocation.cancelled).label("units"),
    )
    to_take = (RefillLine.part == TAKE, RefillLine.state.in_((TODO, SKIPPED)))
    for_refills = select(RefillLine.stock_id, RefillLine.quantity - RefillLine.done - RefillLine.short).where(*to_take)
    kept = union_all(for_orders, for_refills).subquery()
    sums = differing(select(Stock.id, Stock.reserved.label("units")), select(kept))
    return _told_stock().add_columns(sums.c.other).join(sums, sums.c.id == Stock.id)


def _legs() -> Rows:
    """Two legs that differ in nothing but the sign and the place."""
    leg = StockLeg
    wrong = or_(
        func.count(leg.id) != 2,
        func.sum(leg.quantity) != 0,
        func.max(leg.quantity) != StockMovement.quantity,
        func.min(leg.lot_id) != StockMovement.lot_id,
        func.max(leg.lot_id) != StockMovement.lot_id,
    )
    return (
        select(StockMovement.id, StockMovement.quantity, func.count(leg.id).label("legs"))
        .add_columns(func.coalesce(func.sum(leg.quantity), 0).label("sum"))
        .outerjoin(leg, leg.movement_id == StockMovement.id)
        .group_by(StockMovement.id, StockMovement.quantity, StockMovement.lot_id)
        .having(wrong)
        .order_by(StockMovement.id)
    )


def _items() -> Rows:
    """Stock says which item it is, for speed; so does a movement. The lot is the one that knows."""
    movements = select(StockMovement.lot_id).join(Lot, Lot.id == StockMovement.lot_id)
    return _told_stock().where(
        or_(Stock.item_id != Lot.item_id, Stock.lot_id.in_(movements.where(StockMovement.item_id != Lot.item_id)))
    )


def _asked_for() -> Rows:
    return (
        _told_stock()
        .add_columns(OrderLine.sku.label("wanted"))
        .join(Allocation, Allocation.stock_id == Stock.id)
        .join(OrderLine, OrderLine.id == Allocation.order_line_id)
        .where(OrderLine.item_id != Stock.item_id)
    )


CHECKS = (
    Check(
        "balances",
        lazy_gettext("What is on hand of a lot at a location is the sum of its ledger."),
        _balances(),
        lazy_gettext("%(code)s %(address)s, %(goods)s: %(one)s on hand, the ledger makes %(other)s."),
    ),
    Check(
        "bounds",
        lazy_gettext("Nothing in the building is below nothing, and no more is reserved than is there."),
        _bounds(),
        lazy_gettext("%(code)s %(address)s, %(sku)s: %(on_hand)s on hand, %(reserved)s reserved."),
    ),
    Check(
        "reserved",
        lazy_gettext("What is reserved is what open allocations and refills keep."),
        _reserved(),
        lazy_gettext("%(code)s %(address)s, %(sku)s: %(reserved)s reserved, allocations and refills keep %(other)s."),
    ),
    Check(
        "legs",
        lazy_gettext("Each movement has two legs of its quantity and lot, and they sum to zero."),
        _legs(),
        lazy_gettext("Movement %(id)s of %(quantity)s: %(legs)s legs, together %(sum)s."),
    ),
    Check(
        "items",
        lazy_gettext("Stock and movements name the item of their lot."),
        _items(),
        lazy_gettext("%(code)s %(address)s: the lot is of %(sku)s, its stock or a movement says otherwise."),
    ),
    Check(
        "asked for",
        lazy_gettext("What is kept for an order line is what it asks for."),
        _asked_for(),
        lazy_gettext("%(code)s %(address)s: %(sku)s is kept for a line that wants %(wanted)s."),
    ),
)
