"""Where goods are received: at a dock, or onto a plate that is not finished."""

from app.db import guarded_update
from app.operations import Actor, audit
from app.receiving.errors import NoSuchPlace, PlateDone
from app.receiving.models import Delivery, Plate
from app.receiving.queries import place_of_code, plate_at
from app.scanning import named, read
from app.warehouse.models import DOCK, Location


def place_for(delivery: Delivery, scanned: str, actor: Actor) -> Location:
    """The place with that label; an empty plate becomes the delivery's. Raises NoSuchPlace or PlateDone."""
    location = place_of_code(delivery.warehouse_id, read(scanned)) if scanned.strip() else None
    if location is None:
        raise NoSuchPlace(scanned=named(delivery.warehouse_id, scanned) if scanned.strip() else "–")
    if location.kind == DOCK:
        return location
    plate = plate_at(location)
    if plate is None:
        raise NoSuchPlace(scanned=location.address)
    _take(plate, delivery, actor)
    return location


def _take(plate: Plate, delivery: Delivery, actor: Actor) -> None:
    mine = Plate.delivery_id.is_(None) | (Plate.delivery_id == delivery.id)
    before = plate.delivery_id
    if not guarded_update(plate, mine, Plate.finished_at.is_(None), delivery_id=delivery.id):
        raise PlateDone(plate=plate.location.address)
    if before is None:
        audit(plate, "begun", actor, {}, {"delivery_id": delivery.id})
