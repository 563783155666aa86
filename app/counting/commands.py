"""Raise a count: a picker saw that the book and the bin disagree, or a lead wants somebody to look."""

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.catalog.models import Item
from app.clock import now
from app.counting.events import CountRaised
from app.counting.models import CycleCount
from app.db import db, insert_new
from app.errors import DomainError
from app.events import record
from app.inventory.models import Stock
from app.operations import Actor, audit
from app.warehouse.models import BIN, Location

ASKED = "asked"


class NothingToCount(DomainError):
    code = "nothing_to_count"
    message = lazy_gettext("The book has nothing in %(address)s. Look for yourself what lies there.")


def count_location(location: Location, item_id: int | None, actor: Actor) -> dict[str, int]:
    """A lead wants to know what lies there: that item, or every item of the bin. Raises NothingToCount."""
    if location.kind != BIN:
        raise NothingToCount(address=location.address)
    lying = select(Stock.item_id).where(Stock.location_id == location.id)
    meant = lying.where(Stock.item_id == item_id) if item_id else lying.where(Stock.on_hand > 0)
    items = db.session.scalars(select(Item).where(Item.id.in_(meant)).order_by(Item.id)).all()
    if not items:
        raise NothingToCount(address=location.address)
    for item in items:
        raise_count(location, item, ASKED, actor)
    record(CountRaised(location.warehouse_id, location.id))
    return {"location_id": location.id, "items": len(items)}


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
