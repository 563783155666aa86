"""Raise a refill: reserve stock is kept for it, and it goes along on a walk that nobody has begun, or on a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.catalog.models import Item
from app.clock import now
from app.db import db, guarded_update, one_at_a_time
from app.events import record
from app.inventory.coming import coming_to
from app.inventory.commands import keep
from app.inventory.models import ForwardBin, Stock
from app.inventory.queries import forward_bin
from app.operations import Actor, audit
from app.replenishing.events import RefillRaised
from app.replenishing.models import ASKED, LOW, PUT, SLOTTING, TAKE, WAVE, Refill, RefillLine, RefillTask
from app.replenishing.path import plan
from app.replenishing.queries import is_carried_away, unbegun_tasks
from app.replenishing.sources import chosen_reserve, level
from app.walks.models import CANCELLED, Walk
from app.walks.queries import is_unbegun
from app.warehouse.models import Location
from app.warehouse.settings import settings_of

PRIORITIES = {WAVE: 20, LOW: 10, ASKED: 10, SLOTTING: -10}
"""Who asks for work is given what orders wait for first, and last what only makes walks shorter."""


@dataclass(frozen=True)
class Cause:
    """Why a refill is raised, for which wave, and when its units are needed."""

    reason: str
    wave_id: int | None = None
    due_at: datetime | None = None


def top_up(rule: ForwardBin, cause: Cause, actor: Actor) -> int:
    """Bring what the bin lacks of its maximum; how many units are kept for it."""
    alone_with(rule.warehouse_id, rule.item_id)
    return bring(rule.location, rule.item, lacking(rule.location_id, rule.item_id), cause, actor)


def lacking(location_id: int, item_id: int) -> int:
    """Units up to the maximum, beside those that lie there or are on their way; none without a rule."""
    rule = forward_bin(location_id, item_id)
    if rule is None:
        return 0
    there = level(location_id, item_id) + coming_to(location_id, item_id)
    return max(0, rule.maximum - there)


def is_low(rule: ForwardBin) -> bool:
    """Whether less than the minimum lies in the bin or is on its way, and the item is not just carried elsewhere."""
    if is_carried_away(rule.location_id, rule.item_id):
        return False
    there = level(rule.location_id, rule.item_id)
    return there + coming_to(rule.location_id, rule.item_id) < rule.minimum


def alone_with(warehouse_id: int, item_id: int) -> None:
    """Until the transaction ends nobody else raises a refill of the item: what is on its way is counted once."""
    one_at_a_time(f"refills of {item_id} in {warehouse_id}")


def bring(target: Location, item: Item, units: int, cause: Cause, actor: Actor) -> int:
    """Keep up to so many units in reserve bins and put their way on a walk; how many are kept.

    Whoever calls it is `alone_with` the item.
    """
    chosen = chosen_reserve(target, item.id, units) if units > 0 else []
    kept = [(stock, taken) for stock, taken in chosen if keep(stock, taken)]
    if kept:
        put_on_walk(target, item, kept, cause, actor)
    return sum(taken for _, taken in kept)


def put_on_walk(
    target: Location, item: Item, kept: Sequence[tuple[Stock, int]], cause: Cause, actor: Actor
) -> RefillTask:
    """A stop to take at each stock and one to put for it, on the first walk with room; else on a new one."""
    task = walk_with_room(target.warehouse_id, len(kept), cause, actor)
    add_to(task, target, item, kept, cause, actor)
    lead_along(task, cause)
    return task


def walk_with_room(warehouse_id: int, stops: int, cause: Cause, actor: Actor) -> RefillTask:
    """A walk that nobody begins until the commit, on which so many stops more may take; a new one if there is none."""
    return _with_room(warehouse_id, stops, cause) or _new_task(warehouse_id, cause, actor)


def lead_along(task: RefillTask, cause: Cause) -> None:
    """What came onto the walk has its place in the path; whoever keeps the stock is told."""
    plan(task)
    if cause.due_at and (task.due_at is None or cause.due_at < task.due_at):
        guarded_update(task, due_at=cause.due_at)
    record(RefillRaised(task.id, task.warehouse_id))


def add_to(
    task: RefillTask, target: Location, item: Item, kept: Sequence[tuple[Stock, int]], cause: Cause, actor: Actor
) -> Refill:
    """The refill on that walk with the stops for what is kept; the path is planned by the caller."""
    units = sum(taken for _, taken in kept)
    refill = _refill(task, target, item, units, cause, actor)
    add_stops(refill, kept)
    return refill


def add_stops(refill: Refill, kept: Sequence[tuple[Stock, int]]) -> None:
    """A stop to take at each stock, and one to put for it."""
    for stock, units in kept:
        common = {"walk_id": refill.task_id, "position": 0, "refill_id": refill.id, "stock_id": stock.id}
        take = RefillLine(**common, part=TAKE, location_id=stock.location_id, quantity=units, done=0, short=0)
        db.session.add(take)
        db.session.flush()
        put = RefillLine(
            **common, part=PUT, take_id=take.id, location_id=refill.location_id, quantity=units, done=0, short=0
        )
        db.session.add(put)
        db.session.flush()


def _refill(task: RefillTask, target: Location, item: Item, units: int, cause: Cause, actor: Actor) -> Refill:
    mine = (Refill.task_id == task.id, Refill.location_id == target.id, Refill.item_id == item.id)
    refill = db.session.scalars(select(Refill).where(*mine)).first()
    told = {"sku": item.sku, "to": target.address, "units": units, "reason": cause.reason, "wave_id": cause.wave_id}
    if refill is not None:
        guarded_update(refill, quantity=Refill.quantity + units, ended_at=None)
        audit(refill, "more raised", actor, {}, told)
        return refill
    refill = Refill(
        warehouse_id=task.warehouse_id,
        task_id=task.id,
        item_id=item.id,
        location_id=target.id,
        reason=cause.reason,
        wave_id=cause.wave_id,
        quantity=units,
        put=0,
        short=0,
        raised_at=now(),
    )
    db.session.add(refill)
    audit(refill, "raised", actor, {}, told)
    return refill


def _with_room(warehouse_id: int, stops: int, cause: Cause) -> RefillTask | None:
    """From here to the commit nobody begins it."""
    for task in unbegun_tasks(warehouse_id, cause.reason):
        taken = sum(line.takes and line.state != CANCELLED for line in task.lines)
        room = settings_of(task.warehouse).refill_stops - taken
        unbegun = is_unbegun() & (Walk.version == task.version)
        if stops <= room and guarded_update(task, unbegun, version=Walk.version + 1):
            db.session.expire(task, ["lines"])
            return task
    return None


def _new_task(warehouse_id: int, cause: Cause, actor: Actor) -> RefillTask:
    task = RefillTask(
        warehouse_id=warehouse_id,
        reason=cause.reason,
        priority=PRIORITIES[cause.reason],
        due_at=cause.due_at,
        created_at=now(),
    )
    db.session.add(task)
    db.session.flush()
    audit(task, "put up", actor, {}, {"reason": cause.reason})
    return task
