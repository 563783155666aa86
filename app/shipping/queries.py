"""Reads of waybills: of a carton, by number, what is to make and what is to print."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from app.db import db
from app.errors import NotFound
from app.orders.models import Order
from app.packing.models import CLOSED, SHIPPED, Carton
from app.scanning import Code, Meaning, read, shown
from app.shipping.models import (
    CANCEL,
    MAKE,
    REFUSED,
    WAITING,
    Carrier,
    Loading,
    Service,
    Waybill,
    WaybillRequest,
)
from app.shipping.numbers import read_number
from app.shipping.refusals import NoSuchCarton, SeveralCartons

TO_MAKE, TO_PRINT, PRINTED_ALREADY = "to_make", "to_print", "printed"
STATES = (TO_MAKE, TO_PRINT, PRINTED_ALREADY)
"""Closed cartons without a waybill; those whose waybill is not printed yet; those that have it on."""


def waybill_of(carton: Carton) -> Waybill | None:
    """The one that is not void."""
    wanted = select(Waybill).where(Waybill.carton_id == carton.id, Waybill.voided_at.is_(None))
    return db.session.scalars(wanted.options(joinedload(Waybill.carrier), joinedload(Waybill.service))).first()


def waybills_of(order: Order) -> Sequence[Waybill]:
    """All that were ever made for the order's cartons, the void ones too, the newest first."""
    wanted = select(Waybill).join(Carton).where(Carton.order_id == order.id)
    loaded = wanted.options(joinedload(Waybill.carrier), joinedload(Waybill.service), joinedload(Waybill.carton))
    return db.session.scalars(loaded.order_by(Waybill.id.desc())).all()


def cartons_of(order: Order) -> Sequence[Carton]:
    """The order's cartons that are closed or have left."""
    wanted = select(Carton).where(Carton.order_id == order.id, Carton.state.in_((CLOSED, SHIPPED)))
    return db.session.scalars(wanted.order_by(Carton.number)).all()


def open_request(carton: Carton) -> WaybillRequest | None:
    """What a carrier is being asked for the carton now."""
    return db.session.scalars(_requests(carton).where(WaybillRequest.state == WAITING)).first()


def last_request(carton: Carton) -> WaybillRequest | None:
    """What was asked last for the carton, and what came of it."""
    return db.session.scalars(_requests(carton)).first()


def is_loaded(carton_id: int) -> bool:
    """Whether it is on a manifest."""
    on = select(Loading.id).where(Loading.carton_id == carton_id, Loading.taken_off_at.is_(None))
    return db.session.scalar(on.limit(1)) is not None


def waybill_stays(carton: Carton) -> str:
    """Why nobody can give the carton another number now: it is `gone`, or `loaded`; else nothing."""
    if carton.state == SHIPPED:
        return "gone"
    return "loaded" if is_loaded(carton.id) else ""


def waybill_by_number(carrier_id: int, number: str) -> Waybill | None:
    wanted = select(Waybill).where(Waybill.carrier_id == carrier_id, Waybill.number == number)
    return db.session.scalars(wanted.options(joinedload(Waybill.carton))).first()


def waybill_in(warehouse_id: int, waybill_id: int) -> Waybill:
    """Raises NotFound for one of another warehouse."""
    found = db.session.get(Waybill, waybill_id)
    if found is None or found.warehouse_id != warehouse_id:
        raise NotFound
    return found


def waybills_taken(manifest_id: int) -> Iterator[Waybill]:
    """The waybills of what is on the manifest, a few at a time: some carry the carrier's own paper along."""
    on = select(Loading.carton_id).where(Loading.manifest_id == manifest_id, Loading.taken_off_at.is_(None))
    wanted = select(Waybill).where(Waybill.carton_id.in_(on), Waybill.voided_at.is_(None)).order_by(Waybill.id)
    yield from db.session.scalars(wanted.execution_options(yield_per=20))


def cancellations_of(order: Order) -> dict[int, WaybillRequest]:
    """What became of cancelling the order's void waybills at their carriers, by waybill."""
    mine = select(WaybillRequest).join(Carton, Carton.id == WaybillRequest.carton_id)
    wanted = mine.where(Carton.order_id == order.id, WaybillRequest.kind == CANCEL).order_by(WaybillRequest.id)
    return {one.waybill_id: one for one in db.session.scalars(wanted) if one.waybill_id is not None}


def told_of(manifest_ids: Sequence[int]) -> dict[int, WaybillRequest]:
    """What became of telling carriers of the manifests, by manifest; of a carrier that is not told, nothing."""
    wanted = select(WaybillRequest).where(WaybillRequest.manifest_id.in_(manifest_ids))
    return {one.manifest_id: one for one in db.session.scalars(wanted) if one.manifest_id is not None}


def carrier_known(carrier_id: int) -> Carrier:
    """Whichever warehouse's it is: the carrier itself asks. Raises NotFound."""
    found = db.session.get(Carrier, carrier_id)
    if found is None or found.ended_at is not None:
        raise NotFound
    return found


def service_in(warehouse_id: int, service_id: int) -> Service:
    """Raises NotFound for one of another warehouse."""
    found = db.session.get(Service, service_id)
    if found is None or found.carrier.warehouse_id != warehouse_id:
        raise NotFound
    return found


def all_carriers(warehouse_id: int) -> Sequence[Carrier]:
    """Those that were given up too, last."""
    mine = select(Carrier).where(Carrier.warehouse_id == warehouse_id).options(selectinload(Carrier.services))
    return db.session.scalars(mine.order_by(Carrier.ended_at.is_not(None), Carrier.name)).all()


def waybill_meanings(warehouse_id: int, code: Code) -> list[Meaning]:
    """Resolver for waybill numbers, the void ones too: whoever asks says what that means there."""
    number = read_number(code.text)
    if number is None:
        return []
    wanted = select(Waybill).where(Waybill.warehouse_id == warehouse_id, Waybill.number == number)
    return [Meaning("waybill", one.id, one.number) for one in db.session.scalars(wanted)]


def carton_meant(warehouse_id: int, text: str) -> Carton:
    """By its label, or by the number of an order with one closed carton. Raises NoSuchCarton or SeveralCartons."""
    code = read(text)
    mine = select(Carton).where(Carton.warehouse_id == warehouse_id)
    found = db.session.scalars(mine.where(Carton.code.in_({code.text, code.sscc} - {""}))).first()
    if found:
        return found
    by_order = mine.join(Order).where(Order.number == code.text[:60], Carton.state == CLOSED).order_by(Carton.number)
    cartons = db.session.scalars(by_order.limit(20)).all()
    if not cartons:
        raise NoSuchCarton(scanned=shown(text))
    if len(cartons) > 1:
        raise SeveralCartons(number=cartons[0].order.number, cartons=", ".join(one.code for one in cartons))
    return cartons[0]


def cartons_by_waybill(warehouse_id: int, state: str, carrier_id: int | None = None) -> Select[Carton]:
    """Closed cartons in one of the states, what leaves first at the top."""
    valid = [Waybill.carton_id == Carton.id, Waybill.voided_at.is_(None)]
    wanted = select(Carton).join(Order).where(Carton.warehouse_id == warehouse_id, Carton.state == CLOSED)
    if carrier_id is not None:
        valid.append(Waybill.carrier_id == carrier_id)
    if state == TO_MAKE:
        has_one = exists().where(Waybill.carton_id == Carton.id, Waybill.voided_at.is_(None))
        wanted = wanted.where(~has_one)
    else:
        printed = Waybill.printed_at.is_not(None) if state == PRINTED_ALREADY else Waybill.printed_at.is_(None)
        wanted = wanted.where(exists().where(*valid, printed))
    return wanted.options(joinedload(Carton.order)).order_by(Order.ship_by.asc().nulls_last(), Carton.id)


def counts_by_waybill(warehouse_id: int) -> dict[str, int]:
    """How many closed cartons are in each of the states."""
    return {
        state: db.session.scalar(
            select(func.count()).select_from(cartons_by_waybill(warehouse_id, state).order_by(None).subquery())
        )
        or 0
        for state in STATES
    }


def waybills_by_carton(carton_ids: Iterable[int]) -> dict[int, Waybill]:
    """The waybills of those cartons that are not void."""
    wanted = select(Waybill).where(Waybill.carton_id.in_(list(carton_ids)), Waybill.voided_at.is_(None))
    loaded = wanted.options(joinedload(Waybill.carrier), joinedload(Waybill.service))
    return {one.carton_id: one for one in db.session.scalars(loaded)}


def requests_by_carton(carton_ids: Iterable[int]) -> dict[int, WaybillRequest]:
    """What was asked last for each of those cartons and is not made."""
    wanted = select(WaybillRequest).where(
        WaybillRequest.carton_id.in_(list(carton_ids)),
        WaybillRequest.kind == MAKE,
        WaybillRequest.state.in_((WAITING, REFUSED)),
    )
    asked = db.session.scalars(wanted.order_by(WaybillRequest.id))
    return {one.carton_id: one for one in asked if one.carton_id is not None}


def _requests(carton: Carton) -> Select[WaybillRequest]:
    mine = select(WaybillRequest).where(WaybillRequest.carton_id == carton.id, WaybillRequest.kind == MAKE)
    return mine.order_by(WaybillRequest.id.desc())
