"""The figures of an item."""

from sqlalchemy import select

from app.db import db
from app.reordering.models import ItemDemand
from tests.world import World


def figures(world: World, sku: str) -> ItemDemand:
    found = measured(world, sku)
    assert found is not None
    return found


def measured(world: World, sku: str) -> ItemDemand | None:
    db.session.rollback()
    mine = select(ItemDemand).where(ItemDemand.warehouse_id == world.warehouse_id)
    return db.session.scalars(mine.where(ItemDemand.item_id == world.item(sku).id)).first()
