"""How much items matter: what the nightly figures said of them."""

from collections.abc import Collection

from sqlalchemy import select

from app.db import db
from app.inventory.models import ItemClass


def class_of(item_ids: Collection[int], warehouse_id: int) -> dict[int, ItemClass]:
    """The classes of the items in that warehouse; those that no figures were made of are left out."""
    mine = select(ItemClass).where(ItemClass.warehouse_id == warehouse_id, ItemClass.item_id.in_(item_ids))
    return {one.item_id: one for one in db.session.scalars(mine.order_by(ItemClass.item_id))}
