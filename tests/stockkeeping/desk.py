"""Eli at the stock desk: what he does by HTTP, and what the tests ask the book afterwards."""

from typing import Any

from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.db import db, transaction
from app.inventory.commands import lot_of, receive
from app.inventory.models import Serial, StockMovement
from app.operations.models import AuditEntry
from tests.floor import release
from tests.visitor import Visitor
from tests.world import SYSTEM, World

FIRST = "A-01-1"
"""Where mugs lie: 10."""


def moves(eli: Visitor, **said: object) -> TestResponse:
    fields: dict[str, Any] = {"place": FIRST, "item": "MUG", "quantity": 3, "target": "B-01-1"} | said
    return eli.send("/stock-desk/moves", **fields)


def adjusts(eli: Visitor, reason: str, **said: object) -> TestResponse:
    fields: dict[str, Any] = {"place": FIRST, "item": "MUG", "quantity": 1, "reason": reason} | said
    return eli.send("/stock-desk/adjustments", **fields)


def sets_aside(eli: Visitor, **said: object) -> TestResponse:
    fields: dict[str, Any] = {"place": FIRST, "item": "MUG", "quantity": 2, "reason": "damaged"} | said
    return eli.send("/stock-desk/quarantine", **fields)


def keep_for_order(world: World, sku: str, units: int) -> int:
    """An order on a walk, for which so many units are kept, the first to come being the first to go; its id."""
    order_id = world.order({sku: units})
    release(world.warehouse_id)
    return order_id


def numbered(world: World, *codes: str, address: str = "B-05-1") -> None:
    """Cards with a number on each unit lie in a bin."""
    item = world.item("CARD")
    with transaction() as session:
        item = session.merge(item)
        item.tracks_serial = True
        receive(item, lot_of(item), len(codes), world.location(address), SYSTEM)
        place = world.location(address)
        session.add_all(Serial(item_id=item.id, code=code, location_id=place.id) for code in codes)


def place_of_number(code: str) -> str:
    db.session.expire_all()
    serial = db.session.scalars(select(Serial).where(Serial.code == code)).one()
    return serial.location.address if serial.location else ""


def movements() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(StockMovement)) or 0


def audits(change: str) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).where(AuditEntry.change == change)) or 0


def last(model: type[Any]) -> Any:
    db.session.rollback()
    return db.session.scalars(select(model).order_by(model.id.desc())).first()
