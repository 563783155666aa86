"""Cancel an order."""

from flask_babel import lazy_gettext

from app.db import guarded_update
from app.errors import DomainError
from app.events import record
from app.operations import Actor, audit
from app.orders.events import OrderCancelled
from app.orders.models import CANCELLED, OPEN, Order, OrderLine


class TooLateToCancel(DomainError):
    code = "too_late_to_cancel"
    message = lazy_gettext("Order %(number)s is on its way through the floor. Ask the lead to stop it.")


def cancel_order(order: Order, actor: Actor) -> None:
    """Close an order that no wave has taken yet; one that is cancelled already stays so. Raises TooLateToCancel."""
    if order.state == CANCELLED:
        return
    if not guarded_update(order, Order.state == OPEN, state=CANCELLED):
        raise TooLateToCancel(number=order.number)
    left = OrderLine.quantity - OrderLine.allocated - OrderLine.short - OrderLine.substituted
    for line in order.lines:
        guarded_update(line, cancelled=left)
    audit(order, "cancelled", actor, {"state": OPEN}, {"state": CANCELLED})
    record(OrderCancelled(order.warehouse_id, order.id))
