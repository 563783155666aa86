"""Grade units of a parcel: they come back from the customer, and lie in the tote of what becomes of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from app.catalog.models import Item
from app.clock import now
from app.db import db, guarded_update, insert_row, insert_rows
from app.events import record
from app.inventory.blocked import block_of
from app.inventory.commands import move, outside
from app.inventory.models import Lot, Serial
from app.operations import Actor, audit_new
from app.orders.models import OrderLine
from app.returns.disposing import Facts, proposed
from app.returns.dock_errors import (
    AnswersWanted,
    GoesElsewhere,
    LeadOverrides,
    MoreThanShipped,
    ParcelDone,
    ReasonUnknown,
    SerialInHouse,
)
from app.returns.events import ParcelChanged
from app.returns.grading import DEFAULT, grade_of, kind_of, questions_of
from app.returns.inspection import inspection_of
from app.returns.models import REFUSED, UNDELIVERED, ReturnParcel, ReturnSerial, ReturnTote, ReturnUnit, RmaLine
from app.returns.shipped import SentLine
from app.returns.totes import tote_for
from app.returns.units import Units, UnitScan, units_of
from app.returns.words import DISPOSITIONS, NOT_ACCEPTED, NOT_DELIVERED, OTHER, REASONS, WRONG_ITEM
from app.shipping.tracking.states import REFUSED as NOT_TAKEN
from app.warehouse.calendar import calendar_of
from app.warehouse.models import CUSTOMER, Location
from app.warehouse.queries import warehouse_of
from app.workers.models import Worker

LONGEST_WORDS = 300


@dataclass(frozen=True)
class Judged:
    """What became of grade and reason, by that `version` of the questions.

    `override` says why the disposition is not what follows from them.
    """

    version: int
    grade: str
    reason: str
    proposed: str
    disposition: str
    override: str


def grade_units(parcel: ReturnParcel, scan: UnitScan, actor: Actor) -> dict[str, int]:
    """Never more than was shipped, no number twice; refusals name what was scanned, and what to do with it.

    Raises ParcelDone, and as `units_of`, `_judged`, `tote_for`, MoreThanShipped and SerialInHouse.
    """
    hold(parcel)
    units = units_of(parcel, scan)
    judged = _judged(parcel, units, scan, actor)
    line = count_returned(parcel, units, judged.reason) if units.sent else None
    tote = tote_for(parcel.warehouse_id, judged.disposition, scan.tote, actor)
    customer = outside(parcel.warehouse_id, CUSTOMER)
    move(units.lot, units.quantity, source=customer, destination=tote.location, reason="return", actor=actor)
    _take_numbers(units.serials, customer, tote.location)
    unit_id = _note(parcel, units, judged, scan, line, tote, actor)
    record(ParcelChanged(parcel.warehouse_id, parcel.id))
    return {"parcel_id": parcel.id, "unit_id": unit_id, "units": units.quantity, "tote_id": tote.location_id}


def hold(parcel: ReturnParcel) -> None:
    """Nobody else grades or closes it until the transaction ends. Raises ParcelDone."""
    if not guarded_update(parcel, ReturnParcel.done_at.is_(None), done_at=None):
        raise ParcelDone(parcel=parcel.number)


def facts_of(parcel: ReturnParcel, item: Item, lot: Lot | None, is_stranger: bool = False) -> Facts:
    """What the table of dispositions asks, beside grade and reason."""
    today = calendar_of(warehouse_of(parcel.warehouse_id)).today(now())
    return Facts(
        kind=DEFAULT if is_stranger else kind_of(item.flags, item.tracks_serial, item.tracks_expiry),
        is_blocked=bool(lot and block_of(parcel.warehouse_id, lot.id)),
        is_expired=bool(lot and lot.expires_on and lot.expires_on < today),
        is_stranger=is_stranger,
        is_refused=bool(parcel.rma and parcel.rma.state == REFUSED),
    )


def reason_of(parcel: ReturnParcel, item_id: int) -> str:
    """What its customer said of the item, or what the parcel says by itself."""
    lines = parcel.rma.lines if parcel.rma else []
    said = next((one.reason for one in lines if one.order_line.item_id == item_id), None)
    if said:
        return said
    if parcel.kind == UNDELIVERED:
        return NOT_ACCEPTED if parcel.waybill and parcel.waybill.state == NOT_TAKEN else NOT_DELIVERED
    return OTHER


def _judged(parcel: ReturnParcel, units: Units, scan: UnitScan, actor: Actor) -> Judged:
    """Raises ReasonUnknown, AnswersWanted, GoesElsewhere or LeadOverrides."""
    facts = facts_of(parcel, units.item, units.lot, units.sent is None)
    asked = inspection_of(parcel.warehouse_id, scan.version)
    grade = grade_of(questions_of(facts.kind, asked.questions, "en"), scan.answers)
    if grade is None:
        raise AnswersWanted(item=units.item.sku)
    reason = scan.reason or (reason_of(parcel, units.item.id) if units.sent else WRONG_ITEM)
    if reason not in REASONS:
        raise ReasonUnknown
    follows = proposed(grade, reason, facts, asked.ways.get(facts.kind))
    override = " ".join(scan.override.split())[:LONGEST_WORDS]
    if scan.disposition in ("", follows):
        return Judged(asked.version, grade, reason, follows, follows, "")
    if not override or scan.disposition not in DISPOSITIONS:
        raise GoesElsewhere(item=units.item.sku, disposition=follows)
    if not _leads(actor, parcel.warehouse_id):
        raise LeadOverrides(item=units.item.sku, disposition=follows)
    return Judged(asked.version, grade, reason, follows, scan.disposition, override)


def _leads(actor: Actor, warehouse_id: int) -> bool:
    worker = db.session.get(Worker, actor.worker_id) if actor.worker_id else None
    return worker is not None and "lead" in worker.roles_in(warehouse_id)


def count_returned(parcel: ReturnParcel, units: Units, reason: str) -> RmaLine:
    """On the order's line, which never has more back than it shipped; and on the return's. Raises MoreThanShipped."""
    sent: SentLine = units.sent  # type: ignore[assignment]
    line, quantity = sent.line, units.quantity
    room = OrderLine.returned + quantity <= OrderLine.shipped
    if not guarded_update(line, room, returned=OrderLine.returned + quantity):
        db.session.refresh(line)
        counts = {"shipped": line.shipped, "returned": line.returned, "units": quantity}
        raise MoreThanShipped(item=units.item.sku, order=line.order.number, **counts)
    mine = select(RmaLine).where(RmaLine.rma_id == parcel.rma_id, RmaLine.order_line_id == line.id)
    found = db.session.scalars(mine).first()
    if found is None:
        found = RmaLine(rma_id=parcel.rma_id, order_line_id=line.id, quantity=0, received=0, reason=reason)
        db.session.add(found)
        db.session.flush()
    guarded_update(found, received=RmaLine.received + quantity)
    return found


def _take_numbers(serials: Sequence[Serial], customer: Location, tote: Location) -> None:
    """The units are in the tote now. Raises SerialInHouse."""
    away = or_(Serial.location_id.is_(None), Serial.location_id == customer.id)
    for serial in serials:
        if not guarded_update(serial, away, location_id=tote.id):
            db.session.refresh(serial)
            raise SerialInHouse(serial=serial.code, address=serial.location.address if serial.location else "–")


def _note(
    parcel: ReturnParcel,
    units: Units,
    judged: Judged,
    scan: UnitScan,
    line: RmaLine | None,
    tote: ReturnTote,
    actor: Actor,
) -> int:
    told = {**vars(judged), "quantity": units.quantity, "lot_id": units.lot.id, "line_id": line.id if line else None}
    unit_id = insert_row(
        ReturnUnit,
        parcel_id=parcel.id,
        **told,
        answers=dict(scan.answers),
        overridden_by_id=actor.worker_id if judged.override else None,
        location_id=tote.location_id,
        worker_id=actor.worker_id,
        operation_id=actor.operation_id,
        at=now(),
    )
    insert_rows(ReturnSerial, [{"unit_id": unit_id, "serial_id": serial.id} for serial in units.serials])
    told |= {"sku": units.item.sku, "serials": [serial.code for serial in units.serials]}
    audit_new(ReturnUnit.__tablename__, "graded", actor, parcel.warehouse_id, [(unit_id, told)])
    return unit_id
