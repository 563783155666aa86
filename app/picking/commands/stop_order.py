"""An order is held or cancelled while it is on the floor: its lines leave the walks, and what is picked is put back."""

from collections.abc import Sequence

from sqlalchemy import func, select

from app.db import db, guarded_update, now
from app.events import record
from app.inventory.commands import unreserve
from app.inventory.models import Stock
from app.operations import Actor, audit, change
from app.orders.commands import cancel_order, is_to_be_cancelled
from app.orders.events import OrderStopped
from app.orders.models import OPEN, Order, OrderLine
from app.picking.commands.totes import release_tote
from app.picking.commands.undo_pick import undo_pick
from app.picking.errors import LineStopped
from app.picking.events import LinesLeftWalk, OrderPutBack, TaskCancelled
from app.picking.models import Pick, PickLine, PickTask
from app.picking.queries import lines_of_order, open_stops, picks_of_order, totes_of_order
from app.walks.commands import cancel
from app.walks.models import ASSIGNED, CANCELLED, FINISHED, FREE, SHORT, SKIPPED, TODO, Walk


def stop_order(order: Order, actor: Actor) -> None:
    """Take the order's open lines off their walks; what lies in totes waits to be put back."""
    db.session.get_one(Order, order.id, with_for_update={"key_share": True})
    left = [line for line in lines_of_order(order) if line.state in (TODO, SKIPPED)]
    for line in left:
        leave_walk(line, actor)
    if order.stopped_at is None:
        change(order, "stopped", actor, stopped_at=now())
    for task in dict.fromkeys(line.task for line in left):
        _tell(task, actor)
    settle_stopped(order, actor)


def on_order_stopped(event: OrderStopped) -> None:
    """Handler: what the desk or the lead stops is stopped on the floor in the same change."""
    stop_order(db.session.get_one(Order, event.order_id), event.actor)


def put_back_order(order: Order, actor: Actor) -> dict[str, int]:
    """All that is picked of a stopped order lies in its bins again; its totes are free."""
    for pick in picks_of_order(order) if order.stopped_at else ():
        undo_pick(pick, actor)
        leave_walk(pick.line, actor)
    settle_stopped(order, actor)
    return {"order_id": order.id}


def leave_walk(line: PickLine, actor: Actor) -> None:
    """What is not picked of the line is not picked any more."""
    left = line.to_pick
    before = {"state": line.state, "quantity": line.quantity}
    kept = line.picked + line.short
    state = CANCELLED if not kept else SHORT if line.short else FINISHED
    unreserve(line.allocation, left)
    guarded_update(line.order_line, allocated=OrderLine.allocated - left)
    guarded_update(line, quantity=kept or line.quantity)
    line.state = state
    audit(line, "left the walk", actor, before, {"state": state, "quantity": line.quantity})


def settle_stopped(order: Order, actor: Actor) -> None:
    """Once nothing of it lies in a tote, a stopped order waits for another wave, or is cancelled if that was asked."""
    if order.stopped_at is None or any(line.picked for line in order.lines):
        return
    change(order, "put back", actor, stopped_at=None)
    if order.state != OPEN:
        change(order, "open again", actor, state=OPEN)
    for use in totes_of_order(order):
        if use.place.order_id == order.id and not _held(use.tote_id):
            release_tote(use, actor)
    if is_to_be_cancelled(order):
        cancel_order(order, actor)
    record(OrderPutBack(order.warehouse_id, order.id))


def still_wanted(lines: Sequence[PickLine]) -> list[PickLine]:
    """The lines of the stop whose orders are still to be picked. Raises LineStopped when there is none."""
    wanted = [line for line in lines if line.state != CANCELLED]
    if wanted:
        return wanted
    raise LineStopped(order=lines[0].order_line.order.number, address=lines[0].location.address)


def settle_undone(picks: Sequence[Pick], actor: Actor) -> None:
    """What a picker undid of a stopped order does not come back onto the walk."""
    for pick in picks:
        order = pick.line.order_line.order
        if order.stopped_at:
            leave_walk(pick.line, actor)
            settle_stopped(order, actor)


def _tell(task: PickTask, actor: Actor) -> None:
    """The walk is another one now; with nothing left on it nobody needs to begin it."""
    guarded_update(task, version=Walk.version + 1)
    record(LinesLeftWalk(task.id, task.wave_id, task.warehouse_id, task.holder_id))
    begun = task.started_at is not None or any(place.totes for place in task.places)
    if task.state in (FREE, ASSIGNED) and not begun and not open_stops(task):
        cancel(task, actor)
        record(TaskCancelled(task.id, task.wave_id, task.warehouse_id))


def _held(tote_id: int) -> int:
    return db.session.scalar(select(func.sum(Stock.on_hand)).where(Stock.location_id == tote_id)) or 0
