"""Shipped orders with waybills: rows written directly, for what comes after the handing over."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.clock import now
from app.db import db, transaction
from app.orders.models import SHIPPED, Order, OrderLine
from app.packing.models import SHIPPED as CARTON_SHIPPED
from app.packing.models import Carton
from app.shipping.models import Carrier, TrackingEvent, Waybill
from app.shipping.tracking.commands import note_events
from app.shipping.tracking.heard import Heard
from tests.world import World


def shipped(world: World, number: str = "QP1", adapter: str = "generic", **columns: Any) -> int:
    """The id of the waybill of a new order whose one carton left two hours ago."""
    left = columns.pop("left_at", now() - timedelta(hours=2))
    order_id = world.order({"MUG": 2}, **({"state": SHIPPED, "email": "mira@example.com"} | columns))
    return carton_of(world, order_id, number, adapter, left)


def carton_of(world: World, order_id: int, number: str, adapter: str = "generic", left: datetime | None = None) -> int:
    """The id of the waybill of one more carton of the order."""
    with transaction() as session:
        order = session.get_one(Order, order_id)
        for line in session.scalars(select(OrderLine).where(OrderLine.order_id == order_id)):
            line.allocated = line.picked = line.packed = line.shipped = line.quantity
        cartons = len(session.scalars(select(Carton.id).where(Carton.order_id == order_id)).all())
        carton = Carton(
            warehouse_id=order.warehouse_id,
            order_id=order_id,
            number=cartons + 1,
            code=f"C{order_id:06}{cartons}",
            state=CARTON_SHIPPED,
            opened_at=now() - timedelta(hours=4),
            left_at=left or now() - timedelta(hours=2),
        )
        session.add(carton)
        session.flush()
        waybill = Waybill(
            warehouse_id=order.warehouse_id,
            carrier_id=_carrier(order.warehouse_id, adapter),
            carton_id=carton.id,
            number=number,
            made_at=now() - timedelta(hours=3),
        )
        session.add(waybill)
        session.flush()
        return waybill.id


def hear(waybill_id: int, code: str, at: datetime | None = None, words: str = "", place: str = "") -> int:
    """The carrier says it; how much of it was news."""
    with transaction() as session:
        return note_events(session.get_one(Waybill, waybill_id), [Heard(at or now(), code, words, place)], "test")


def waybill(waybill_id: int) -> Waybill:
    db.session.rollback()
    return db.session.get_one(Waybill, waybill_id, populate_existing=True)


def order_of(waybill_id: int) -> int:
    return waybill(waybill_id).carton.order_id


def heard_of(waybill_id: int) -> list[str]:
    db.session.rollback()
    mine = select(TrackingEvent.code).where(TrackingEvent.waybill_id == waybill_id)
    return list(db.session.scalars(mine.order_by(TrackingEvent.at, TrackingEvent.id)))


def _carrier(warehouse_id: int, adapter: str) -> int:
    known = select(Carrier.id).where(Carrier.warehouse_id == warehouse_id, Carrier.adapter == adapter)
    found = db.session.scalars(known).first()
    if found:
        return found
    carrier = Carrier(warehouse_id=warehouse_id, code=adapter, name=f"Quick {adapter}", adapter=adapter)
    db.session.add(carrier)
    db.session.flush()
    return carrier.id
