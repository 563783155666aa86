"""What every change of a waybill begins with and ends in: a carton that may change, and a row that is unique."""

from app.clock import now
from app.db import db, guarded_update, insert_new
from app.events import record
from app.operations import Actor, audit
from app.packing.carton_errors import CartonNotClosed
from app.packing.models import CLOSED, SHIPPED, Carton
from app.shipping.accounts import account_of
from app.shipping.carriers import Made
from app.shipping.choice import Judged
from app.shipping.events import WaybillMade, WaybillVoided
from app.shipping.models import PILE, Service, Waybill
from app.shipping.parcel import Parcel
from app.shipping.queries import is_loaded, waybill_by_number, waybill_of
from app.shipping.refusals import AlreadyVoid, CartonGone, CartonLoaded
from app.shipping.sending import label_of

PLAIN = ("wished", "only", "cheapest", "late_but", "by_hand", "from_pile")
"""Reasons that a waybill keeps as a word."""


def hold_still(carton: Carton) -> None:
    """Until this is committed nobody opens, empties or loads the carton. Raises CartonNotClosed or CartonLoaded."""
    if not guarded_update(carton, Carton.state == CLOSED, state=CLOSED):
        raise CartonNotClosed(carton=carton.code)
    if is_loaded(carton.id):
        raise CartonLoaded(carton=carton.code)


def keep_waybill(
    carton: Carton, parcel: Parcel, judged: Judged, made: Made, source: str, reason: str, actor: Actor
) -> int | None:
    """The id of the carton's new waybill, the old one void; nothing when the carrier's number is in the book already.

    The carton holds still.
    """
    service = db.session.get_one(Service, judged.offer.service_id)
    old, at = waybill_of(carton), now()
    if waybill_by_number(service.carrier_id, made.number):
        return None
    if old:
        void(old, actor)
    added = insert_new(
        Waybill,
        warehouse_id=carton.warehouse_id,
        carrier_id=service.carrier_id,
        service_id=service.id,
        carton_id=carton.id,
        number=made.number,
        source=source,
        reason=reason,
        label=label_of(parcel, judged.offer, account_of(service.carrier), made, at),
        collects=parcel.collects,
        insured_for=parcel.insured_for,
        price=judged.price if judged.offer.prices else None,
        made_at=at,
        made_by_id=actor.worker_id,
        printed_at=at if source == PILE else None,
        state="",
    )
    waybill = waybill_by_number(service.carrier_id, made.number)
    if not added or waybill is None or waybill.carton_id != carton.id:
        return None
    told = {"number": waybill.number, "carrier": service.carrier.name, "service": service.name, "reason": reason}
    audit(carton.order, "waybill made", actor, {}, told | {"carton": carton.code, "waybill_id": waybill.id})
    record(WaybillMade(carton.warehouse_id, carton.order_id, carton.id, waybill.id, actor))
    return waybill.id


def void(waybill: Waybill, actor: Actor) -> None:
    """The number is spent, and goes on no carton again. Raises AlreadyVoid or CartonGone."""
    carton = waybill.carton
    if carton.state == SHIPPED:
        raise CartonGone(carton=carton.code)
    if not guarded_update(waybill, Waybill.voided_at.is_(None), voided_at=now()):
        raise AlreadyVoid(number=waybill.number)
    told = {"number": waybill.number, "carrier": waybill.carrier.name, "carton": carton.code}
    audit(carton.order, "waybill voided", actor, told, {"waybill_id": waybill.id} | told)
    record(WaybillVoided(carton.warehouse_id, carton.order_id, carton.id, waybill.id, actor))


def reason_of(judged: Judged, chosen: Judged | None) -> str:
    """Why this one: the choice's own reason, or that a person took another."""
    if chosen is None or judged.offer.service_id != chosen.offer.service_id:
        return "by_hand"
    return next((one.reason for one in judged.reasons if one.reason in PLAIN), "by_hand")
