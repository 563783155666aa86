"""Cancel an order."""

from flask_babel import lazy_gettext

from app.db import guarded_update
from app.errors import DomainError
from app.events import record
from app.operations import Actor, audit
from app.orders.events import OrderCancelled, OrderStopped
from app.orders.holds import hold_order, open_holds
from app.orders.models import CANCELLED, OPEN, PICKED, PICKING, WAVED, Order, OrderLine

ON_THE_FLOOR = (WAVED, PICKING, PICKED)
TO_CANCEL = "to_cancel"


class TooLateToCancel(DomainError):
    code = "too_late_to_cancel"
    message = lazy_gettext("Order %(number)s is packed or has left. Stop it at the dock, or let it come back.")


def cancel_order(order: Order, actor: Actor) -> None:
    """Close an order; one that is cancelled already stays so. Raises TooLateToCancel.

    On the floor its open lines leave their walks; what is picked of it is put back first, and then it is cancelled.
    """
    if order.state == CANCELLED:
        return
    if order.state in ON_THE_FLOOR:
        hold_order(order, TO_CANCEL, {}, actor)
        record(OrderStopped(order.id, actor))
        return
    if not guarded_update(order, Order.state == OPEN, state=CANCELLED):
        raise TooLateToCancel(number=order.number)
    left = OrderLine.quantity - OrderLine.allocated - OrderLine.short - OrderLine.substituted
    for line in order.lines:
        guarded_update(line, cancelled=left)
    audit(order, "cancelled", actor, {"state": OPEN}, {"state": CANCELLED})
    record(OrderCancelled(order.warehouse_id, order.id))


def is_to_be_cancelled(order: Order) -> bool:
    """Whether it waits only for what is picked of it to be put back."""
    return any(hold.reason == TO_CANCEL for hold in open_holds(order))
