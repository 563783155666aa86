"""Steps of units that have numbers of their own, beside those of an order: received, put away, refilled, come back."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.catalog.models import Item
from app.db import db
from app.inventory.models import Lot
from app.ledger.steps import CUSTOMER, PLACE, VENDOR, Spot, Step
from app.orders.models import Order, OrderLine
from app.putting_away.models import PutAway
from app.receiving.models import Receipt
from app.replenishing.models import RefillMove
from app.returns.models import ReturnParcel, ReturnUnit, Rma, RmaLine
from app.returns.words import disposition_name, grade_name
from app.warehouse.models import Location
from app.workers.models import Worker

RETURNED, RETURN_UNDONE = "return", "return_undone"
_TOTE = aliased(Location)


def received(*only: Any) -> Iterator[Step]:
    """From a vendor to the dock, a plate or quarantine; and back, where it was undone."""
    wanted = select(Receipt, Worker.name).outerjoin(Worker, Worker.id == Receipt.worker_id).where(*only)
    for one, worker in db.session.execute(wanted.order_by(Receipt.id)):
        delivery = one.line.delivery
        vendor = Spot(VENDOR, f"{delivery.vendor} {delivery.number}")
        yield from _and_back(one, "receive", one.lot, (vendor, _place(one.location)), worker)


def put_away(*only: Any) -> Iterator[Step]:
    """From totes, plates and docks into bins, or out of the book."""
    wanted = select(PutAway, Worker.name).outerjoin(Worker, Worker.id == PutAway.worker_id).where(*only)
    for one, worker in db.session.execute(wanted.order_by(PutAway.id)):
        way = _place(one.line.source.location), _place(one.location)
        yield from _and_back(one, one.reason, one.line.lot, way, worker)


def refilled(*only: Any) -> Iterator[Step]:
    """From reserve into a tote, and from there into a forward bin."""
    wanted = select(RefillMove, Worker.name).outerjoin(Worker, Worker.id == RefillMove.worker_id).where(*only)
    for one, worker in db.session.execute(wanted.order_by(RefillMove.id)):
        yield from _and_back(one, one.reason, one.line.lot, (_place(one.source), _place(one.destination)), worker)


def returned(*only: Any) -> Iterator[Step]:
    """From customers into the totes of what becomes of them, with the grade that the dock gave; and what undid it.

    What was not sent with the order of its parcel is of no order.
    """
    wanted = (
        select(ReturnUnit, Order.id, Order.number, Item.id, Item.sku, Lot.code, _TOTE.id, _TOTE.address)
        .add_columns(Rma.number, ReturnParcel.number, Worker.name)
        .join(ReturnParcel, ReturnParcel.id == ReturnUnit.parcel_id)
        .join(Lot, Lot.id == ReturnUnit.lot_id)
        .join(Item, Item.id == Lot.item_id)
        .join(_TOTE, _TOTE.id == ReturnUnit.location_id)
        .outerjoin(Rma, Rma.id == ReturnParcel.rma_id)
        .outerjoin(RmaLine, RmaLine.id == ReturnUnit.line_id)
        .outerjoin(OrderLine, OrderLine.id == RmaLine.order_line_id)
        .outerjoin(Order, Order.id == OrderLine.order_id)
        .outerjoin(Worker, Worker.id == ReturnUnit.worker_id)
    )
    for row in db.session.execute(wanted.where(*only).order_by(ReturnUnit.id)):
        unit, order_id, order, item_id, sku, lot, tote_id, tote, rma, parcel, worker = row
        customer, place = Spot(CUSTOMER, rma or parcel), Spot(PLACE, tote, tote_id)
        of = (order_id, order or "", item_id, sku, lot, unit.quantity)
        yield Step(unit.at, RETURNED, *of, customer, place, worker or "", _judged(unit))
        if unit.undone_at:
            yield Step(unit.undone_at, RETURN_UNDONE, *of, place, customer, "")


def _judged(unit: ReturnUnit) -> str:
    words = gettext("%(grade)s: %(way)s", grade=grade_name(unit.grade), way=disposition_name(unit.disposition))
    return f"{words} ({unit.override})" if unit.override else words


def _and_back(
    one: Receipt | PutAway | RefillMove, what: str, lot: Lot, way: tuple[Spot, Spot], worker: str | None
) -> Iterator[Step]:
    source, destination = way
    of = (None, "", lot.item_id, lot.item.sku, lot.code, one.quantity)
    yield Step(one.at, what, *of, source, destination, worker or "")
    if one.undone_at:
        yield Step(one.undone_at, "undo", *of, destination, source, "")


def _place(location: Location) -> Spot:
    return Spot(PLACE, location.address, location.id)
