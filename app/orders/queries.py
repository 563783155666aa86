"""Reads about orders."""

from collections.abc import Sequence

from sqlalchemy import Select, select

from app.db import db
from app.orders.models import OPEN, Order, OrderHold, OrderLine


def ready(warehouse_id: int) -> Select[Order]:
    """Open orders that nothing holds and that still want something, the most urgent first; narrow it further."""
    held = select(OrderHold.id).where(OrderHold.order_id == Order.id, OrderHold.released_at.is_(None))
    done = OrderLine.allocated + OrderLine.short + OrderLine.cancelled + OrderLine.substituted
    wants = select(OrderLine.id).where(OrderLine.order_id == Order.id, OrderLine.quantity > done)
    return (
        select(Order)
        .where(Order.warehouse_id == warehouse_id, Order.state == OPEN, ~held.exists(), wants.exists())
        .order_by(Order.priority.desc(), Order.ship_by.asc().nulls_last(), Order.placed_at, Order.id)
    )


def ready_orders(warehouse_id: int) -> Sequence[Order]:
    """All orders that a wave may take."""
    return db.session.scalars(ready(warehouse_id)).all()


def held_orders(warehouse_id: int) -> Select[Order]:
    """Open or started orders that a hold keeps back, the oldest first."""
    held = select(OrderHold.id).where(OrderHold.order_id == Order.id, OrderHold.released_at.is_(None))
    alive = Order.state.not_in(("shipped", "cancelled"))
    return (
        select(Order)
        .where(Order.warehouse_id == warehouse_id, alive, held.exists())
        .order_by(Order.placed_at, Order.id)
    )


def order_numbered(channel_id: int, number: str) -> Order | None:
    """The channel's order of that number."""
    return db.session.scalars(select(Order).where(Order.channel_id == channel_id, Order.number == number)).first()
