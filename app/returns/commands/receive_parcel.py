"""Receive a parcel at the dock: under its return, on its own waybill, or as one that nobody knows yet."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from app.clock import now
from app.db import db, one_at_a_time
from app.errors import NotFound
from app.events import record
from app.operations import Actor, audit
from app.orders.models import Order
from app.returns.dock_errors import ChooseReturn
from app.returns.events import ParcelArrived, RmaOpened
from app.returns.finding import BACK, NEW, Candidate, Found, awaited_of, candidate_of, check_shipped, found_by
from app.returns.models import ANNOUNCED, APPROVED, DOCK, UNDELIVERED, UNIDENTIFIED, ReturnParcel, Rma, RmaLine
from app.returns.numbers import next_number
from app.returns.shipped import sent_in
from app.returns.words import NOT_ACCEPTED, NOT_DELIVERED, OTHER, REFUND
from app.scanning import clean, shown
from app.shipping.models import Waybill
from app.shipping.tracking.states import REFUSED

LONGEST_SCAN, LONGEST_NOTE = 200, 500


@dataclass(frozen=True)
class Arrival:
    """`chosen`: the candidate's key, or `unidentified`. `another`: one more parcel of a return whose first is open.

    `alone`: scanned without network, so that nobody can be asked: what is not sure comes in as unidentified.
    """

    code: str = ""
    chosen: str = ""
    another: bool = False
    alone: bool = False
    note: str = ""


def receive_parcel(warehouse_id: int, arrival: Arrival, actor: Actor) -> dict[str, int]:
    """The same parcel again is the one that came, and says so (`again`).

    Raises NoCode, NotFound, ChooseReturn, and why an order cannot come back.
    """
    code = clean(arrival.code) if arrival.code else ""
    one_at_a_time(f"arrivals of {warehouse_id}")
    if arrival.chosen == UNIDENTIFIED or (not code and not arrival.chosen):
        return _unidentified(warehouse_id, code, arrival.note, actor)
    if arrival.chosen:
        candidate = candidate_of(warehouse_id, arrival.chosen)
        if candidate is None:
            raise NotFound
        return _take(candidate, code, arrival, actor)
    found = found_by(warehouse_id, code)
    here = [parcel for parcel in found.parcels if parcel.done_at is None]
    if len(here) == 1 and not arrival.another:
        return _again(here[0])
    if found.sure:
        return _take(found.sure, code, arrival, actor)
    if arrival.alone:
        return _unidentified(warehouse_id, code, arrival.note, actor)
    raise _unsure(found)


def opened_at_dock(order: Order, reason: str, units: dict[int, int], actor: Actor) -> Rma:
    """A return that nobody announced: approved, for the units of order lines that came; without any, for what comes."""
    one_at_a_time(f"returns of {order.warehouse_id}")
    at = now()
    rma = Rma(
        warehouse_id=order.warehouse_id,
        order_id=order.id,
        number=next_number(Rma, order.warehouse_id),
        state=APPROVED,
        wish=REFUND,
        opened_by=DOCK,
        opened_by_id=actor.worker_id,
        opened_at=at,
        answer_due_at=at,
        answered_at=at,
    )
    db.session.add(rma)
    db.session.flush()
    for line_id, quantity in sorted(units.items()):
        db.session.add(RmaLine(rma_id=rma.id, order_line_id=line_id, quantity=quantity, reason=reason))
    audit(rma, "opened at the dock", actor, {}, {"number": rma.number, "order_id": order.id, "lines": len(units)})
    audit(order, "return opened", actor, {}, {"rma": rma.number})
    record(RmaOpened(order.warehouse_id, rma.id))
    return rma


def _take(candidate: Candidate, code: str, arrival: Arrival, actor: Actor) -> dict[str, int]:
    order = candidate.order
    if candidate.kind == BACK and candidate.waybill:
        return _back(candidate.waybill, code, arrival, actor)
    rma = candidate.rma or next(iter(awaited_of(order)), None)
    if candidate.kind == NEW and rma is None:
        check_shipped(order)
        rma = opened_at_dock(order, OTHER, {}, actor)
    if rma is None:
        raise NotFound
    here = None if arrival.another else _known(ReturnParcel.rma_id == rma.id, ReturnParcel.done_at.is_(None))
    return _again(here) if here else _arrived(ANNOUNCED, order.warehouse_id, code, arrival.note, actor, rma)


def _back(waybill: Waybill, code: str, arrival: Arrival, actor: Actor) -> dict[str, int]:
    """It comes back as it went: what lay in its carton, one return of its own."""
    of_carton = select(Waybill.id).where(Waybill.carton_id == waybill.carton_id)  # a void label may be on it yet
    here = _known(ReturnParcel.waybill_id.in_(of_carton), ReturnParcel.kind == UNDELIVERED)
    if here:
        return _again(here)
    order = waybill.carton.order
    check_shipped(order)
    reason = NOT_ACCEPTED if waybill.state == REFUSED else NOT_DELIVERED
    rma = opened_at_dock(order, reason, _units_in(waybill), actor)
    return _arrived(UNDELIVERED, order.warehouse_id, code, arrival.note, actor, rma, waybill)


def _units_in(waybill: Waybill) -> dict[int, int]:
    """What the carton held and has not come back; of a carton whose content nobody noted, all of the order."""
    left = {line.id: line.shipped - line.returned for line in waybill.carton.order.lines}
    held = sent_in(waybill.carton) or left
    return {line_id: min(units, left.get(line_id, 0)) for line_id, units in held.items() if left.get(line_id, 0) > 0}


def _unidentified(warehouse_id: int, code: str, note: str, actor: Actor) -> dict[str, int]:
    text = shown(code)[:LONGEST_SCAN]
    mine = (ReturnParcel.warehouse_id == warehouse_id, ReturnParcel.kind == UNIDENTIFIED)
    here = _known(*mine, ReturnParcel.scanned == text, ReturnParcel.done_at.is_(None)) if text else None
    return _again(here) if here else _arrived(UNIDENTIFIED, warehouse_id, code, note, actor)


def _arrived(
    kind: str,
    warehouse_id: int,
    code: str,
    note: str,
    actor: Actor,
    rma: Rma | None = None,
    waybill: Waybill | None = None,
) -> dict[str, int]:
    parcel = ReturnParcel(
        warehouse_id=warehouse_id,
        number=next_number(ReturnParcel, warehouse_id),
        kind=kind,
        rma_id=rma.id if rma else None,
        waybill_id=waybill.id if waybill else None,
        scanned=shown(code)[:LONGEST_SCAN],
        note=" ".join(note.split())[:LONGEST_NOTE],
        arrived_at=now(),
        worker_id=actor.worker_id,
        operation_id=actor.operation_id,
    )
    db.session.add(parcel)
    told = {"number": parcel.number, "kind": kind, "scanned": parcel.scanned, "rma_id": parcel.rma_id}
    audit(parcel, "arrived", actor, {}, told)
    record(ParcelArrived(warehouse_id, parcel.id))
    return {"parcel_id": parcel.id, "again": 0}


def _again(parcel: ReturnParcel) -> dict[str, int]:
    return {"parcel_id": parcel.id, "again": 1}


def _known(*conditions: ColumnElement[bool]) -> ReturnParcel | None:
    return db.session.scalars(select(ReturnParcel).where(*conditions).order_by(ReturnParcel.id)).first()


def _unsure(found: Found) -> Exception:
    if found.refusals:
        return found.refusals[0]
    names = [one.rma.number if one.rma else one.order.number for one in found.candidates]
    return ChooseReturn(scanned=found.scanned, names=", ".join(dict.fromkeys(names)) or "–")
