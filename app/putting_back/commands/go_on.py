"""An order goes on whose hold was released before anybody put anything of it back."""

from app.db import db
from app.events import record
from app.operations import Actor, change
from app.orders.events import HoldReleased
from app.orders.holds import open_holds
from app.orders.models import Order, OrderLine
from app.picking.commands import close_order
from app.picking.commands.elsewhere import take_elsewhere
from app.picking.events import LinesCameBack
from app.picking.models import PickLine, PickTask
from app.picking.moving import hold_open
from app.picking.path import replan
from app.picking.queries import lines_of_order
from app.putting_back.commands.follow import call_off
from app.putting_back.queries import OPEN_STATES, open_tasks_of


def on_hold_released(event: HoldReleased) -> None:
    """Handler: the last hold of a stopped order is gone."""
    order = db.session.get_one(Order, event.order_id)
    if order.stopped_at and not open_holds(order):
        go_on(order, Actor(source="putting back", warehouse_id=event.warehouse_id))


def may_go_on(order: Order) -> bool:
    """Whether nothing of it was put back, and what is missing of it can be picked on a walk that is not over.

    What lies in cartons stays there.
    """
    tasks = open_tasks_of(order)
    if any(task.started_at is not None for task in tasks) or not (tasks or any(line.packed for line in order.lines)):
        return False
    return len(_lines_to_come(order)) == len([line for line in order.lines if line.to_allocate])


def go_on(order: Order, actor: Actor) -> None:
    """What is picked stays in its totes; the rest comes onto its walk again. Else it is put back as planned."""
    if not may_go_on(order):
        return
    to_come = _lines_to_come(order)
    for task in open_tasks_of(order):
        call_off(task, actor, "order goes on")
    change(order, "goes on", actor, stopped_at=None)
    for walk in dict.fromkeys(line.task for line in to_come.values()):
        hold_open(walk)
        mine = {line: came for line, came in to_come.items() if came.task is walk}
        _add(walk, mine, actor)
        record(LinesCameBack(walk.id, walk.wave_id, walk.warehouse_id, walk.holder_id))
    close_order(order, actor)


def _lines_to_come(order: Order) -> dict[OrderLine, PickLine]:
    """For each order line of which units are missing, a line of it on a walk that is not over."""
    found = {line.order_line: line for line in lines_of_order(order) if line.task.state in OPEN_STATES}
    return {line: found[line] for line in order.lines if line.to_allocate and line in found}


def _add(walk: PickTask, to_come: dict[OrderLine, PickLine], actor: Actor) -> None:
    """What lies nowhere any more is short, and holds the order again."""
    added = [new for line, came in to_come.items() for new in take_elsewhere(came, line.to_allocate, actor)]
    done = [line for line in walk.lines if line.picked]
    standing_at = (done or walk.lines)[-1].location
    replan(walk, standing_at=standing_at, added=added)
