"""Raise a count: a picker saw that the book and the bin disagree, or somebody wants to know."""

from sqlalchemy import select

from app.catalog.models import Item
from app.clock import now
from app.counting.errors import NothingToCount
from app.counting.events import CountRaised
from app.counting.models import CycleCount
from app.db import db, insert_new
from app.events import record
from app.inventory.models import Stock
from app.operations import Actor, audit
from app.warehouse.models import BIN, Location

ASKED = "asked"


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
    return {"location_id": location.id, "items": len(items)}


def raise_count(location: Location, item: Item | None, reason: str, actor: Actor) -> bool:
    """Have the item at the location counted, or all that lies there; whether that is new.

    Once is enough while such a count is open.
    """
    raised = insert_new(
        CycleCount,
        warehouse_id=location.warehouse_id,
        location_id=location.id,
        item_id=item.id if item else None,
        reason=reason,
        raised_at=now(),
        raised_by_id=actor.worker_id,
        operation_id=actor.operation_id,
    )
    if raised:
        said = {"location": location.address, "sku": item.sku if item else "", "reason": reason}
        audit(_open(location, item), "raised", actor, {}, said)
        record(CountRaised(location.warehouse_id, location.id))
    return raised


def _open(location: Location, item: Item | None) -> CycleCount:
    mine = CycleCount.item_id == item.id if item else CycleCount.item_id.is_(None)
    here = (CycleCount.location_id == location.id, mine, CycleCount.counted_at.is_(None))
    return db.session.scalars(select(CycleCount).where(*here)).one()
