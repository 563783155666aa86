"""Put notices up, in the very transaction of what they tell of; a job sends them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import select

from app.clock import now
from app.db import db, insert_new
from app.events import record
from app.notices.choosing import Settings, notice_settings
from app.notices.events import NoticesWritten
from app.notices.holds import customers_holds
from app.notices.links import known_link
from app.notices.models import EMAIL, WAITING, Notice
from app.notices.steps import (
    AT_STORE,
    CUSTOMERS_HOLDS,
    DELAYED,
    DELIVERED,
    HELD,
    OUT_FOR_DELIVERY,
    RECEIVED,
    SHIPPED,
)
from app.orders.events import OrderHeld, OrdersArrived
from app.orders.models import CANCELLED, Order
from app.orders.models import SHIPPED as ORDER_SHIPPED
from app.shipping.models import TrackingEvent, Waybill
from app.shipping.tracking.commands import is_newest
from app.shipping.tracking.events import ParcelOverdue, Tracked
from app.warehouse.models import Warehouse

TRACKED = {step: step for step in (AT_STORE, OUT_FOR_DELIVERY, DELIVERED, DELAYED)}
"""What a carrier says → the step that it is."""
STALE = timedelta(days=3)
"""What happened longer ago than this is no news for a customer any more."""


class Shipped(Protocol):
    @property
    def warehouse_id(self) -> int: ...
    @property
    def order_id(self) -> int: ...


def on_orders_arrived(event: OrdersArrived) -> None:
    """Orders that came in to be sent, not history; and what holds them that the customer can do something about."""
    settings = _settings(event.warehouse_id)
    if not (settings.ways(RECEIVED) or settings.ways(HELD)):
        return
    new = Order.id.in_(event.order_ids) & Order.state.not_in((ORDER_SHIPPED, CANCELLED))
    orders = db.session.scalars(select(Order).where(new).order_by(Order.id)).all()
    for order in orders:
        _write(order, RECEIVED, "", settings)
        _write_held(order, settings)


def on_order_held(event: OrderHeld) -> None:
    if event.reason in CUSTOMERS_HOLDS:
        _write_held(db.session.get_one(Order, event.order_id), _settings(event.warehouse_id))


def on_order_shipped(event: Shipped) -> None:
    settings = _settings(event.warehouse_id)
    if settings.ways(SHIPPED):
        _write(db.session.get_one(Order, event.order_id), SHIPPED, "", settings)


def on_tracked(event: Tracked) -> None:
    """Old news that came late, and news of long ago, are for nobody."""
    told = db.session.get_one(TrackingEvent, event.event_id)
    waybill = db.session.get_one(Waybill, event.waybill_id)
    settings = _settings(event.warehouse_id)
    step = TRACKED.get(told.code, "")
    if not settings.ways(step) or not is_newest(told, waybill.state_at) or told.at < now() - STALE:
        return
    order = db.session.get_one(Order, event.order_id)
    _write(order, step, _occasion(step, waybill, told.at), settings, {"waybill_id": waybill.id})


def on_parcel_overdue(event: ParcelOverdue) -> None:
    """By our own count it is late; who was told so by the carrier's is not told again."""
    settings, order = _settings(event.warehouse_id), db.session.get_one(Order, event.order_id)
    _write(order, DELAYED, str(event.waybill_id), settings, {"waybill_id": event.waybill_id})


def tell_of_return(order: Order, step: str, occasion: str, facts: dict[str, Any]) -> None:
    """A step of a return of the order; `facts` are what its texts may name beside those of the order."""
    _write(order, step, occasion, _settings(order.warehouse_id), {"return": facts})


def _occasion(step: str, waybill: Waybill, at: datetime) -> str:
    """A parcel can be out for delivery on two days, and the customer waits at home on both."""
    return f"{waybill.id} {at.date()}" if step == OUT_FOR_DELIVERY else str(waybill.id)


def _write_held(order: Order, settings: Settings) -> None:
    """One for all that the order waits for, named by the first of it; what was told already is not told again."""
    if not settings.ways(HELD):
        return
    before = select(Notice.content).where(Notice.order_id == order.id, Notice.step == HELD)
    known = {reason for content in db.session.scalars(before) for reason in content["reasons"]}
    reasons = list(dict.fromkeys(hold.reason for hold in customers_holds(order) if hold.reason not in known))
    if reasons:
        _write(order, HELD, reasons[0], settings, {"reasons": reasons})


def _write(order: Order, step: str, occasion: str, settings: Settings, facts: dict[str, Any] | None = None) -> None:
    """Once on each way that the shop chose; nothing by mail for whom no address is known or who wants none."""
    ways = [way for way in settings.ways(step) if way != EMAIL or _takes_mail(order)]
    written = [_put_up(order, step, way, occasion, facts or {}) for way in ways]
    if any(written):
        record(NoticesWritten(order.warehouse_id, order.id))


def _put_up(order: Order, step: str, way: str, occasion: str, facts: dict[str, Any]) -> bool:
    return insert_new(
        Notice,
        warehouse_id=order.warehouse_id,
        order_id=order.id,
        step=step,
        way=way,
        occasion=occasion[:40],
        content=facts,
        state=WAITING,
        tries=0,
        problem="",
        written_at=now(),
        next_at=now(),
    )


def _takes_mail(order: Order) -> bool:
    link = known_link(order.id)
    return bool(order.email.strip()) and not (link and link.quiet_at)


def _settings(warehouse_id: int) -> Settings:
    return notice_settings(db.session.get_one(Warehouse, warehouse_id))


def notices_of(order: Order) -> Sequence[Notice]:
    """What the customer was told or is to be told, the last first."""
    mine = select(Notice).where(Notice.order_id == order.id)
    return db.session.scalars(mine.order_by(Notice.id.desc())).all()
