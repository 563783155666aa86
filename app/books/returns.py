"""Rules of returns: what came back is what was graded, never more than was sent, and lies where it was laid."""

from flask_babel import lazy_gettext
from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.books.check import Check, Rows, differing
from app.books.orders import told_line
from app.catalog.models import Item
from app.inventory.models import Lot, Serial, Stock
from app.orders.models import OrderLine
from app.picking.models import ToteUse
from app.returns.models import HISTORY, ReturnParcel, ReturnSerial, ReturnTote, ReturnUnit, Rma, RmaLine
from app.warehouse.models import Location, Warehouse

_STANDS = ReturnUnit.undone_at.is_(None)
_SINCE = and_(ReturnUnit.location_id == ReturnTote.location_id, ReturnUnit.at >= ReturnTote.opened_at)
"""Of a unit and a tote: it was laid into the tote after that was opened."""


def lies_in_returns(location_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Whether the place is a tote of returned goods, filled or waiting to be put away from; picking does not use it."""
    one, use = aliased(ReturnTote), aliased(ToteUse)
    tote = select(one.id).where(one.location_id == location_id).exists()
    used = select(use.id).where(use.tote_id == location_id, use.released_at.is_(None)).exists()
    return and_(tote, ~used)


def _past(column: InstrumentedAttribute[int]) -> Rows:
    """What returns of the time before say: nothing of them was graded here."""
    said = select(column.label("id"), RmaLine.quantity.label("units")).join(Rma, Rma.id == RmaLine.rma_id)
    return said.where(Rma.opened_by == HISTORY)


def _lines() -> Rows:
    graded = (
        select(RmaLine.order_line_id.label("id"), ReturnUnit.quantity.label("units"))
        .select_from(ReturnUnit)
        .join(RmaLine, RmaLine.id == ReturnUnit.line_id)
        .where(_STANDS)
        .union_all(_past(RmaLine.order_line_id))
    )
    sums = differing(select(OrderLine.id, OrderLine.returned.label("units")), graded)
    return told_line().add_columns(sums.c.one, sums.c.other).join(sums, sums.c.id == OrderLine.id)


def _rma_lines() -> Rows:
    graded = select(ReturnUnit.line_id.label("id"), ReturnUnit.quantity.label("units"))
    standing = graded.where(_STANDS, ReturnUnit.line_id.is_not(None)).union_all(_past(RmaLine.id))
    sums = differing(select(RmaLine.id, RmaLine.received.label("units")), standing)
    return (
        select(Rma.number, OrderLine.sku, sums.c.one, sums.c.other)
        .select_from(sums)
        .join(RmaLine, RmaLine.id == sums.c.id)
        .join(Rma, Rma.id == RmaLine.rma_id)
        .join(OrderLine, OrderLine.id == RmaLine.order_line_id)
        .order_by(RmaLine.id)
    )


def _open_totes() -> Rows:
    in_stock = (
        select(Stock.location_id, Stock.lot_id, Stock.on_hand.label("units"))
        .select_from(Stock)
        .join(ReturnTote, ReturnTote.location_id == Stock.location_id)
        .where(ReturnTote.closed_at.is_(None))
    )
    graded = (
        select(ReturnUnit.location_id, ReturnUnit.lot_id, ReturnUnit.quantity.label("units"))
        .select_from(ReturnUnit)
        .join(ReturnTote, _SINCE)
        .where(_STANDS, ReturnTote.closed_at.is_(None))
    )
    sums = differing(in_stock, graded)
    return (
        select(Warehouse.code, Location.address, Item.sku, sums.c.one, sums.c.other)
        .select_from(sums)
        .join(Location, Location.id == sums.c.location_id)
        .join(Warehouse, Warehouse.id == Location.warehouse_id)
        .join(Lot, Lot.id == sums.c.lot_id)
        .join(Item, Item.id == Lot.item_id)
        .order_by(Location.id, Lot.id)
    )


def _closed_totes() -> Rows:
    """From a tote that is put away from things only leave."""
    later = aliased(ReturnTote)
    last = ~select(later.id).where(later.location_id == ReturnTote.location_id, later.id > ReturnTote.id).exists()
    laid = (
        select(func.coalesce(func.sum(ReturnUnit.quantity), 0))
        .where(_SINCE, ReturnUnit.lot_id == Stock.lot_id, _STANDS)
        .correlate(ReturnTote, Stock)
        .scalar_subquery()
    )
    return (
        select(Warehouse.code, Location.address, Item.sku, Stock.on_hand.label("one"), laid.label("other"))
        .select_from(ReturnTote)
        .join(Stock, Stock.location_id == ReturnTote.location_id)
        .join(Location, Location.id == ReturnTote.location_id)
        .join(Warehouse, Warehouse.id == Location.warehouse_id)
        .join(Item, Item.id == Stock.item_id)
        .where(ReturnTote.closed_at.is_not(None), last, lies_in_returns(Location.id), Stock.on_hand > laid)
        .order_by(Location.id, Stock.lot_id)
    )


def _serials() -> Rows:
    """While its tote is filled, a unit's number is there; and no unit comes back twice of one order line."""
    other, other_unit = aliased(ReturnSerial), aliased(ReturnUnit)
    twice = (
        select(other.unit_id)
        .join(other_unit, other_unit.id == other.unit_id)
        .where(other.serial_id == Serial.id, other.unit_id != ReturnUnit.id, other_unit.undone_at.is_(None))
        .where(other_unit.line_id == ReturnUnit.line_id)
    )
    lying = select(ReturnTote.id).where(_SINCE, ReturnTote.closed_at.is_(None)).correlate(ReturnUnit).exists()
    away = and_(lying, Serial.location_id.is_distinct_from(ReturnUnit.location_id))
    return (
        select(Warehouse.code, Item.sku, Serial.code.label("serial"), ReturnParcel.number)
        .select_from(ReturnSerial)
        .join(Serial, Serial.id == ReturnSerial.serial_id)
        .join(Item, Item.id == Serial.item_id)
        .join(ReturnUnit, ReturnUnit.id == ReturnSerial.unit_id)
        .join(ReturnParcel, ReturnParcel.id == ReturnUnit.parcel_id)
        .join(Warehouse, Warehouse.id == ReturnParcel.warehouse_id)
        .where(_STANDS, or_(away, twice.exists()))
        .order_by(Serial.id, ReturnUnit.id)
    )


def _numbered() -> Rows:
    named = select(func.count()).where(ReturnSerial.unit_id == ReturnUnit.id).scalar_subquery()
    return (
        select(ReturnParcel.number, Item.sku, ReturnUnit.quantity, named.label("named"))
        .select_from(ReturnUnit)
        .join(ReturnParcel, ReturnParcel.id == ReturnUnit.parcel_id)
        .join(Lot, Lot.id == ReturnUnit.lot_id)
        .join(Item, Item.id == Lot.item_id)
        .where(_STANDS, ReturnUnit.line_id.is_not(None), Item.tracks_serial, ReturnUnit.quantity != named)
        .order_by(ReturnUnit.id)
    )


def _right_returns() -> Rows:
    """A unit is of its parcel's return, and of its line's item."""
    return (
        select(ReturnParcel.number, Item.sku)
        .select_from(ReturnUnit)
        .join(ReturnParcel, ReturnParcel.id == ReturnUnit.parcel_id)
        .join(RmaLine, RmaLine.id == ReturnUnit.line_id)
        .join(OrderLine, OrderLine.id == RmaLine.order_line_id)
        .join(Lot, Lot.id == ReturnUnit.lot_id)
        .join(Item, Item.id == Lot.item_id)
        .where(_STANDS)
        .where(or_(RmaLine.rma_id.is_distinct_from(ReturnParcel.rma_id), OrderLine.item_id.is_distinct_from(Item.id)))
        .order_by(ReturnUnit.id)
    )


CHECKS = (
    Check(
        "returned",
        lazy_gettext("What came back of an order line is what was graded of it, or came back before."),
        _lines(),
        lazy_gettext("Order %(number)s line %(position)s (%(sku)s): %(one)s returned, %(other)s graded."),
    ),
    Check(
        "received",
        lazy_gettext("What a return received is what was graded for it."),
        _rma_lines(),
        lazy_gettext("Return %(number)s, %(sku)s: %(one)s received, %(other)s graded."),
    ),
    Check(
        "return totes",
        lazy_gettext("A tote for returned goods holds what was laid into it."),
        _open_totes(),
        lazy_gettext("%(code)s %(address)s, %(sku)s: %(one)s on hand, %(other)s laid into it."),
    ),
    Check(
        "closed return totes",
        lazy_gettext("A closed tote of returned goods holds no more than was laid into it."),
        _closed_totes(),
        lazy_gettext("%(code)s %(address)s, %(sku)s: %(one)s on hand, %(other)s laid into it before it was closed."),
    ),
    Check(
        "returned serials",
        lazy_gettext("A unit with a serial number comes back once, and lies in the tote into which it was laid."),
        _serials(),
        lazy_gettext("%(code)s: serial number %(serial)s of %(sku)s came back in %(number)s, and is elsewhere."),
    ),
    Check(
        "serials returned",
        lazy_gettext("Each unit of an item that is tracked by serial number comes back with its number."),
        _numbered(),
        lazy_gettext("Parcel %(number)s: %(quantity)s of %(sku)s came back with %(named)s serial numbers."),
    ),
    Check(
        "right returns",
        lazy_gettext("What is graded of a parcel belongs to the parcel's return."),
        _right_returns(),
        lazy_gettext("Parcel %(number)s: %(sku)s was counted for another return, or as another item."),
    ),
)
