"""Goods with a code that nobody knows are kept aside, and photographed."""

from sqlalchemy import select

from app.attachments.commands import attach
from app.attachments.files import StoredFile
from app.attachments.models import PHOTOGRAPH
from app.clock import now
from app.db import db
from app.events import record
from app.operations import Actor, audit
from app.receiving.errors import CountUnclearHere, DeliveryOver, NothingAside
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
        code=_code(scanned),
        quantity=quantity,
        note=" ".join(note.split())[:200],
        worker_id=actor.worker_id,
        at=now(),
    )
    db.session.add(kept)
    audit(kept, "kept aside", actor, {}, {"code": kept.code, "quantity": quantity})
    record(DeliveryChanged(delivery.id, delivery.warehouse_id))
    return {"delivery_id": delivery.id}


def photograph_strange(delivery: Delivery, scanned: str, stored: StoredFile, actor: Actor) -> dict[str, int]:
    """The photograph is of the last goods with that code that were kept aside, also once the delivery is closed.

    Raises NothingAside or TooManyAttachments.
    """
    mine = select(StrangeGoods).where(StrangeGoods.delivery_id == delivery.id, StrangeGoods.code == _code(scanned))
    kept = db.session.scalars(mine.order_by(StrangeGoods.id.desc())).first()
    if kept is None:
        raise NothingAside(code=_code(scanned))
    return attach(kept, PHOTOGRAPH, stored, actor)


def _code(scanned: str) -> str:
    return shown(scanned)[:80]
