"""Raise a count: a picker saw that the book and the bin disagree."""

from sqlalchemy import select

from app.catalog.models import Item
from app.counting.models import CycleCount
from app.db import db, insert_new, now
from app.operations import Actor, audit
from app.warehouse.models import Location


def raise_count(location: Location, item: Item, reason: str, actor: Actor) -> None:
    """Have the item at the location counted; once is enough while such a count is open."""
    raised = insert_new(
        CycleCount,
        warehouse_id=location.warehouse_id,
        location_id=location.id,
        item_id=item.id,
        reason=reason,
        raised_at=now(),
        raised_by_id=actor.worker_id,
    )
    if raised:
        here = (CycleCount.location_id == location.id, CycleCount.item_id == item.id)
        count = db.session.scalars(select(CycleCount).where(*here, CycleCount.counted_at.is_(None))).one()
        audit(count, "raised", actor, {}, {"location": location.address, "sku": item.sku, "reason": reason})
