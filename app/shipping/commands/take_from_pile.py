"""A printed waybill from the pile is stuck on a carton and scanned: its number is the carton's."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.db import db
from app.operations import Actor
from app.packing.models import Carton
from app.scanning import clean, shown
from app.shipping.accounts import adapter_of, numbers_of
from app.shipping.carriers import Made
from app.shipping.choice import Judged, choose
from app.shipping.commands.ask_carrier import withdraw
from app.shipping.commands.keeping import hold_still, keep_waybill
from app.shipping.models import PILE, Carrier, NumberRange
from app.shipping.numbers import read_number
from app.shipping.offers import carriers_of, offers_for, what_keeps_back
from app.shipping.parcel import Parcel
from app.shipping.parcels import parcel_of
from app.shipping.queries import open_request, waybill_by_number, waybill_of
from app.shipping.refusals import NoSuchNumber, NotReady, NumberUsed, ServiceRefuses, as_params


def take_from_pile(carton: Carton, scanned: str, actor: Actor) -> Mapping[str, Any]:
    """The number scanned is the carton's waybill; one that it had before is void. The same scan again changes nothing.

    Raises CartonNotClosed, CartonLoaded, NoSuchNumber, NumberUsed, NotReady or ServiceRefuses.
    """
    hold_still(carton)
    number, carriers = _read(carton.warehouse_id, scanned)
    for carrier in carriers:
        used = waybill_by_number(carrier.id, number)
        if used and used.carton_id == carton.id and used.voided_at is None:
            return {"waybill_id": used.id, "carton_id": carton.id}
        if used:
            raise NumberUsed(number=number, carton=used.carton.code)
    parcel = parcel_of(carton)
    keeps_back = what_keeps_back(parcel, carton.order)
    if keeps_back:
        raise NotReady(carton=carton.code, findings=as_params(keeps_back))
    judged = _service(carton, parcel, carriers)
    asked, old = open_request(carton), waybill_of(carton)
    if asked:
        withdraw(asked, actor)
    waybill_id = keep_waybill(carton, parcel, judged, Made(number), PILE, "from_pile", actor)
    if waybill_id is None:  # in this very moment on another carton
        raise NumberUsed(number=number, carton="–")
    return {"waybill_id": waybill_id, "carton_id": carton.id, "instead_of": old.number if old else ""}


def _read(warehouse_id: int, scanned: str) -> tuple[str, list[Carrier]]:
    """The number, and the carriers from whose piles it may be."""
    number = read_number(clean(scanned))
    if number:
        piles = [one for one in carriers_of(warehouse_id) if not adapter_of(one).asks and numbers_of(one) == PILE]
        carriers = [carrier for carrier in piles if _is_of(carrier, number)]
        if carriers:
            return number, carriers
    raise NoSuchNumber(scanned=shown(scanned))


def _is_of(carrier: Carrier, number: str) -> bool:
    """Whether it lies in one of the pile's ranges, with the right check digit; a pile without ranges has any number."""
    mine = select(NumberRange).where(NumberRange.carrier_id == carrier.id, NumberRange.ended_at.is_(None))
    ranges = db.session.scalars(mine).all()
    return not ranges or any(_is_in(numbers, number) for numbers in ranges)


def _is_in(numbers: NumberRange, number: str) -> bool:
    serial = numbers.pattern.serial(number)
    return serial is not None and numbers.first <= serial <= numbers.last


def _service(carton: Carton, parcel: Parcel, carriers: Sequence[Carrier]) -> Judged:
    """The one of the piles' services that the rules choose. Raises ServiceRefuses."""
    codes = {carrier.code for carrier in carriers}
    offers = [one for one in offers_for(parcel, carton.warehouse_id) if one.carrier_code in codes]
    choice = choose(parcel, offers)
    if choice.chosen:
        return choice.chosen
    findings = [reason for one in choice.others for reason in one.reasons]
    name = " / ".join(carrier.name for carrier in carriers)
    raise ServiceRefuses(carton=carton.code, service=name, findings=as_params(findings))
