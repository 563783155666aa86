"""Reads about orders."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from app.db import db
from app.errors import NotFound
from app.orders.models import CANCELLED, OPEN, Channel, Order, OrderHold, OrderLine


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
    """Orders with an open hold, the oldest first; of history too, where a line could not be read."""
    held = select(OrderHold.id).where(OrderHold.order_id == Order.id, OrderHold.released_at.is_(None))
    return (
        select(Order)
        .where(Order.warehouse_id == warehouse_id, Order.state != CANCELLED, held.exists())
        .order_by(Order.placed_at, Order.id)
    )


@dataclass(frozen=True)
class OrderSearch:
    """What the desk looks for; what is left empty does not narrow the list. `number`: a part of it."""

    state: str = ""
    held: bool = False
    channel_id: int | None = None
    number: str = ""


def found_orders(warehouse_id: int, search: OrderSearch) -> Select[Order]:
    """The orders that fit, the last to arrive first."""
    wanted = held_orders(warehouse_id) if search.held else select(Order).where(Order.warehouse_id == warehouse_id)
    if search.state:
        wanted = wanted.where(Order.state == search.state)
    if search.channel_id is not None:
        wanted = wanted.where(Order.channel_id == search.channel_id)
    if search.number:
        wanted = wanted.where(Order.number.icontains(search.number, autoescape=True))
    loaded = wanted.options(selectinload(Order.holds), joinedload(Order.channel))
    return loaded.order_by(None).order_by(Order.placed_at.desc(), Order.id.desc())


def line_counts(orders: Collection[Order]) -> dict[int, int]:
    """How many lines each of the orders has."""
    counted = select(OrderLine.order_id, func.count()).where(OrderLine.order_id.in_([order.id for order in orders]))
    return dict(db.session.execute(counted.group_by(OrderLine.order_id)).all())


def channels_of(warehouse_id: int) -> Sequence[Channel]:
    """Where the warehouse's orders come from, by name."""
    mine = select(Channel).where(Channel.warehouse_id == warehouse_id)
    return db.session.scalars(mine.order_by(Channel.name)).all()


def hold_in(warehouse_id: int, hold_id: int) -> OrderHold:
    """The hold, if its order is the warehouse's; else NotFound."""
    mine = select(OrderHold).join(Order).where(OrderHold.id == hold_id, Order.warehouse_id == warehouse_id)
    hold = db.session.scalars(mine).first()
    if hold is None:
        raise NotFound
    return hold


def line_in(warehouse_id: int, line_id: int) -> OrderLine:
    """The order line, if its order is the warehouse's; else NotFound."""
    line = db.session.get(OrderLine, line_id)
    if line is None or line.order.warehouse_id != warehouse_id:
        raise NotFound
    return line
