"""An order is held or cancelled while it is on the floor: its lines leave the walks, what is picked goes back."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.clock import now
from app.db import db, guarded_update
from app.events import record
from app.inventory.commands import unreserve
from app.inventory.events import StockCame
from app.inventory.models import Stock
from app.operations import Actor, audit, change
from app.orders.commands import cancel_order, is_to_be_cancelled
from app.orders.events import OrderStopped
from app.orders.models import OPEN, Order, OrderLine
from app.picking.commands.leave_tote import close_line
from app.picking.commands.totes import release_tote
from app.picking.errors import LineStopped
from app.picking.events import LinesLeftWalk, OrderPutBack, OrderToPutBack, TaskCancelled
from app.picking.models import CartPlace, Pick, PickLine, PickTask, ToteUse
from app.picking.queries import open_stops
from app.replenishing.commands.waiting import stop_waiting
from app.walks.commands import cancel
from app.walks.models import ASSIGNED, CANCELLED, DONE, FREE, SKIPPED, TODO, Walk


def stop_order(order: Order, actor: Actor) -> None:
    """Take the order's open lines off their walks; what lies in totes is to be put back."""
    left = [line for line in _held_lines(order) if line.state in (TODO, SKIPPED)]
    stop_waiting([line.id for line in order.lines], actor)
    for line in left:
        leave_walk(line, actor)
    _tell_free(left)
    if order.stopped_at is None:
        change(order, "stopped", actor, stopped_at=now())
    for task in dict.fromkeys(line.task for line in left):
        _tell(task, actor)
    settle_stopped(order, actor)
    if order.stopped_at:
        record(OrderToPutBack(order.warehouse_id, order.id, actor))


def on_order_stopped(event: OrderStopped) -> None:
    """Handler: what the desk or the lead stops is stopped on the floor in the same change."""
    stop_order(db.session.get_one(Order, event.order_id), event.actor)


def leave_walk(line: PickLine, actor: Actor) -> None:
    """What is not picked of the line is not picked any more."""
    left = line.to_pick
    before = {"state": line.state, "quantity": line.quantity}
    unreserve(line.allocation, left)
    guarded_update(line.order_line, allocated=OrderLine.allocated - left)
    state = close_line(line)
    audit(line, "left the walk", actor, before, {"state": state, "quantity": line.quantity})


def settle_stopped(order: Order, actor: Actor) -> None:
    """Once nothing of it lies in a tote, a stopped order waits for another wave, or is cancelled if that was asked.

    What was short of it is wanted again; the hold that names it goes on to keep the order for the lead.
    """
    if order.stopped_at is None or any(line.picked for line in order.lines):
        return
    change(order, "put back", actor, stopped_at=None)
    if order.state != OPEN:
        change(order, "open again", actor, state=OPEN)
    for line in order.lines:
        if line.short:
            change(line, "to be found again", actor, short=0)
    for use in _emptied_totes(order):
        release_tote(use, actor)
    if is_to_be_cancelled(order):
        cancel_order(order, actor)
    record(OrderPutBack(order.warehouse_id, order.id))


def still_wanted(lines: Sequence[PickLine]) -> list[PickLine]:
    """The lines of the stop whose orders are still to be picked. Raises LineStopped when there is none."""
    wanted = [line for line in lines if line.state != CANCELLED]
    if wanted:
        return wanted
    raise stopped(lines[0])


def stopped(line: PickLine) -> LineStopped:
    """The order of the line was held or cancelled."""
    return LineStopped(order=line.order_line.order.number, address=line.location.address)


def settle_undone(picks: Sequence[Pick], actor: Actor) -> None:
    """What a picker undid of a stopped order does not come back onto the walk."""
    left = [pick.line for pick in picks if pick.line.order_line.order.stopped_at]
    for line in left:
        leave_walk(line, actor)
    _tell_free(left)
    for order in dict.fromkeys(line.order_line.order for line in left):
        settle_stopped(order, actor)  # once all that it had in the confirmation is off the walk


def _held_lines(order: Order) -> Sequence[PickLine]:
    """The order's lines as they are now. Until the transaction ends nobody else picks from them or settles the order.

    They are held before the order, as by a pick that begins it.
    """
    lines = PickLine.__table__
    mine = lines.c.order_line_id.in_(select(OrderLine.id).where(OrderLine.order_id == order.id))
    db.session.execute(select(lines.c.id).where(mine).order_by(lines.c.id).with_for_update(key_share=True))
    db.session.get_one(Order, order.id, with_for_update={"key_share": True}, populate_existing=True)
    wanted = select(PickLine).where(mine).order_by(PickLine.id).options(joinedload(PickLine.order_line))
    return db.session.scalars(wanted, execution_options={"populate_existing": True}).all()


def _tell_free(lines: Sequence[PickLine]) -> None:
    """Others may wait for what was kept for the lines."""
    for warehouse_id, item_id in dict.fromkeys((line.task.warehouse_id, line.lot.item_id) for line in lines):
        record(StockCame(warehouse_id, item_id))


def _tell(task: PickTask, actor: Actor) -> None:
    """The walk is another one now; with nothing left on it nobody needs to begin it."""
    guarded_update(task, version=Walk.version + 1)
    record(LinesLeftWalk(task.id, task.wave_id, task.warehouse_id, task.holder_id))
    begun = task.started_at is not None or any(place.totes for place in task.places)
    if task.state in (FREE, ASSIGNED) and not begun and not open_stops(task):
        cancel(task, actor)
        record(TaskCancelled(task.id, task.wave_id, task.warehouse_id))


def _emptied_totes(order: Order) -> Sequence[ToteUse]:
    """Totes in which nothing lies any more: its own, and those that orders share once the walk of the cart is over."""
    picked_into = (
        select(Pick.tote_use_id)
        .join(PickLine, PickLine.id == Pick.line_id)
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .where(OrderLine.order_id == order.id)
    )
    shared = CartPlace.order_id.is_(None) & ToteUse.id.in_(picked_into) & Walk.state.in_((DONE, CANCELLED))
    held = select(Stock.id).where(Stock.location_id == ToteUse.tote_id, Stock.on_hand > 0)
    wanted = (
        select(ToteUse)
        .join(CartPlace, CartPlace.id == ToteUse.place_id)
        .join(Walk, Walk.id == CartPlace.task_id)
        .where(ToteUse.released_at.is_(None), or_(CartPlace.order_id == order.id, shared), ~held.exists())
    )
    return db.session.scalars(wanted.order_by(ToteUse.id)).all()
