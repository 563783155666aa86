"""The carton that was scanned at the dock, and whether it may leave."""

from sqlalchemy import select

from app.db import db, guarded_update
from app.orders.models import CANCELLED, PACKED, Order, OrderHold
from app.packing.models import EMPTIED, OPEN, SHIPPED, Carton
from app.packing.queries import carton_by_code
from app.scanning import Code, read, shown
from app.shipping.handing_over.errors import (
    CartonHasLeft,
    CartonIsEmpty,
    CartonIsOpen,
    NoCartonHere,
    NotPackedWhole,
    NoWaybill,
    OrderIsHeld,
    OrderIsStopped,
    WaybillIsVoid,
)
from app.shipping.models import Loading, Waybill
from app.shipping.numbers import read_number
from app.shipping.queries import waybill_of


def carton_scanned(warehouse_id: int, scanned: str, carrier_id: int | None = None, void: bool = False) -> Carton:
    """By its own code or its waybill's number; two carriers may have the same number. It holds still from now on.

    `void`: a number that is spent will do, for what only comes back. Raises NoCartonHere or WaybillIsVoid.
    """
    carton = carton_read(warehouse_id, read(scanned), carrier_id, void)
    _hold_still(carton)
    return carton


def carton_read(warehouse_id: int, code: Code, carrier_id: int | None = None, void: bool = False) -> Carton:
    """The same for who only looks. Raises NoCartonHere or WaybillIsVoid."""
    return carton_by_code(warehouse_id, code) or _by_waybill(warehouse_id, code, carrier_id, void)


def waybill_on(carton: Carton) -> Waybill:
    """The one that is not void. Raises NoWaybill."""
    found = waybill_of(carton)
    if found is None:
        raise NoWaybill(carton=carton.code)
    return found


def loading_of(carton: Carton) -> Loading | None:
    """The manifest's row that it is on now."""
    wanted = select(Loading).where(Loading.carton_id == carton.id, Loading.taken_off_at.is_(None))
    return db.session.scalars(wanted.execution_options(populate_existing=True)).first()


def check_leaves(carton: Carton) -> None:
    """The carton is closed, its order packed whole, and nothing keeps it back.

    Raises CartonIsOpen, CartonIsEmpty, CartonHasLeft, OrderIsStopped, OrderIsHeld or NotPackedWhole.
    """
    order = carton.order
    if carton.state == SHIPPED:
        loading = loading_of(carton)
        raise CartonHasLeft(carton=carton.code, manifest=loading.manifest.number if loading else "-")
    if carton.state == EMPTIED:
        raise CartonIsEmpty(carton=carton.code)
    if order.stopped_at is not None or order.state == CANCELLED:  # it is held, too, for as long as it is not put back
        raise OrderIsStopped(number=order.number, carton=carton.code)
    hold = held_by(order)
    if hold:
        raise OrderIsHeld(number=order.number, carton=carton.code, reason=hold.reason, params=hold.params)
    if carton.state == OPEN:
        raise CartonIsOpen(carton=carton.code)
    if order.state != PACKED:
        raise NotPackedWhole(number=order.number, carton=carton.code)


def held_by(order: Order) -> OrderHold | None:
    """The first reason that keeps the order back, as the database has it now."""
    wanted = select(OrderHold).where(OrderHold.order_id == order.id, OrderHold.released_at.is_(None))
    return db.session.scalars(wanted.order_by(OrderHold.id).execution_options(populate_existing=True)).first()


def _by_waybill(warehouse_id: int, code: Code, carrier_id: int | None, void: bool) -> Carton:
    number = read_number(code.text)
    wanted = select(Waybill).where(Waybill.warehouse_id == warehouse_id, Waybill.number == number)
    likeliest = wanted.order_by(Waybill.voided_at.is_not(None), Waybill.carrier_id != carrier_id, Waybill.id)
    found = db.session.scalars(likeliest).first() if number else None
    if found is None:
        raise NoCartonHere(scanned=shown(code.text))
    if found.voided_at is not None and not void:
        raise WaybillIsVoid(number=found.number, carton=found.carton.code)
    return found.carton


def _hold_still(carton: Carton) -> None:
    """Until this is committed nobody holds, reopens, empties or loads it: the order's row first, as they do."""
    order = carton.order
    guarded_update(order, state=Order.state, stopped_at=Order.stopped_at)
    guarded_update(carton, state=Carton.state, staged_at_id=Carton.staged_at_id)
