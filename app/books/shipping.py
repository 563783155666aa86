"""Rules of the dock: what left was packed, was signed for once, and was kept back by nothing."""

from flask_babel import lazy_gettext
from sqlalchemy import and_, exists, func, literal, or_, select

from app.books.check import Check, Rows, differing
from app.catalog.models import Item
from app.inventory.models import Lot, Stock
from app.orders.models import CANCELLED, PACKED, SHIPPED, Order, OrderHold, OrderLine
from app.packing.models import CLOSED, EMPTIED, Carton, Pack
from app.packing.models import OPEN as CARTON_OPEN
from app.packing.models import SHIPPED as CARTON_SHIPPED
from app.picking.models import Pick, PickLine
from app.shipping.models import CLOSED as MANIFEST_CLOSED
from app.shipping.models import CLOSING, Loading, Manifest, Waybill
from app.shipping.models import OPEN as MANIFEST_OPEN
from app.warehouse.models import PACKED as PACKED_PLACE
from app.warehouse.models import Location, Warehouse

_STANDS = Pack.undone_at.is_(None)
_ON = and_(Loading.carton_id == Carton.id, Loading.taken_off_at.is_(None))


def _shipped() -> Rows:
    """What is shipped of an order line is what the cartons hold that have left; history left before any carton."""
    sums = differing(
        select(OrderLine.id, OrderLine.shipped.label("units")).where(OrderLine.allocated > 0),
        select(PickLine.order_line_id.label("id"), Pack.quantity.label("units"))
        .select_from(Pack)
        .join(Pick, Pick.id == Pack.pick_id)
        .join(PickLine, PickLine.id == Pick.line_id)
        .join(Carton, Carton.id == Pack.carton_id)
        .where(_STANDS, Carton.state == CARTON_SHIPPED),
    )
    return (
        select(Order.number, OrderLine.position, OrderLine.sku, sums.c.one, sums.c.other)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .join(sums, sums.c.id == OrderLine.id)
        .order_by(OrderLine.id)
    )


def _in_cartons() -> Rows:
    """What lies at the place of cartons is what is packed and has not left, lot by lot."""
    lying = (
        select(Location.warehouse_id, Stock.lot_id, Stock.on_hand.label("units"))
        .select_from(Stock)
        .join(Location, Location.id == Stock.location_id)
        .where(Location.kind == PACKED_PLACE)
    )
    inside = (
        select(Carton.warehouse_id, PickLine.lot_id, Pack.quantity.label("units"))
        .select_from(Pack)
        .join(Carton, Carton.id == Pack.carton_id)
        .join(Pick, Pick.id == Pack.pick_id)
        .join(PickLine, PickLine.id == Pick.line_id)
        .where(_STANDS, Carton.state != CARTON_SHIPPED)
    )
    sums = differing(lying, inside)
    return (
        select(Warehouse.code, Item.sku, sums.c.one, sums.c.other)
        .select_from(sums)
        .join(Warehouse, Warehouse.id == sums.c.warehouse_id)
        .join(Lot, Lot.id == sums.c.lot_id)
        .join(Item, Item.id == Lot.item_id)
        .order_by(Item.sku)
    )


def _signed_for() -> Rows:
    """A carton that has left is on one manifest that was closed; one on a closed manifest has left."""
    closed = func.count(Manifest.id).filter(Manifest.state.in_((CLOSING, MANIFEST_CLOSED)))
    over = func.count(Manifest.id).filter(Manifest.state == MANIFEST_CLOSED)
    return (
        select(Carton.code, Carton.state, closed.label("manifests"))
        .select_from(Carton)
        .outerjoin(Loading, _ON)
        .outerjoin(Manifest, Manifest.id == Loading.manifest_id)
        .group_by(Carton.id, Carton.code, Carton.state, Carton.left_at)
        .having(
            or_(
                and_(Carton.state == CARTON_SHIPPED, closed != 1),
                and_(Carton.state != CARTON_SHIPPED, over > 0),
                (Carton.state == CARTON_SHIPPED) != Carton.left_at.is_not(None),
                func.count(Loading.id) > 1,
            )
        )
        .order_by(Carton.id)
    )


def _right_carrier() -> Rows:
    """What is loaded is closed, and its waybill is one of the manifest's carrier.

    A void one is right until the driver has signed: the order was cancelled meanwhile, and the carton comes off first.
    """
    stands = or_(Waybill.voided_at.is_(None), Manifest.state == MANIFEST_OPEN)
    waybill = exists().where(Waybill.carton_id == Carton.id, stands, Waybill.carrier_id == Manifest.carrier_id)
    return (
        select(Carton.code, Carton.state, Manifest.number)
        .join(Loading, _ON)
        .join(Manifest, Manifest.id == Loading.manifest_id)
        .where(or_(~waybill, Carton.state.in_((CARTON_OPEN, EMPTIED))))
        .order_by(Carton.id)
    )


def _shipped_orders() -> Rows:
    """Of a shipped order nothing is here any more; of a packed one there is. History came in as shipped."""
    ours = exists().where(OrderLine.order_id == Order.id, OrderLine.allocated > 0)
    here = exists().where(Carton.order_id == Order.id, Carton.state.in_((CARTON_OPEN, CLOSED)))
    gone = exists().where(Carton.order_id == Order.id, Carton.state == CARTON_SHIPPED)
    left = select(func.sum(OrderLine.picked - OrderLine.shipped)).where(OrderLine.order_id == Order.id)
    units = func.coalesce(left.scalar_subquery(), 0)
    return (
        select(Order.number, Order.state, units.label("units"))
        .where(
            or_(
                and_(Order.state == SHIPPED, ours, or_(here, ~gone, units != 0)),
                and_(Order.state == PACKED, gone, ~here),
            )
        )
        .order_by(Order.id)
    )


def _kept_back() -> Rows:
    """What left was held by nothing in that moment, and nothing that has left is cancelled."""
    held = exists().where(
        OrderHold.order_id == Order.id,
        OrderHold.opened_at < Carton.left_at,
        or_(OrderHold.released_at.is_(None), OrderHold.released_at > Carton.left_at),
    )
    return (
        select(Order.number, Carton.code, literal("-").label("state"))
        .join(Carton, Carton.order_id == Order.id)
        .where(Carton.left_at.is_not(None))
        .where(or_(held, Order.stopped_at.is_not(None), Order.state == CANCELLED))
        .order_by(Carton.id)
    )


CHECKS = (
    Check(
        "shipped",
        lazy_gettext("What is shipped of an order line left in its cartons."),
        _shipped(),
        lazy_gettext("Order %(number)s line %(position)s (%(sku)s): %(one)s shipped, %(other)s left in cartons."),
    ),
    Check(
        "in cartons",
        lazy_gettext("What lies in cartons is packed and has not left."),
        _in_cartons(),
        lazy_gettext("%(code)s, %(sku)s: %(one)s lie in cartons, %(other)s are packed and have not left."),
    ),
    Check(
        "signed for",
        lazy_gettext("A carton leaves once, with one manifest that was closed."),
        _signed_for(),
        lazy_gettext("Carton %(code)s is %(state)s and on %(manifests)s closed manifests."),
    ),
    Check(
        "loaded",
        lazy_gettext("What is loaded is closed and has a waybill of the manifest's carrier."),
        _right_carrier(),
        lazy_gettext("Carton %(code)s on manifest %(number)s is %(state)s, or has no waybill of its carrier."),
    ),
    Check(
        "shipped orders",
        lazy_gettext("Nothing of a shipped order is still here, and an order is shipped with its last carton."),
        _shipped_orders(),
        lazy_gettext("Order %(number)s is %(state)s, %(units)s units of it have not left."),
    ),
    Check(
        "kept back",
        lazy_gettext("What left was neither held nor cancelled."),
        _kept_back(),
        lazy_gettext("Carton %(code)s left though order %(number)s was kept back."),
    ),
)
