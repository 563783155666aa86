"""A waybill for a carton: by the rules or by hand, from the pool or by asking the carrier."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.db import db, guarded_update
from app.operations import Actor
from app.packing.models import Carton
from app.shipping.accounts import adapter_of, numbers_of
from app.shipping.carriers import Made
from app.shipping.choice import Choice, Judged
from app.shipping.commands.ask_carrier import ask_for, withdraw
from app.shipping.commands.keeping import hold_still, keep_waybill, reason_of
from app.shipping.models import PILE, POOL, Carrier, NumberRange, Service
from app.shipping.offers import choice_for, what_keeps_back
from app.shipping.parcel import Parcel
from app.shipping.parcels import parcel_of
from app.shipping.queries import open_request, waybill_of
from app.shipping.refusals import NobodyTakesIt, NotReady, NumbersOut, ScanThePile, ServiceRefuses, as_params


def make_waybill(carton: Carton, service_id: int | None, actor: Actor, anew: bool = False) -> Mapping[str, Any]:
    """The carton's waybill with that service, or with the one that the rules choose; asked twice, it is the same one.

    `anew`: a new number in place of the old one, which is void then. Raises CartonNotClosed, CartonLoaded, NotReady,
    NobodyTakesIt, ServiceRefuses, ScanThePile or NumbersOut.
    """
    hold_still(carton)
    there = waybill_of(carton)
    if there and not anew and service_id in (None, there.service_id):
        return {"waybill_id": there.id, "carton_id": carton.id}
    parcel = parcel_of(carton)
    keeps_back = what_keeps_back(parcel, carton.order)
    if keeps_back:
        raise NotReady(carton=carton.code, findings=as_params(keeps_back))
    choice = choice_for(parcel, carton.warehouse_id)
    judged = _wanted(carton, choice, service_id)
    return {"carton_id": carton.id, **_made(carton, parcel, judged, reason_of(judged, choice.chosen), actor, anew)}


def _wanted(carton: Carton, choice: Choice, service_id: int | None) -> Judged:
    if service_id is None:
        if choice.chosen is None:
            raise NobodyTakesIt(carton=carton.code)
        return choice.chosen
    judged = choice.of(service_id)
    if judged is None:
        raise NobodyTakesIt(carton=carton.code)
    if judged.refused:
        name = f"{judged.offer.carrier} {judged.offer.name}"
        raise ServiceRefuses(carton=carton.code, service=name, findings=as_params(list(judged.reasons)))
    return judged


def _made(carton: Carton, parcel: Parcel, judged: Judged, reason: str, actor: Actor, anew: bool) -> Mapping[str, Any]:
    carrier = db.session.get_one(Service, judged.offer.service_id).carrier
    asked = open_request(carton)
    if adapter_of(carrier).asks:
        if asked and asked.service_id == judged.offer.service_id and not anew:
            return {"request_id": asked.id}
        if asked:
            withdraw(asked, actor)
        return {"request_id": ask_for(carton, parcel, judged, reason, actor)}
    if numbers_of(carrier) == PILE:
        raise ScanThePile(carrier=carrier.name)
    if asked:
        withdraw(asked, actor)
    while True:
        made = Made(_next_number(carrier))
        waybill_id = keep_waybill(carton, parcel, judged, made, POOL, reason, actor)
        if waybill_id:  # else somebody has written that number on a carton by hand: it is skipped
            return {"waybill_id": waybill_id}


def _next_number(carrier: Carrier) -> str:
    """The next number of the carrier's oldest range that has one; nobody else ever gets it. Raises NumbersOut."""
    mine = select(NumberRange).where(NumberRange.carrier_id == carrier.id, NumberRange.ended_at.is_(None))
    for numbers in db.session.scalars(mine.where(NumberRange.next <= NumberRange.last).order_by(NumberRange.id)).all():
        left = (NumberRange.next <= NumberRange.last) & NumberRange.ended_at.is_(None)
        if guarded_update(numbers, left, next=NumberRange.next + 1):
            return numbers.pattern.number(numbers.next - 1)
    raise NumbersOut(carrier=carrier.name)
