"""Which order a packer opens: by a tote, a lane, a carton, or the order's number."""

from collections.abc import Sequence

from sqlalchemy import select

from app.db import db
from app.orders.models import CANCELLED, PACKED, PICKED, SHIPPED, Order
from app.packing.errors import NothingToPack, NotPickedYet, OrderLeft, SeveralOrders, SharedTote
from app.packing.queries import carton_by_code, cartons_of
from app.picking.models import ToteUse
from app.picking.queries import orders_in_tote
from app.scanning import Ambiguous, named, read, shown
from app.warehouse.models import STAGING, TOTE, Location
from app.warehouse.queries import location_by_barcode


def order_of(warehouse_id: int, scanned: str) -> Order:
    """The one order that is packed from there.

    Raises NoCode, UnknownCode, Ambiguous, NothingToPack, SeveralOrders, SharedTote, NotPickedYet or OrderLeft.
    """
    code = read(scanned)
    place = location_by_barcode(warehouse_id, code.text)
    if place is not None and place.kind == TOTE:
        return _checked(_in_tote(place))
    if place is not None and place.kind == STAGING:
        return _checked(_in_lane(place))
    carton = carton_by_code(warehouse_id, code)
    if carton is not None:
        return _checked(carton.order)
    return _checked(_numbered(warehouse_id, code.text))


def use_of(tote: Location) -> ToteUse | None:
    """What the tote is used for now."""
    wanted = select(ToteUse).where(ToteUse.tote_id == tote.id, ToteUse.released_at.is_(None))
    return db.session.scalars(wanted).first()


def _in_tote(tote: Location) -> Order:
    use = use_of(tote)
    orders = orders_in_tote(use) if use else []
    if not orders:
        raise NothingToPack(scanned=tote.address)
    if len(orders) > 1:
        raise SharedTote(tote=tote.address, orders=_numbers(orders))
    return orders[0]


def _in_lane(lane: Location) -> Order:
    uses = db.session.scalars(select(ToteUse).where(ToteUse.staged_at_id == lane.id, ToteUse.released_at.is_(None)))
    orders = dict.fromkeys(order for use in uses for order in orders_in_tote(use))
    if not orders:
        raise NothingToPack(scanned=lane.address)
    if len(orders) > 1:
        raise SeveralOrders(scanned=lane.address, orders=_numbers(list(orders)))
    return next(iter(orders))


def _numbered(warehouse_id: int, number: str) -> Order:
    """Channels may give the same number; what is picked is meant before what is not."""
    wanted = select(Order).where(Order.warehouse_id == warehouse_id, Order.number == number)
    found = db.session.scalars(wanted.order_by(Order.id)).all()
    meant = [order for order in found if order.state in (PICKED, PACKED)] or found
    if len(meant) > 1:
        raise Ambiguous(scanned=shown(number), names=", ".join(order.channel.name for order in meant))
    if not meant:
        raise NothingToPack(scanned=named(warehouse_id, number))
    return meant[0]


def _checked(order: Order) -> Order:
    if order.state == SHIPPED:
        raise OrderLeft(order=order.number)
    if order.state == CANCELLED:
        raise NothingToPack(scanned=order.number)
    if order.state not in (PICKED, PACKED) and order.stopped_at is None and not cartons_of(order):
        raise NotPickedYet(order=order.number)
    return order


def _numbers(orders: Sequence[Order]) -> str:
    return ", ".join(order.number for order in orders)
