"""Goods with a code that nobody knows are kept aside."""

from app.clock import now
from app.db import db
from app.events import record
from app.operations import Actor, audit
from app.receiving.errors import CountUnclearHere, DeliveryOver
from app.receiving.events import DeliveryChanged
from app.receiving.models import Delivery, StrangeGoods
from app.scanning import shown

MOST = 100_000


def keep_strange(delivery: Delivery, scanned: str, quantity: int, note: str, actor: Actor) -> dict[str, int]:
    """So many units with that code, in no stock; somebody finds out. Raises DeliveryOver or CountUnclearHere."""
    if not delivery.is_open:
        raise DeliveryOver(number=delivery.number)
    if not 0 < quantity <= MOST:
        raise CountUnclearHere
    kept = StrangeGoods(
        delivery_id=delivery.id,
        code=shown(scanned)[:80],
        quantity=quantity,
        note=" ".join(note.split())[:200],
        worker_id=actor.worker_id,
        at=now(),
    )
    db.session.add(kept)
    audit(kept, "kept aside", actor, {}, {"code": kept.code, "quantity": quantity})
    record(DeliveryChanged(delivery.id, delivery.warehouse_id))
    return {"delivery_id": delivery.id}
