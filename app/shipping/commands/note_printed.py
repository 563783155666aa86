"""A waybill's label came out."""

from collections.abc import Iterable

from sqlalchemy import select

from app.clock import now
from app.db import db, guarded_update
from app.operations import Actor, audit, change_all
from app.shipping.models import Waybill


def note_printed(waybill: Waybill, actor: Actor) -> None:
    """For the first time: a reprint is the same label, and changes nothing."""
    if guarded_update(waybill, Waybill.printed_at.is_(None), printed_at=now()):
        audit(waybill, "printed", actor, {"printed_at": None}, {"printed_at": str(waybill.printed_at)})


def note_all_printed(waybill_ids: Iterable[int], warehouse_id: int, actor: Actor) -> None:
    """The same for many that came out together."""
    new = select(Waybill).where(Waybill.id.in_(list(waybill_ids)), Waybill.printed_at.is_(None))
    change_all(db.session.scalars(new.order_by(Waybill.id)).all(), "printed", actor, warehouse_id, printed_at=now())
