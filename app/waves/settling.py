"""The orders of a wave during its release: which still wait for a task, and what becomes of those that get no more."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, selectinload

from app.clock import now
from app.db import db, guarded_update
from app.events import record
from app.operations import Actor, audit
from app.orders.holds import hold_order
from app.orders.models import CANCELLED, OPEN, Order, OrderLine
from app.picking.commands import close_order
from app.waves.events import OrderLeftWave
from app.waves.models import RELEASING, Wave, WaveOrder
from app.waves.snapshot import is_wanted
from app.waves.waiting import hold_items, wait_for_line, waits_as_a_whole


def still_releasing(wave_id: int) -> bool:
    """Holds the wave's row until the end of the transaction."""
    wave = db.session.get_one(Wave, wave_id, with_for_update=True, populate_existing=True)
    return wave.state == RELEASING


def waiting(wave_id: int, order_ids: Iterable[int]) -> dict[int, WaveOrder]:
    """Those of the orders that the wave has still to put on a task, by order id; the orders' rows are held."""
    wanted = (
        select(WaveOrder)
        .join(WaveOrder.order)
        .where(WaveOrder.wave_id == wave_id, WaveOrder.tasked_at.is_(None), Order.id.in_(sorted(order_ids)))
        .order_by(Order.id)
        .options(contains_eager(WaveOrder.order).options(selectinload(Order.holds), selectinload(Order.lines)))
        .with_for_update(of=Order)
        .execution_options(populate_existing=True)
    )
    return {member.order_id: member for member in db.session.scalars(wanted)}


def settle(member: WaveOrder, actor: Actor, allocated_now: Mapping[int, int] | None = None) -> None:
    """No more comes for the order in this wave: what is missing is named on it.

    `allocated_now` are units by line that the same transaction has just allocated. What a refill brings waits for it.
    An order of which nothing is on a task, and that could not wait as a whole, leaves the wave, and keeps what it wants
    for another one; so does one that is stopped, once it is put back.
    """
    order = member.order
    leaves = order.state in (OPEN, CANCELLED)
    if order.stopped_at is None and (is_wanted(order) or not leaves):
        missing = _missing(order, allocated_now or {})
        hold_items(order, missing)
        if leaves and waits_as_a_whole(member, missing, actor):
            return
        for line, units in missing.items():
            left = units if leaves else units - wait_for_line(member, line, units, actor)
            if left:
                _name_missing(line, left, closed=not leaves, actor=actor)
    if not leaves:
        member.tasked_at = now()
        if not allocated_now:
            close_order(order, actor)
        return
    db.session.delete(member)
    audit(order, "left wave", actor, {"wave_id": member.wave_id}, {})
    record(OrderLeftWave(member.wave_id, order.warehouse_id, order.id))


def _missing(order: Order, allocated_now: Mapping[int, int]) -> dict[OrderLine, int]:
    """What each line lacks."""
    left = {line: line.to_allocate - allocated_now.get(line.id, 0) for line in order.lines}
    return {line: units for line, units in left.items() if units}


def _name_missing(line: OrderLine, missing: int, closed: bool, actor: Actor) -> None:
    hold_order(line.order, "short", {"sku": line.sku, "quantity": missing}, actor)
    if closed:
        guarded_update(line, short=OrderLine.short + missing)
