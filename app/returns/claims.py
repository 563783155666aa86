"""What a carrier broke is claimed from it: a case about the parcel's waybill, with what shows it."""

from collections.abc import Sequence

from flask_babel import gettext
from sqlalchemy import Select, select

from app.attachments.commands import MOST, attach
from app.attachments.files import StoredFile
from app.attachments.models import PHOTOGRAPH, Attachment
from app.attachments.queries import attachments_of
from app.cases.listing import cases_about
from app.cases.models import Case
from app.cases.opening import add_note, open_once
from app.cases.words import DAMAGED as DAMAGED_ON_ITS_WAY
from app.db import db
from app.operations import Actor
from app.orders.models import Order, OrderLine
from app.packing.models import Carton, Pack
from app.picking.models import Pick, PickLine
from app.returns.models import UNDELIVERED, ReturnParcel, ReturnUnit, RmaLine
from app.returns.words import DAMAGED, DAMAGED_GOODS, UNUSABLE, grade_name
from app.shipping.models import Waybill

BROKEN = frozenset({DAMAGED_GOODS, UNUSABLE})


def claim_damage(parcel: ReturnParcel, actor: Actor) -> None:
    """One case for each waybill, opened once for the return; a case about its damage that is open gets the evidence."""
    broken = [unit for unit in parcel.units if _is_carriers(unit, parcel)]
    claims: dict[tuple[str, int], list[ReturnUnit]] = {}
    rows: dict[tuple[str, int], Waybill | Order] = {}
    for unit in broken:
        about = _about(unit, parcel)
        key = (about.__tablename__, about.id)
        rows[key] = about
        claims.setdefault(key, []).append(unit)
    for key, units in claims.items():
        _claim(rows[key], parcel, units, actor)


def _is_carriers(unit: ReturnUnit, parcel: ReturnParcel) -> bool:
    """It arrived damaged at the customer's, or broke on its way there and back."""
    if unit.undone_at or unit.line_id is None or unit.grade not in BROKEN:
        return False
    return unit.reason == DAMAGED or parcel.kind == UNDELIVERED


def _about(unit: ReturnUnit, parcel: ReturnParcel) -> Waybill | Order:
    """The parcel in which it was sent; of an order whose packing is not in the book its only one, or the order."""
    if parcel.waybill and parcel.kind == UNDELIVERED:
        return parcel.waybill
    found = db.session.scalars(_waybills(unit)).first()
    if found:
        return found
    order = _order(unit)
    mine = select(Waybill).join(Carton).where(Carton.order_id == order.id, Waybill.voided_at.is_(None))
    known = db.session.scalars(mine.order_by(Waybill.id).limit(2)).all()
    return known[0] if len(known) == 1 else order


def _order(unit: ReturnUnit) -> Order:
    whose = select(Order).join(OrderLine).join(RmaLine, RmaLine.order_line_id == OrderLine.id)
    return db.session.scalars(whose.where(RmaLine.id == unit.line_id)).one()


def _waybills(unit: ReturnUnit) -> Select[Waybill]:
    return (
        select(Waybill)
        .join(Pack, Pack.carton_id == Waybill.carton_id)
        .join(Pick, Pick.id == Pack.pick_id)
        .join(PickLine, PickLine.id == Pick.line_id)
        .join(RmaLine, RmaLine.order_line_id == PickLine.order_line_id)
        .where(RmaLine.id == unit.line_id, Pack.undone_at.is_(None), Waybill.voided_at.is_(None))
        .order_by(Waybill.id)
        .limit(1)
    )


def _claim(about: Waybill | Order, parcel: ReturnParcel, units: Sequence[ReturnUnit], actor: Actor) -> None:
    open_once(about, DAMAGED_ON_ITS_WAY, {"return_parcel_id": parcel.id}, actor)
    for case in cases_about(about.__tablename__, [about.id]):
        if case.reason == DAMAGED_ON_ITS_WAY and case.closed_at is None:
            add_note(case, _evidence(parcel, units), actor)
            _attach(case, parcel, units, actor)


def _evidence(parcel: ReturnParcel, units: Sequence[ReturnUnit]) -> str:
    rma = parcel.rma.number if parcel.rma else ""
    head = gettext("Return %(rma)s, parcel %(parcel)s, came back damaged:", rma=rma, parcel=parcel.number)
    rows = [f"{unit.quantity} × {unit.lot.item.sku}: {grade_name(unit.grade)}" for unit in units]
    return "\n".join([head, *rows])[:1000]


def _attach(case: Case, parcel: ReturnParcel, units: Sequence[ReturnUnit], actor: Actor) -> None:
    """The photographs of the customer and of whoever graded it, as many as a case takes."""
    room = MOST - len(attachments_of(Case.__tablename__, [case.id]))
    for picture in _photographs(parcel, units)[: max(0, room)]:
        attach(case, PHOTOGRAPH, StoredFile(picture.sha256, picture.media_type, picture.size), actor)


def _photographs(parcel: ReturnParcel, units: Sequence[ReturnUnit]) -> list[Attachment]:
    found = [
        *attachments_of("return_units", [unit.id for unit in units]),
        *attachments_of(ReturnParcel.__tablename__, [parcel.id]),
        *attachments_of("rmas", [parcel.rma_id] if parcel.rma_id else []),
    ]
    return [one for one in found if one.kind == PHOTOGRAPH]
