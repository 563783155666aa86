"""License plates: made with a number of their own, and finished when they go away."""

from uuid import uuid4

from app.clock import now
from app.db import db, guarded_update
from app.events import record
from app.operations import Actor, audit
from app.putting_away.commands.put_up import put_up
from app.receiving.errors import DeliveryOver, PlateDone, PlateEmpty, TooManyPlates
from app.receiving.events import DeliveryChanged
from app.receiving.models import Delivery, Plate
from app.receiving.queries import units_on
from app.scanning.sscc import PLATES, sscc
from app.warehouse.models import PLATE, TOTE, Location, Warehouse
from app.warehouse.settings import settings_of

MOST = 100


def make_plates(warehouse: Warehouse, delivery: Delivery | None, count: int, actor: Actor) -> dict[str, object]:
    """So many new plates: the delivery's, or to be printed ahead. Raises TooManyPlates or DeliveryOver."""
    if not 0 < count <= MOST:
        raise TooManyPlates
    if delivery and not delivery.is_open:
        raise DeliveryOver(number=delivery.number)
    made = [_make(warehouse, delivery, actor) for _ in range(count)]
    if delivery:
        record(DeliveryChanged(delivery.id, delivery.warehouse_id))
    return {"plate_ids": [plate.id for plate in made], "address": made[0].location.address}


def finish_plate(plate: Plate, actor: Actor, at: Location | None = None) -> dict[str, int]:
    """Nothing more comes onto it; what lies there is put away. Raises PlateDone or PlateEmpty."""
    if not units_on(plate.location_id):
        raise PlateEmpty(plate=plate.location.address)
    if not guarded_update(plate, Plate.finished_at.is_(None), finished_at=now()):
        raise PlateDone(plate=plate.location.address)
    audit(plate, "finished", actor, {}, {"address": plate.location.address})
    put_up(plate.location, None, actor, at=at)
    if plate.delivery_id:
        record(DeliveryChanged(plate.delivery_id, plate.warehouse_id))
    return {"plate_id": plate.id}


def _make(warehouse: Warehouse, delivery: Delivery | None, actor: Actor) -> Plate:
    name = uuid4().hex
    location = Location(warehouse_id=warehouse.id, kind=TOTE, purpose=PLATE, address=name[:20], barcode=name)
    db.session.add(location)
    db.session.flush()
    code = sscc(settings_of(warehouse).gs1_prefix, location.id, PLATES)
    guarded_update(location, address=f"P-{location.id:05}", barcode=code)
    plate = Plate(
        warehouse_id=warehouse.id,
        location_id=location.id,
        delivery_id=delivery.id if delivery else None,
        made_at=now(),
    )
    db.session.add(plate)
    audit(plate, "made", actor, {}, {"address": location.address, "code": code})
    return plate
