"""Rules of packing: each unit is packed once, and cartons, picks, order lines and the ledger tell the same."""

from flask_babel import lazy_gettext
from sqlalchemy import and_, func, or_, select

from app.books.check import Check, Rows, differing
from app.books.orders import told_line
from app.catalog.models import Item
from app.inventory.models import Lot, Stock
from app.orders import models as orders
from app.orders.models import Order, OrderLine
from app.packing.models import CLOSED, EMPTIED, OPEN, SHIPPED, Carton, Pack, WallCell
from app.picking.models import Pick, PickLine, ToteUse
from app.warehouse.models import PACKED, Location, Warehouse

_STANDS = Pack.undone_at.is_(None)
_UNITS = select(func.coalesce(func.sum(Pack.quantity), 0)).where(Pack.carton_id == Carton.id, _STANDS).scalar_subquery()


def _picks() -> Rows:
    sums = differing(
        select(Pick.id, Pick.packed.label("units")),
        select(Pack.pick_id.label("id"), Pack.quantity.label("units")).where(_STANDS),
    )
    return _told_pick().add_columns(sums.c.one, sums.c.other).join(sums, sums.c.id == Pick.id)


def _told_pick() -> Rows:
    return (
        told_line()
        .add_columns(Pick.id.label("pick"), OrderLine.packed)
        .join(PickLine, PickLine.order_line_id == OrderLine.id)
        .join(Pick, Pick.line_id == PickLine.id)
    )


def _lines() -> Rows:
    packed = (
        select(PickLine.order_line_id.label("id"), Pack.quantity.label("units"))
        .select_from(Pack)
        .join(Pick, Pick.id == Pack.pick_id)
        .join(PickLine, PickLine.id == Pick.line_id)
        .where(_STANDS)
    )
    sums = differing(select(OrderLine.id, OrderLine.packed.label("units")), packed)
    return told_line().add_columns(sums.c.one, sums.c.other).join(sums, sums.c.id == OrderLine.id)


def _sorted() -> Rows:
    """What was sorted into a cell, or emptied into another tote, is there by a row of its own."""
    sums = differing(
        select(Pick.id, Pick.walled.label("units")),
        select(Pick.sorted_from_id.label("id"), Pick.quantity.label("units")).where(
            Pick.sorted_from_id.is_not(None), Pick.undone_at.is_(None)
        ),
    )
    return _told_pick().add_columns(sums.c.one, sums.c.other).join(sums, sums.c.id == Pick.id)


def _stock() -> Rows:
    """What lies in cartons by the ledger, and what was packed and has not left."""
    in_stock = select(Stock.location_id, Stock.lot_id, Stock.on_hand.label("units"))
    place = select(Location.id).where(Location.warehouse_id == Carton.warehouse_id, Location.kind == PACKED)
    in_cartons = (
        select(place.scalar_subquery().label("location_id"), PickLine.lot_id, Pack.quantity.label("units"))
        .select_from(Pack)
        .join(Carton, Carton.id == Pack.carton_id)
        .join(Pick, Pick.id == Pack.pick_id)
        .join(PickLine, PickLine.id == Pick.line_id)
        .where(_STANDS, Carton.state != SHIPPED)
    )
    sums = differing(
        in_stock.join(Location, Location.id == Stock.location_id).where(Location.kind == PACKED), in_cartons
    )
    return (
        select(Warehouse.code, Item.sku, Lot.code.label("lot"), sums.c.one, sums.c.other)
        .select_from(sums)
        .join(Location, Location.id == sums.c.location_id)
        .join(Warehouse, Warehouse.id == Location.warehouse_id)
        .join(Lot, Lot.id == sums.c.lot_id)
        .join(Item, Item.id == Lot.item_id)
        .order_by(Lot.id)
    )


def _cartons() -> Rows:
    """A closed carton holds something and knows when it was closed; an emptied one holds nothing."""
    return (
        select(Order.number, Carton.code, Carton.state, _UNITS.label("units"))
        .join(Order, Order.id == Carton.order_id)
        .where(
            or_(
                and_(Carton.state.in_((CLOSED, SHIPPED)), or_(_UNITS == 0, Carton.closed_at.is_(None))),
                and_(Carton.state == EMPTIED, _UNITS > 0),
                and_(Carton.state != SHIPPED, Carton.left_at.is_not(None)),
                and_(Carton.state != OPEN, Carton.is_to_verify),
            )
        )
        .order_by(Carton.id)
    )


def _right_cartons() -> Rows:
    return (
        _told_pick()
        .add_columns(Carton.code.label("carton"))
        .join(Pack, Pack.pick_id == Pick.id)
        .join(Carton, Carton.id == Pack.carton_id)
        .where(_STANDS, or_(Carton.order_id != Order.id, Pick.undone_at.is_not(None)))
    )


def _packed_orders() -> Rows:
    """All of it lies in cartons that are closed or have left."""
    begun = select(Carton.id).where(Carton.order_id == Order.id, Carton.state == OPEN).exists()
    return (
        told_line()
        .add_columns(OrderLine.packed)
        .where(Order.state == orders.PACKED, or_(OrderLine.packed != OrderLine.picked, begun))
    )


def _cells() -> Rows:
    """A cell of a put wall holds goods of its own order only."""
    return (
        select(Location.address, Order.number)
        .select_from(WallCell)
        .join(Location, Location.id == WallCell.location_id)
        .join(ToteUse, ToteUse.tote_id == Location.id)
        .join(Pick, Pick.tote_use_id == ToteUse.id)
        .join(PickLine, PickLine.id == Pick.line_id)
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .where(ToteUse.released_at.is_(None), Pick.undone_at.is_(None), Pick.in_tote > 0)
        .where(WallCell.order_id.is_distinct_from(Order.id))
        .order_by(Location.id)
    )


CHECKS = (
    Check(
        "packs",
        lazy_gettext("What of a pick is packed is what its packs say."),
        _picks(),
        lazy_gettext("Order %(number)s, pick %(pick)s (%(sku)s): %(one)s packed, its packs make %(other)s."),
    ),
    Check(
        "lines packed",
        lazy_gettext("What is packed on an order line lies in its cartons, or has left in them."),
        _lines(),
        lazy_gettext("Order %(number)s line %(position)s (%(sku)s): %(one)s packed, its packs make %(other)s."),
    ),
    Check(
        "sorted",
        lazy_gettext("What was sorted out of a tote is in a cell or another tote."),
        _sorted(),
        lazy_gettext("Order %(number)s, pick %(pick)s (%(sku)s): %(one)s sorted, %(other)s arrived."),
    ),
    Check(
        "packed stock",
        lazy_gettext("What the ledger has in cartons is what was packed and has not left."),
        _stock(),
        lazy_gettext("%(code)s, %(sku)s %(lot)s: %(one)s in cartons by the ledger, %(other)s by the packs."),
    ),
    Check(
        "cartons",
        lazy_gettext("A closed carton holds something, an emptied one nothing, and one that left knows when."),
        _cartons(),
        lazy_gettext("Order %(number)s, carton %(code)s is %(state)s with %(units)s units."),
    ),
    Check(
        "right cartons",
        lazy_gettext("What lies in a carton was picked for the carton's order."),
        _right_cartons(),
        lazy_gettext("Order %(number)s, pick %(pick)s (%(sku)s): packed into %(carton)s, which is another's."),
    ),
    Check(
        "packed orders",
        lazy_gettext("A packed order has all that was picked of it in closed cartons."),
        _packed_orders(),
        lazy_gettext("Order %(number)s is packed, line %(position)s (%(sku)s): %(picked)s picked, %(packed)s packed."),
    ),
    Check(
        "cells",
        lazy_gettext("A cell of a put wall holds one order, the one that it is kept for."),
        _cells(),
        lazy_gettext("%(address)s holds goods of order %(number)s, and is not kept for it."),
    ),
)
