"""Announce a delivery with what is on it, or begin to receive one that nobody announced."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from sqlalchemy import select

from app.clock import now
from app.db import db, guarded_update, insert_row
from app.events import record
from app.operations import Actor, audit
from app.receiving.errors import DeliveryOver, DeliveryUnclear, NumberTaken
from app.receiving.events import DeliveryChanged
from app.receiving.models import ANNOUNCED, CANCELLED, RECEIVING, Delivery, DeliveryLine


@dataclass(frozen=True)
class Paper:
    """What a delivery's paper says; without a `number` of ours it gets one."""

    vendor: str
    number: str = ""
    vendor_number: str = ""
    expected_on: date | None = None


@dataclass(frozen=True)
class Expected:
    item_id: int
    quantity: int
    lot: str = ""


def announce(warehouse_id: int, paper: Paper, lines: Sequence[Expected], actor: Actor) -> dict[str, int]:
    """What is on its way; lines of the same item and lot are one. Raises DeliveryUnclear or NumberTaken."""
    delivery = _begin(warehouse_id, paper, ANNOUNCED, actor)
    units: dict[tuple[int, str], int] = {}
    for line in lines:
        units[line.item_id, line.lot] = units.get((line.item_id, line.lot), 0) + line.quantity
    for position, ((item_id, lot), quantity) in enumerate(units.items(), 1):
        row = DeliveryLine(
            delivery_id=delivery.id, position=position, item_id=item_id, lot_code=lot, announced=quantity
        )
        db.session.add(row)
    db.session.flush()
    return _told(delivery)


def begin_blind(warehouse_id: int, paper: Paper, actor: Actor) -> dict[str, int]:
    """What comes is counted, and nothing is expected of it. Raises DeliveryUnclear or NumberTaken."""
    return _told(_begin(warehouse_id, paper, RECEIVING, actor))


def cancel_delivery(delivery: Delivery, actor: Actor) -> dict[str, int]:
    """It does not come. Raises DeliveryOver where some of it was received already."""
    if not guarded_update(delivery, Delivery.state == ANNOUNCED, state=CANCELLED, closed_at=now()):
        raise DeliveryOver(number=delivery.number)
    audit(delivery, "cancelled", actor, {"state": ANNOUNCED}, {"state": CANCELLED})
    return _told(delivery)


def _begin(warehouse_id: int, paper: Paper, state: str, actor: Actor) -> Delivery:
    vendor = " ".join(paper.vendor.split())
    if not vendor or len(vendor) > 80 or not vendor.isprintable():
        raise DeliveryUnclear
    number = paper.number.strip().upper()[:20]
    mine = select(Delivery.id).where(Delivery.warehouse_id == warehouse_id, Delivery.number == number)
    if number and db.session.scalar(mine):
        raise NumberTaken(number=number)
    at, is_blind = now(), state == RECEIVING
    delivery_id = insert_row(
        Delivery,
        warehouse_id=warehouse_id,
        number=number or f"new{uuid4().hex[:17]}",
        vendor=vendor,
        vendor_number=paper.vendor_number.strip()[:40],
        expected_on=paper.expected_on,
        is_blind=is_blind,
        state=state,
        opened_at=at,
        opened_by_id=actor.worker_id,
        begun_at=at if is_blind else None,
    )
    delivery = db.session.get_one(Delivery, delivery_id)
    if not number:
        guarded_update(delivery, number=f"IN-{delivery_id:05}")
    said = {"number": delivery.number, "vendor": vendor, "state": state}
    audit(delivery, "begun" if is_blind else "announced", actor, {}, said)
    return delivery


def _told(delivery: Delivery) -> dict[str, int]:
    record(DeliveryChanged(delivery.id, delivery.warehouse_id))
    return {"delivery_id": delivery.id}
