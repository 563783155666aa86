"""Stage a task: its totes stand in a lane, its orders are picked."""

from collections.abc import Sequence

from sqlalchemy import func, select

from app.db import db, guarded_update
from app.events import record
from app.inventory.models import Stock
from app.operations import Actor, change
from app.orders.models import OPEN, PICKED, PICKING, WAVED, Order
from app.picking.commands.totes import release_tote, with_other
from app.picking.errors import StopsLeft
from app.picking.events import TaskStaged
from app.picking.models import PickTask, ToteUse
from app.picking.queries import next_task_of, open_stops, orders_of_task, tasks_left_of_order
from app.scanning import named, read
from app.walks.commands.finish import finish
from app.walks.errors import WalkClosed
from app.walks.holder import check_holder
from app.walks.models import OPEN_STATES, Walk
from app.walks.scan_errors import NotALane
from app.warehouse.models import STAGING, Location
from app.warehouse.queries import location_by_barcode


def stage_task(task: PickTask, lane: str, actor: Actor) -> dict[str, int]:
    """End the walk in a staging lane, where the next zone finds the totes.

    Raises StopsLeft, NotALane, ToteWithOther or WalkClosed.
    """
    check_holder(task, actor)
    orders = _held_orders(task)
    _hold(task)
    left = open_stops(task)
    if left:
        raise StopsLeft(left=left)
    place = _lane(task.warehouse_id, lane)
    for cart_place in task.places:
        for use in cart_place.totes:
            _stage(use, place, actor)
    finish(task, actor)
    _pass_on(task, actor)
    db.session.flush()
    for order in orders:
        close_order(order, actor)
    record(TaskStaged(task.id, task.wave_id, task.warehouse_id))
    return {"task_id": task.id}


def _hold(task: PickTask) -> None:
    """From here to the commit no line comes onto the walk: what is counted now is all that is left of it."""
    if not guarded_update(task, Walk.state.in_(OPEN_STATES), version=Walk.version + 1):
        raise WalkClosed


def _lane(warehouse_id: int, scanned: str) -> Location:
    location = location_by_barcode(warehouse_id, read(scanned).text)
    if location is None or location.kind != STAGING:
        raise NotALane(scanned=named(warehouse_id, scanned))
    return location


def _held_orders(task: PickTask) -> Sequence[Order]:
    """Their rows are held: when the last two walks of an order end at once, the second sees that the first is over."""
    wanted = select(Order).where(Order.id.in_([order.id for order in orders_of_task(task)])).order_by(Order.id)
    return db.session.scalars(
        wanted.with_for_update(key_share=True), execution_options={"populate_existing": True}
    ).all()


def _stage(use: ToteUse, lane: Location, actor: Actor) -> None:
    """A tote that stayed empty (all its lines were short) is free again; one that stands in a lane stays there.

    Raises ToteWithOther for one that is on another picker's cart.
    """
    if not use.is_known or use.staged_at_id is not None:
        return
    if use.carrier_id not in (None, actor.worker_id):
        raise with_other(use)
    held = db.session.scalar(select(func.sum(Stock.on_hand)).where(Stock.location_id == use.tote_id))
    if held:
        change(use, "staged", actor, staged_at_id=lane.id)
    else:
        release_tote(use, actor)


def _pass_on(task: PickTask, actor: Actor) -> None:
    """Each place into which a later zone picks is from now on the place of that zone's task, with its totes."""
    for place in list(task.places):
        next_id = next_task_of(place)
        if next_id is not None:
            change(place, "passed on", actor, task_id=next_id)


def close_order(order: Order, actor: Actor) -> None:
    """An order on several carts is picked when the last of them is staged; while its release goes on, more may come.

    One of which nothing was found waits, held, for a later wave.
    """
    if order.state not in (WAVED, PICKING) or order.stopped_at:
        return
    if tasks_left_of_order(order) or any(line.to_allocate for line in order.lines):
        return
    if any(line.picked for line in order.lines):
        change(order, "picked", actor, state=PICKED)
        return
    change(order, "not found", actor, state=OPEN)
    for line in order.lines:
        change(line, "to be found again", actor, short=0)
