"""Close a delivery: all that came is counted, and what differs is told."""

from sqlalchemy import select

from app.clock import now
from app.db import db, guarded_update
from app.events import record
from app.operations import Actor, audit
from app.putting_away.commands.put_up import put_up
from app.receiving.commands.plates import finish_plate
from app.receiving.errors import DeliveryOver, WordNeeded
from app.receiving.events import DeliveryChanged
from app.receiving.models import CLOSED, OPEN_STATES, Delivery, DeliveryLine, Plate, Receipt
from app.receiving.queries import units_on
from app.warehouse.models import DOCK, Location


def close_delivery(delivery: Delivery, word: str, actor: Actor) -> dict[str, int]:
    """What lies on its plates and at its docks is put away; differences need a word (WordNeeded, DeliveryOver)."""
    before, said = delivery.state, " ".join(word.split())[:300]
    closing = {"state": CLOSED, "closed_at": now(), "closed_by_id": actor.worker_id, "word": said}
    if not guarded_update(delivery, Delivery.state.in_(OPEN_STATES), **closing):
        raise DeliveryOver(number=delivery.number)
    if delivery.differs and not said:
        raise WordNeeded
    audit(delivery, "closed", actor, {"state": before}, {"state": CLOSED, "word": said})
    docks = _docks(delivery)
    for plate in _plates(delivery):
        if units_on(plate.location_id):
            finish_plate(plate, actor, at=docks[0] if docks else None)
        else:
            guarded_update(plate, Plate.finished_at.is_(None), delivery_id=None)
    for dock in docks:
        put_up(dock, None, actor)
    record(DeliveryChanged(delivery.id, delivery.warehouse_id))
    return {"delivery_id": delivery.id}


def _plates(delivery: Delivery) -> list[Plate]:
    mine = select(Plate).where(Plate.delivery_id == delivery.id, Plate.finished_at.is_(None))
    return list(db.session.scalars(mine.order_by(Plate.id)))


def _docks(delivery: Delivery) -> list[Location]:
    """Where goods of it were received past plates."""
    at = (
        select(Receipt.location_id)
        .join(DeliveryLine, DeliveryLine.id == Receipt.line_id)
        .where(DeliveryLine.delivery_id == delivery.id, Receipt.undone_at.is_(None))
    )
    docks = select(Location).where(Location.id.in_(at), Location.kind == DOCK)
    return list(db.session.scalars(docks.order_by(Location.id)))
