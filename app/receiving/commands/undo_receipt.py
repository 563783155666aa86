"""Undo a confirmation of receiving; both facts stay in the history."""

from sqlalchemy import select

from app.clock import now
from app.db import db, guarded_update
from app.events import record
from app.inventory.commands import NotEnoughStock, move, outside
from app.inventory.models import Serial
from app.operations import Actor, audit
from app.receiving.errors import DeliveryOver, PutAwayBegun
from app.receiving.events import DeliveryChanged
from app.receiving.models import GOOD, OPEN_STATES, Delivery, DeliveryLine, Receipt
from app.receiving.queries import plate_at
from app.walks.scan_errors import NothingToUndo
from app.warehouse.models import SUPPLIER


def undo_receipt(delivery: Delivery, actor: Actor, meant: str = "") -> dict[str, int]:
    """The worker's last one, or the one that the operation `meant` confirmed: its units are the vendor's again.

    Raises NothingToUndo, DeliveryOver, or PutAwayBegun where they were put up to be put away.
    """
    if not guarded_update(delivery, Delivery.state.in_(OPEN_STATES), vendor=Delivery.vendor):
        raise DeliveryOver(number=delivery.number)
    receipt = _last(delivery, actor, meant)
    if receipt is None or not guarded_update(receipt, Receipt.undone_at.is_(None), undone_at=now()):
        raise NothingToUndo
    plate = plate_at(receipt.location)
    if plate and plate.finished_at:
        raise PutAwayBegun
    _uncount(receipt, actor)
    supplier, place = outside(delivery.warehouse_id, SUPPLIER), receipt.location
    try:
        move(receipt.lot, receipt.quantity, source=place, destination=supplier, reason="undo", actor=actor)
    except NotEnoughStock as gone:
        raise PutAwayBegun from gone
    for serial in receipt.serials:
        if not guarded_update(serial, Serial.location_id == place.id, location_id=None):
            raise PutAwayBegun
    record(DeliveryChanged(delivery.id, delivery.warehouse_id))
    return {"delivery_id": delivery.id, "line_id": receipt.line_id}


def _last(delivery: Delivery, actor: Actor, meant: str) -> Receipt | None:
    mine = (
        select(Receipt)
        .join(DeliveryLine, DeliveryLine.id == Receipt.line_id)
        .where(DeliveryLine.delivery_id == delivery.id, Receipt.undone_at.is_(None))
    )
    one = Receipt.operation_id == meant if meant else Receipt.worker_id == actor.worker_id
    return db.session.scalars(mine.where(one).order_by(Receipt.id.desc()).limit(1)).first()


def _uncount(receipt: Receipt, actor: Actor) -> None:
    line = receipt.line
    before = {"received": line.received, "set_aside": line.set_aside}
    aside = 0 if receipt.condition == GOOD else receipt.quantity
    guarded_update(line, received=DeliveryLine.received - receipt.quantity, set_aside=DeliveryLine.set_aside - aside)
    audit(line, "undone", actor, before, {"received": line.received, "set_aside": line.set_aside})
