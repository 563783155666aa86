"""What is missing of an order is looked for once more: allocated where it lies by now, and put on a walk."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import func, select

from app.catalog.models import Item
from app.clock import now
from app.db import db, guarded_update
from app.errors import Busy, DomainError
from app.events import record
from app.inventory.commands import reserve
from app.inventory.models import Allocation
from app.inventory.queries import free_stock
from app.operations import Actor, audit, change
from app.orders.commands import substitute_units
from app.orders.events import OrderAmended
from app.orders.holds import release_hold
from app.orders.missing import count_missing_as, locked, missing_of, short_holds
from app.orders.models import OPEN, PICKED, PICKING, Order, OrderLine
from app.picking.carts import cart_for, load_of
from app.picking.events import LinesCameBack
from app.picking.from_start import plan_from_start
from app.picking.models import BULK, SINGLE, CartPlace, PickLine, PickTask
from app.picking.moving import hold_open
from app.picking.path import replan
from app.picking.queries import lines_of_task
from app.walks.models import ACTIVE, ASSIGNED, FREE, TODO, WITH_WAVE, Walk
from app.warehouse.settings import settings_of
from app.waves.events import TaskPutUp, WaveReleased
from app.waves.models import DONE, RELEASED, Wave, WaveOrder


class NothingElsewhere(DomainError):
    code = "nothing_elsewhere"
    message = lazy_gettext(
        "No unit of %(sku)s is free in any bin. Have the bins counted or refilled, or send something else."
    )


def allocate_elsewhere(line: OrderLine, actor: Actor) -> dict[str, Any]:
    """As many of the missing units as are free somewhere go onto a walk that nobody has begun, or onto a new one.

    An order of which nothing is on the floor waits for the next wave instead, which finds them by itself. Says which
    bins and which task. Raises NothingElsewhere, NothingMissing, OrderIsStopped or HeldBesides.
    """
    order = locked(line).order
    done = {"order_id": order.id, "line_id": line.id}
    if order.state == OPEN:
        return done | _wait_for_wave(line, actor)
    kept = _keep(line, missing_of(line))
    if not kept:
        raise NothingElsewhere(sku=line.sku)
    units = sum(allocation.quantity for allocation in kept)
    count_missing_as("allocated", line, units, actor)
    return done | _put_on_walk(line, kept, units, actor)


def substitute(line: OrderLine, item: Item, actor: Actor) -> dict[str, Any]:
    """Another item goes out instead of what is missing; on the floor it goes onto a walk at once.

    Raises SameItem, NoneFree, NothingMissing, OrderIsStopped or HeldBesides.
    """
    instead = substitute_units(line, item, actor)
    order = instead.order
    done = {"order_id": order.id, "line_id": line.id, "units": instead.quantity, "sku": item.sku}
    if order.state == OPEN:
        return done
    kept = _keep(instead, instead.quantity)
    if sum(allocation.quantity for allocation in kept) < instead.quantity:
        raise Busy  # somebody was first in this very moment: what is free is looked up again
    guarded_update(instead, allocated=instead.quantity)
    return done | _put_on_walk(instead, kept, instead.quantity, actor)


def _wait_for_wave(line: OrderLine, actor: Actor) -> dict[str, Any]:
    free = sum(stock.available for stock in free_stock(line.order.warehouse_id, line.item_id or 0))
    if not free:
        raise NothingElsewhere(sku=line.sku)
    units = min(free, missing_of(line))
    for hold in short_holds(line.order):
        if hold.params.get("sku") == line.sku:
            release_hold(hold, actor)
    record(OrderAmended(line.order.warehouse_id, line.order_id))
    return {"units": units}


def _keep(line: OrderLine, units: int) -> list[Allocation]:
    """Free stock only, the oldest first: what another order has reserved stays theirs."""
    kept = []
    for stock in free_stock(line.order.warehouse_id, line.item_id or 0):
        allocation = reserve(stock, min(units, stock.available), line.id) if units else None
        if allocation is not None:
            kept.append(allocation)
            units -= allocation.quantity
    return kept


def put_on_walk(line: OrderLine, kept: Allocation, actor: Actor) -> int:
    """What came for a line that waited goes onto the walk under way that picks for its order, else as other units do.

    The id of its stop. Whoever walks it is told.
    """
    order, wave = line.order, _wave_of(line.order)
    place = _place_under_way(line, wave)
    if place is None:
        _put_on_walk(line, [kept], kept.quantity, actor)
        return _stop_of(kept)
    task = place.task
    hold_open(task)
    added = _line(place, line, kept)
    db.session.add(added)
    db.session.flush()
    db.session.expire(task, ["lines"])
    done = [one for one in lines_of_task(task) if one.picked]
    replan(task, standing_at=(done or [added])[-1].location, added=[added])
    _go_on(order, wave, actor)
    audit(order, "refilled", actor, {}, {"sku": line.sku, "quantity": kept.quantity, "task_id": task.id})
    record(LinesCameBack(task.id, wave.id, task.warehouse_id, task.holder_id))
    return added.id


def _stop_of(kept: Allocation) -> int:
    return db.session.scalars(select(PickLine.id).where(PickLine.allocation_id == kept.id)).one()


def _place_under_way(line: OrderLine, wave: Wave) -> CartPlace | None:
    """The place on a cart, on a walk under way, into which the order is picked."""
    wanted = (
        select(CartPlace)
        .join(PickTask, PickTask.id == CartPlace.task_id)
        .join(PickLine, (PickLine.place_id == CartPlace.id) & (PickLine.walk_id == PickTask.id))
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .where(PickTask.wave_id == wave.id, PickTask.state == ACTIVE, OrderLine.order_id == line.order_id)
        .order_by(PickTask.id.desc(), CartPlace.id)
    )
    return db.session.scalars(wanted.limit(1)).first()


def _put_on_walk(line: OrderLine, kept: Sequence[Allocation], units: int, actor: Actor) -> dict[str, Any]:
    order, addresses = line.order, [allocation.stock.location.address for allocation in kept]
    wave = _wave_of(order)
    place = _place_on_walk(order, wave, kept) or _new_task(order, wave, actor)
    lines = [_line(place, line, allocation) for allocation in kept]
    db.session.add_all(lines)
    db.session.flush()
    db.session.expire(place.task, ["lines"])
    plan_from_start(place.task)
    _go_on(order, wave, actor)
    told = {"sku": line.sku, "quantity": units, "addresses": ", ".join(addresses)}
    audit(order, "allocated elsewhere", actor, {}, told)
    record(TaskPutUp(wave.id, wave.warehouse_id, place.task_id))
    record(OrderAmended(order.warehouse_id, order.id))
    return {"task_id": place.task_id, "units": units, "addresses": addresses}


def _wave_of(order: Order) -> Wave:
    """The wave that has the order on the floor; its row is held: it may be done just now."""
    last = select(func.max(WaveOrder.wave_id)).where(WaveOrder.order_id == order.id)
    return db.session.get_one(Wave, db.session.scalar(last), with_for_update=True, populate_existing=True)


def _place_on_walk(order: Order, wave: Wave, kept: Sequence[Allocation]) -> CartPlace | None:
    """A place on a walk of the wave that picks for the order, that nobody has begun, and whose cart has the room."""
    wanted = (
        select(CartPlace)
        .join(PickTask, PickTask.id == CartPlace.task_id)
        .where(
            PickTask.wave_id == wave.id,
            PickTask.mode != BULK,
            PickTask.state.in_((FREE, ASSIGNED)),
            PickTask.started_at.is_(None),
            PickTask.waits_for_id.is_(None),
            CartPlace.order_id == order.id,
        )
        .order_by(CartPlace.id)
    )
    return next((place for place in db.session.scalars(wanted) if _has_room(place.task, kept)), None)


def _has_room(task: PickTask, kept: Sequence[Allocation]) -> bool:
    """And whether still nobody has begun it: from here to the commit nobody can."""
    load, cart = load_of(lines_of_task(task)), cart_for(settings_of(task.warehouse), task.mode)
    if load.lines + len(kept) > cart.lines or load.units + sum(one.quantity for one in kept) > cart.units:
        return False
    unbegun = Walk.state.in_((FREE, ASSIGNED)) & (Walk.version == task.version)
    return guarded_update(task, unbegun, version=Walk.version + 1)


def _new_task(order: Order, wave: Wave, actor: Actor) -> CartPlace:
    """A walk for this order alone, as urgent as the order is."""
    lane = select(PickTask.end_id).where(PickTask.wave_id == wave.id).limit(1)
    task = PickTask(
        warehouse_id=wave.warehouse_id,
        wave_id=wave.id,
        wave_number=wave.number,
        mode=SINGLE,
        priority=order.priority if wave.priority is None else wave.priority,
        due_at=order.ship_by,
        end_id=db.session.scalar(lane),
        kept_back=WITH_WAVE if wave.paused_at else "",
        created_at=now(),
    )
    db.session.add(task)
    db.session.flush()
    place = CartPlace(task_id=task.id, position=1, order_id=order.id)
    db.session.add(place)
    db.session.flush()
    audit(task, "put up", actor, {}, {"wave_id": wave.id, "order_id": order.id})
    return place


def _line(place: CartPlace, line: OrderLine, allocation: Allocation) -> PickLine:
    stock = allocation.stock
    return PickLine(
        walk_id=place.task_id,
        position=0,
        location_id=stock.location_id,
        state=TODO,
        order_line_id=line.id,
        allocation_id=allocation.id,
        lot_id=stock.lot_id,
        place_id=place.id,
        quantity=allocation.quantity,
        picked=0,
        short=0,
    )


def _go_on(order: Order, wave: Wave, actor: Actor) -> None:
    """What was picked and staged has more to come; so has its wave."""
    if order.state == PICKED:
        change(order, "picking goes on", actor, state=PICKING)
    if guarded_update(wave, Wave.state == DONE, state=RELEASED, done_at=None):
        audit(wave, "goes on", actor, {"state": DONE}, {"state": RELEASED})
        record(WaveReleased(wave.id, wave.warehouse_id))
