"""What is low in the small world, as the tests ask for it."""

from collections.abc import Sequence

from sqlalchemy import select

from app.db import db
from app.inventory.commands import lot_of, receive
from app.operations.models import AuditEntry
from app.outbox.models import OutboxEntry
from app.reordering.models import StockAlert
from app.reordering.queries import Search, all_rows
from app.warehouse.models import Warehouse
from tests.world import SYSTEM, World


def alerts(world: World) -> dict[str, StockAlert]:
    db.session.rollback()
    mine = select(StockAlert).where(StockAlert.over_at.is_(None), StockAlert.warehouse_id == world.warehouse_id)
    return {one.item.sku: one for one in db.session.scalars(mine)}


def listed(world: World, search: Search | None = None) -> list[str]:
    db.session.rollback()
    warehouse = db.session.get_one(Warehouse, world.warehouse_id)
    return [row.demand.item.sku for row in all_rows(warehouse, search or Search())]


def bring(world: World, sku: str, units: int, address: str = "B-03-1") -> None:
    item = world.item(sku)
    world.do(lambda: receive(item, lot_of(item), units, world.location(address), SYSTEM))


def nudges(world: World) -> Sequence[str]:
    db.session.rollback()
    told = select(OutboxEntry.topic).where(OutboxEntry.name == "reordering-changed").order_by(OutboxEntry.id)
    return db.session.scalars(told.where(OutboxEntry.warehouse_id == world.warehouse_id)).all()


def changes(world: World) -> list[str]:
    db.session.rollback()
    mine = select(AuditEntry.change).where(AuditEntry.entity == "stock_alerts")
    return list(db.session.scalars(mine.order_by(AuditEntry.id)))
