"""In time: a wave that is planned and will need more than lies in forward bins has them refilled before it goes out."""

from collections.abc import Mapping, Sequence
from functools import partial
from time import monotonic
from typing import Any

from sqlalchemy import func, select

from app.catalog.models import Item
from app.db import db, transaction
from app.events import Event
from app.inventory.queries import free_stock
from app.jobs import Job, enqueue
from app.operations import program
from app.orders.missing import TO_ALLOCATE
from app.orders.models import Order, OrderLine
from app.replenishing.commands.raising import Cause, alone_with
from app.replenishing.commands.waiting import raise_for, spare
from app.replenishing.models import WAVE
from app.waves.events import WavePlanned
from app.waves.models import PLANNED, Wave, WaveOrder

EVERY = 120.0
"""Seconds between two looks of a process at the waves that are planned: what lies there changes."""
_looked: dict[int, float] = {}


def look_ahead_when_committed(recorded: Sequence[Event]) -> None:
    """Subscriber: a wave was planned."""
    for event in recorded:
        if isinstance(event, WavePlanned):
            enqueue(_name(event.warehouse_id), partial(_look_now, event.warehouse_id))


def waves_to_look_ahead_for() -> Mapping[str, Job]:
    """Warehouses with planned waves, now and then; also those that an earlier process left."""
    planned = select(Wave.warehouse_id).where(Wave.state == PLANNED).distinct().order_by(Wave.warehouse_id)
    due = [one for one in db.session.scalars(planned) if _looked.get(one, 0.0) < monotonic()]
    return {_name(one): partial(_look_now, one) for one in due}


def _look_now(warehouse_id: int) -> None:
    _looked[warehouse_id] = monotonic() + EVERY
    refill_in_time(warehouse_id)


def refill_in_time(warehouse_id: int) -> int:
    """Raise what all planned waves together will lack, item by item, each in a transaction of its own; units that come.

    Not inside a transaction.
    """
    db.session.rollback()
    wanted = _wanted(warehouse_id)
    db.session.rollback()
    units = 0
    for item_id, (needed, cause) in sorted(wanted.items()):
        with transaction():
            units += _raise(warehouse_id, item_id, needed, cause)
    return units


def _raise(warehouse_id: int, item_id: int, needed: int, cause: Cause) -> int:
    alone_with(warehouse_id, item_id)
    free = sum(stock.available for stock in free_stock(warehouse_id, item_id))
    lacking = needed - free - max(0, spare(warehouse_id, item_id))
    item, actor = db.session.get_one(Item, item_id), program("refill", warehouse_id)
    return raise_for(warehouse_id, item, lacking, cause, actor)


def _wanted(warehouse_id: int) -> dict[int, tuple[int, Cause]]:
    """Units by item that planned waves want, with the first wave that does and when it is due."""
    lines = (
        select(OrderLine.item_id, Wave.id, func.coalesce(Order.ship_by, Wave.cut_off_at), TO_ALLOCATE)
        .select_from(WaveOrder)
        .join(Wave, Wave.id == WaveOrder.wave_id)
        .join(Order, Order.id == WaveOrder.order_id)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .where(Wave.warehouse_id == warehouse_id, Wave.state == PLANNED, OrderLine.item_id.is_not(None))
        .order_by(Wave.id, OrderLine.id)
    )
    wanted: dict[int, tuple[int, Cause]] = {}
    rows: Sequence[Any] = db.session.execute(lines).all()
    for item_id, wave_id, due_at, units in rows:
        before, cause = wanted.get(item_id, (0, Cause(WAVE, wave_id, due_at)))
        if due_at and (cause.due_at is None or due_at < cause.due_at):
            cause = Cause(WAVE, cause.wave_id, due_at)
        wanted[item_id] = before + units, cause
    return {item_id: found for item_id, found in wanted.items() if found[0] > 0}


def _name(warehouse_id: int) -> str:
    return f"refills for the waves of warehouse {warehouse_id}"
