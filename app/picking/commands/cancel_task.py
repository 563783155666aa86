"""Cancel a task: its orders leave the wave, and wait for another one."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.operations import Actor, audit
from app.orders.models import Order
from app.picking.commands.stop_order import stop_order
from app.picking.models import PickTask
from app.picking.queries import lines_of_order, lines_of_task
from app.walks.errors import WalkClosed


@dataclass(frozen=True)
class CancelledOrders:
    """What a cancellation takes away: orders, those of them that are on other tasks too, units to be put back."""

    orders: Sequence[Order]
    elsewhere: Sequence[Order]
    picked: int


def cancel_task(task: PickTask, actor: Actor) -> dict[str, int]:
    """Orders with something left to pick here leave the walk, and every other one that they are on.

    What is picked of them is put back. A walk under way goes on to its lane with what is whole. Raises WalkClosed.
    """
    if not task.is_open:
        raise WalkClosed
    taken = cancelled_with(task)
    audit(task, "called off", actor, {}, {"orders": [order.number for order in taken.orders]})
    for order in taken.orders:
        stop_order(order, actor)
    return {"task_id": task.id, "orders": len(taken.orders)}


def cancelled_with(task: PickTask) -> CancelledOrders:
    """What calling the task off would take away."""
    orders = {line.order_line.order_id: line.order_line.order for line in lines_of_task(task) if line.to_pick}
    lines = [line for order in orders.values() for line in lines_of_order(order)]
    elsewhere = {line.order_line.order_id for line in lines if line.walk_id != task.id}
    return CancelledOrders(
        orders=[orders[order_id] for order_id in sorted(orders)],
        elsewhere=[orders[order_id] for order_id in sorted(orders) if order_id in elsewhere],
        picked=sum(line.picked for line in lines),
    )
