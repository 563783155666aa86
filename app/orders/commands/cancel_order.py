"""Cancel an order: the customer does not want it any more."""

from flask_babel import lazy_gettext

from app.db import guarded_update
from app.errors import DomainError
from app.events import record
from app.operations import Actor, audit
from app.orders.events import OrderCancelled, OrderStopped
from app.orders.holds import hold_order, open_holds
from app.orders.models import CANCELLED, OPEN, PACKED, PICKED, PICKING, WAVED, Order, OrderLine

ON_THE_FLOOR = (WAVED, PICKING, PICKED, PACKED)
TO_CANCEL = "to_cancel"


class TooLateToCancel(DomainError):
    code = "too_late_to_cancel"
    message = lazy_gettext("Order %(number)s is on its way, or a part of it is. Let it come back.")


def cancel_order(order: Order, actor: Actor) -> None:
    """Close an order and its back-orders; one that is cancelled already stays so. Raises TooLateToCancel.

    On the floor its open lines leave their walks; what is picked or packed of it is put back first, and then it is
    cancelled.
    """
    if order.state == CANCELLED:
        return
    _check(order)
    for later in order.back_orders:  # first, so that what the order frees goes to others that wait for it
        cancel_order(later, actor)
    _cancel(order, actor)


def is_to_be_cancelled(order: Order) -> bool:
    """Whether it waits only for what is picked of it to be put back."""
    return any(hold.reason == TO_CANCEL for hold in open_holds(order))


def _check(order: Order) -> None:
    if order.state not in (OPEN, *ON_THE_FLOOR) or any(line.shipped for line in order.lines):
        raise TooLateToCancel(number=order.number)


def _cancel(order: Order, actor: Actor) -> None:
    if not guarded_update(order, Order.state == OPEN, state=CANCELLED):
        _stop(order, actor)
        return
    left = OrderLine.quantity - OrderLine.allocated - OrderLine.short - OrderLine.substituted
    for line in order.lines:
        guarded_update(line, cancelled=left)
    audit(order, "cancelled", actor, {"state": OPEN}, {"state": CANCELLED})
    record(OrderCancelled(order.warehouse_id, order.id))


def _stop(order: Order, actor: Actor) -> None:
    """It is not open, whatever was read of it before: a wave may have taken it in this very moment."""
    if order.state == CANCELLED:
        return
    _check(order)
    hold_order(order, TO_CANCEL, {}, actor)
    record(OrderStopped(order.id, actor))
