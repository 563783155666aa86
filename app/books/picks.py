"""Rules of picking: lines, picks, allocations and totes tell the same."""

from flask_babel import lazy_gettext
from sqlalchemy import ColumnElement, and_, func, or_, select, union_all

from app.books.check import Check, Rows, differing
from app.books.orders import told_line
from app.books.refills import in_totes
from app.books.returns import lies_in_returns
from app.catalog.models import Item
from app.inventory.models import Allocation, Lot, Stock
from app.orders.models import OrderLine
from app.picking.models import CartPlace, Pick, PickLine, ToteUse
from app.putting_away.models import PutAwaySource, PutAwayTask
from app.walks.models import CANCELLED, FINISHED, OPEN_STATES, SHORT, SKIPPED, TODO
from app.warehouse.models import PLATE, TOTE, Location, Warehouse

_LEFT = PickLine.quantity - PickLine.picked - PickLine.short


def _told() -> Rows:
    """A pick line as it is told."""
    return (
        told_line()
        .add_columns(PickLine.id.label("line"), PickLine.state.label("stop"))
        .join(PickLine, PickLine.order_line_id == OrderLine.id)
    )


def _picks() -> Rows:
    sums = differing(
        select(PickLine.id.label("line_id"), PickLine.picked.label("units")),
        select(Pick.line_id, Pick.kept.label("units")).where(Pick.undone_at.is_(None)),
    )
    return _told().add_columns(sums.c.one, sums.c.other).join(sums, sums.c.line_id == PickLine.id)


def _taken() -> Rows:
    sums = differing(
        select(Allocation.id, Allocation.picked.label("units")),
        select(PickLine.allocation_id.label("id"), PickLine.picked.label("units")),
    )
    return (
        told_line()
        .add_columns(sums.c.one, sums.c.other)
        .join(Allocation, Allocation.order_line_id == OrderLine.id)
        .join(sums, sums.c.id == Allocation.id)
    )


def _on_a_walk() -> Rows:
    """What is kept in a bin for an order is what a walk has still to pick: neither forgotten nor sent for twice."""
    kept = Allocation.quantity - Allocation.picked - Allocation.cancelled
    sums = differing(
        select(Allocation.id, kept.label("units")),
        select(PickLine.allocation_id.label("id"), _LEFT.label("units")).where(PickLine.state.in_((TODO, SKIPPED))),
    )
    return (
        told_line()
        .add_columns(sums.c.one, sums.c.other)
        .join(Allocation, Allocation.order_line_id == OrderLine.id)
        .join(sums, sums.c.id == Allocation.id)
    )


def _states() -> Rows:
    return _told().where(
        or_(
            and_(PickLine.state.in_((TODO, SKIPPED)), _LEFT <= 0),
            and_(PickLine.state == FINISHED, or_(_LEFT != 0, PickLine.short > 0)),
            and_(PickLine.state == SHORT, or_(_LEFT != 0, PickLine.short == 0)),
            and_(PickLine.state == CANCELLED, PickLine.picked > 0),
        )
    )


def _totes() -> Rows:
    in_uses = (
        select(ToteUse.tote_id.label("location_id"), PickLine.lot_id, Pick.in_tote.label("units"))
        .select_from(Pick)
        .join(PickLine, PickLine.id == Pick.line_id)
        .join(ToteUse, ToteUse.id == Pick.tote_use_id)
        .where(Pick.undone_at.is_(None), ToteUse.released_at.is_(None))
    )
    in_stock = select(Stock.location_id, Stock.lot_id, Stock.on_hand.label("units"))
    said = select(union_all(in_uses, in_totes()).subquery())
    of_walks = in_stock.join(Location, Location.id == Stock.location_id).where(Location.kind == TOTE, ~_comes_in())
    sums = differing(of_walks.where(~lies_in_returns(Stock.location_id)), said)
    return (
        select(Warehouse.code, Location.address, Item.sku, sums.c.one, sums.c.other)
        .select_from(sums)
        .join(Location, Location.id == sums.c.location_id)
        .join(Warehouse, Warehouse.id == Location.warehouse_id)
        .join(Lot, Lot.id == sums.c.lot_id)
        .join(Item, Item.id == Lot.item_id)
        .order_by(Location.id, Lot.id)
    )


def _comes_in() -> ColumnElement[bool]:
    """A plate, or a tote that is put away from: nothing in it was picked."""
    away = select(PutAwaySource.id).join(PutAwayTask, PutAwayTask.id == PutAwaySource.task_id)
    waits = away.where(PutAwaySource.location_id == Location.id, PutAwayTask.state.in_(OPEN_STATES)).exists()
    return or_(Location.purpose == PLATE, waits)


def _tote_uses() -> Rows:
    return (
        select(Warehouse.code, Location.address, func.count(ToteUse.id).label("uses"))
        .join(Location, Location.id == ToteUse.tote_id)
        .join(Warehouse, Warehouse.id == Location.warehouse_id)
        .where(ToteUse.released_at.is_(None))
        .group_by(Warehouse.code, Location.id, Location.address)
        .having(func.count(ToteUse.id) > 1)
        .order_by(Location.id)
    )


def _right_totes() -> Rows:
    """A place without an order is a bulk one: its totes are for all."""
    return (
        _told()
        .add_columns(Location.address)
        .join(Pick, Pick.line_id == PickLine.id)
        .join(ToteUse, ToteUse.id == Pick.tote_use_id)
        .join(CartPlace, CartPlace.id == ToteUse.place_id)
        .join(Location, Location.id == ToteUse.tote_id)
        .where(
            or_(
                and_(Pick.sorted_from_id.is_(None), CartPlace.id != PickLine.place_id),
                CartPlace.order_id != OrderLine.order_id,
            )
        )
    )


CHECKS = (
    Check(
        "picks",
        lazy_gettext("What is picked at a stop is what its picks took and what did not go back again."),
        _picks(),
        lazy_gettext("Order %(number)s, pick line %(line)s (%(sku)s): %(one)s picked, its picks make %(other)s."),
    ),
    Check(
        "taken",
        lazy_gettext("What was taken of an allocation is what its stops picked."),
        _taken(),
        lazy_gettext("Order %(number)s line %(position)s (%(sku)s): %(one)s taken, its stops picked %(other)s."),
    ),
    Check(
        "on a walk",
        lazy_gettext("What is kept for an order is what a walk has still to pick."),
        _on_a_walk(),
        lazy_gettext("Order %(number)s line %(position)s (%(sku)s): %(one)s kept, %(other)s still to pick."),
    ),
    Check(
        "stops",
        lazy_gettext("A stop's state says what its counts say."),
        _states(),
        lazy_gettext("Order %(number)s, pick line %(line)s (%(sku)s) is %(stop)s, its counts say otherwise."),
    ),
    Check(
        "totes",
        lazy_gettext("A tote holds what was picked into it since it was bound."),
        _totes(),
        lazy_gettext("%(code)s %(address)s, %(sku)s: %(one)s on hand, %(other)s picked into it."),
    ),
    Check(
        "tote uses",
        lazy_gettext("A tote is in use once."),
        _tote_uses(),
        lazy_gettext("%(code)s %(address)s is in use %(uses)s times."),
    ),
    Check(
        "right totes",
        lazy_gettext("What is picked for an order lies in the order's own totes."),
        _right_totes(),
        lazy_gettext("Order %(number)s, pick line %(line)s (%(sku)s): picked into %(address)s, which is another's."),
    ),
)
