"""Which return a parcel is: by our waybill, the carton, the return's or the order's number, or what lies in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from app.catalog.queries import barcodes_of
from app.db import db
from app.errors import DomainError
from app.inventory.models import Serial
from app.orders.models import CANCELLED, Order, OrderLine
from app.packing.models import SHIPPED as CARTON_SHIPPED
from app.packing.models import Carton
from app.packing.queries import carton_by_code
from app.returns.dock_errors import AllCameBack, CartonNeverLeft, NeverShipped, OrderWasCancelled
from app.returns.models import APPROVED, REFUSED, REQUESTED, UNDELIVERED, ReturnParcel, Rma, RmaLine
from app.returns.queries import is_called
from app.returns.shipped import order_of_serial
from app.scanning import Code, read, shown
from app.shipping.models import Waybill
from app.shipping.numbers import read_number
from app.shipping.tracking.states import DELIVERED

RMA, NEW, BACK = KINDS = ("rma", "order", "waybill")
"""A return that was opened; an order of which one is opened now; a parcel that comes back on its own waybill."""
MOST = 20
AWAITED = (REQUESTED, APPROVED, REFUSED)
"""States in which a parcel may come; what comes after a return is settled is a new one."""


@dataclass(frozen=True)
class Candidate:
    """What the parcel may be; `key` names it again. `is_sure`: a scan said it, nobody has to choose."""

    kind: str
    order: Order
    rma: Rma | None = None
    waybill: Waybill | None = None
    is_sure: bool = True

    @property
    def key(self) -> str:
        row = {RMA: self.rma, BACK: self.waybill}.get(self.kind, self.order)
        return f"{self.kind}-{row.id if row else 0}"


@dataclass(frozen=True)
class Found:
    """What came of a scan: parcels that came already, what it may be, and why other things are not it."""

    scanned: str
    parcels: Sequence[ReturnParcel] = ()
    candidates: Sequence[Candidate] = ()
    refusals: Sequence[DomainError] = field(default=())

    @property
    def sure(self) -> Candidate | None:
        """The one that needs no choice."""
        one = self.candidates[0] if len(self.candidates) == 1 else None
        return one if one and one.is_sure and not self.parcels and not self.refusals else None


def found_by(warehouse_id: int, scanned: str) -> Found:
    """All that the code may mean for a parcel at the dock. Raises NoCode; what nobody knows has no candidates."""
    code = read(scanned)
    candidates: dict[str, Candidate] = {}
    refusals: list[DomainError] = []
    for finder in (_by_rma, _by_waybill, _by_carton, _by_order, _by_serial, _by_item):
        for one in finder(warehouse_id, code):
            if isinstance(one, DomainError):
                refusals.append(one)
            else:
                candidates.setdefault(one.key, one)
        if candidates or refusals:
            break
    parcels = _here(warehouse_id, code, list(candidates.values()))
    return Found(shown(code.text), parcels, list(candidates.values())[:MOST], [] if candidates else refusals)


def candidate_of(warehouse_id: int, key: str) -> Candidate | None:
    """What a page offered, if it still is one."""
    kind, _, text = key.partition("-")
    row_id = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    if kind == RMA:
        rma = db.session.get(Rma, row_id)
        return Candidate(RMA, rma.order, rma=rma) if rma and rma.warehouse_id == warehouse_id else None
    if kind == BACK:
        waybill = db.session.get(Waybill, row_id)
        return _back(waybill) if waybill and waybill.warehouse_id == warehouse_id else None
    order = db.session.get(Order, row_id) if kind == NEW else None
    return Candidate(NEW, order) if order and order.warehouse_id == warehouse_id else None


def awaited_of(order: Order) -> Sequence[Rma]:
    """The order's returns of which a parcel may come, the newest first."""
    wanted = select(Rma).where(Rma.order_id == order.id, Rma.state.in_(AWAITED)).order_by(Rma.id.desc())
    return db.session.scalars(wanted).all()


def check_shipped(order: Order) -> None:
    """Something of the order has left, and not all of it came back.

    Raises NeverShipped, OrderWasCancelled or AllCameBack.
    """
    if not any(line.shipped for line in order.lines):
        raise (OrderWasCancelled if order.state == CANCELLED else NeverShipped)(order=order.number)
    if all(line.returned >= line.shipped for line in order.lines):
        raise AllCameBack(order=order.number)


def _by_rma(warehouse_id: int, code: Code) -> Iterable[Candidate | DomainError]:
    """By our number or its channel's, by which several returns may go."""
    wanted = select(Rma).where(Rma.warehouse_id == warehouse_id, is_called(code)).order_by(Rma.id)
    for rma in db.session.scalars(wanted):
        yield from [Candidate(RMA, rma.order, rma=rma)] if rma.state in AWAITED else _of_order(rma.order)


def _by_waybill(warehouse_id: int, code: Code) -> Iterable[Candidate | DomainError]:
    number = read_number(code.text)
    wanted = select(Waybill).where(Waybill.warehouse_id == warehouse_id, Waybill.number == number)
    for waybill in db.session.scalars(wanted.order_by(Waybill.id)) if number else ():
        yield from _of_carton(waybill.carton, waybill)


def _by_carton(warehouse_id: int, code: Code) -> Iterable[Candidate | DomainError]:
    carton = carton_by_code(warehouse_id, code)
    if carton is None:
        return
    wanted = select(Waybill).where(Waybill.carton_id == carton.id).order_by(Waybill.voided_at.is_not(None), Waybill.id)
    yield from _of_carton(carton, db.session.scalars(wanted).first())


def _by_order(warehouse_id: int, code: Code) -> Iterable[Candidate | DomainError]:
    wanted = select(Order).where(Order.warehouse_id == warehouse_id, Order.number == code.text[:60])
    for order in db.session.scalars(wanted.order_by(Order.id)):
        yield from _of_order(order)


def _by_serial(warehouse_id: int, code: Code) -> Iterable[Candidate | DomainError]:
    numbers = {code.text, code.serial} - {""}
    for serial in db.session.scalars(select(Serial).where(Serial.code.in_(numbers)).order_by(Serial.id)):
        order = order_of_serial(serial, warehouse_id)
        if order is not None:
            yield from _of_order(order)


def _by_item(warehouse_id: int, code: Code) -> Iterable[Candidate | DomainError]:
    """Returns that wait for that item; an item says too little of an order that nobody wants to send back."""
    items = {barcode.item_id for barcode in barcodes_of(code)}
    wanted = (
        select(Rma)
        .join(RmaLine, RmaLine.rma_id == Rma.id)
        .where(Rma.warehouse_id == warehouse_id, Rma.state.in_(AWAITED), RmaLine.received < RmaLine.quantity)
        .where(RmaLine.order_line.has(OrderLine.item_id.in_(items)))
        .distinct()
        .order_by(Rma.id)
    )
    for rma in db.session.scalars(wanted.limit(MOST)) if items else ():
        yield Candidate(RMA, rma.order, rma=rma, is_sure=False)


def _of_order(order: Order) -> Iterable[Candidate | DomainError]:
    """Its returns that are awaited, or else a new one."""
    awaited = awaited_of(order)
    if awaited:
        yield from (Candidate(RMA, order, rma=rma) for rma in awaited)
        return
    try:
        check_shipped(order)
    except DomainError as refusal:
        yield refusal
        return
    yield Candidate(NEW, order, is_sure=False)


def _of_carton(carton: Carton, waybill: Waybill | None) -> Iterable[Candidate | DomainError]:
    """On the waybill on which it left it was delivered, and its customer sends it back, or it was not.

    Where the carrier has not told, whoever holds the parcel chooses.
    """
    if carton.state != CARTON_SHIPPED:
        never = any(line.shipped for line in carton.order.lines)
        yield CartonNeverLeft(carton=carton.code, order=carton.order.number) if never else _never(carton.order)
        return
    state = waybill.state if waybill else ""
    if waybill is not None and state != DELIVERED:
        yield _back(waybill)
    if state in (DELIVERED, "") or awaited_of(carton.order) or waybill is None:
        yield from (one for one in _of_order(carton.order) if isinstance(one, Candidate) or state == DELIVERED)


def _never(order: Order) -> DomainError:
    return (OrderWasCancelled if order.state == CANCELLED else NeverShipped)(order=order.number)


def _back(waybill: Waybill) -> Candidate:
    return Candidate(BACK, waybill.carton.order, waybill=waybill)


def _here(warehouse_id: int, code: Code, candidates: Sequence[Candidate]) -> Sequence[ReturnParcel]:
    """Parcels that the scan may mean and that are here already: by their own number; on that waybill; open ones of
    that return."""
    numbered = ReturnParcel.number == code.text
    cartons = [one.waybill.carton_id for one in candidates if one.waybill]
    waybills = select(Waybill.id).where(Waybill.carton_id.in_(cartons))
    rmas = [one.rma.id for one in candidates if one.rma]
    on_waybill = (ReturnParcel.kind == UNDELIVERED) & ReturnParcel.waybill_id.in_(waybills)
    of_rma = ReturnParcel.rma_id.in_(rmas) & ReturnParcel.done_at.is_(None)
    unknown = (ReturnParcel.scanned == code.text[:200]) & ReturnParcel.done_at.is_(None)
    wanted = select(ReturnParcel).where(
        ReturnParcel.warehouse_id == warehouse_id, numbered | on_waybill | of_rma | unknown
    )
    return db.session.scalars(wanted.order_by(ReturnParcel.id).limit(MOST)).all()
