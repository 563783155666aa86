"""What the order desk does by hand: hold an order with a note, look at an address."""

from flask_babel import lazy_gettext

from app.errors import DomainError
from app.events import record
from app.operations import Actor, audit
from app.orders.events import OrderStopped
from app.orders.holds import hold_order
from app.orders.models import CANCELLED, PICKING, SHIPPED, WAVED, Order

LONGEST_NOTE = 500


class NoteMissing(DomainError):
    code = "note_missing"
    status = 422
    message = lazy_gettext("Write why it is held. Who releases it will read that.")


class NothingToHold(DomainError):
    code = "nothing_to_hold"
    message = lazy_gettext("Order %(number)s has left or is cancelled. There is nothing to hold.")


def hold_by_hand(order: Order, note: str, actor: Actor) -> None:
    """Keep an order back for what a person knows; one that is being picked leaves its walks.

    Raises NoteMissing or NothingToHold.
    """
    note = " ".join(note.split())[:LONGEST_NOTE]
    if not note:
        raise NoteMissing
    if order.state in (SHIPPED, CANCELLED):
        raise NothingToHold(number=order.number)
    hold_order(order, "by_hand", {"note": note}, actor)
    if order.state in (WAVED, PICKING):
        record(OrderStopped(order.id, actor))


def look_at_address(order: Order, actor: Actor) -> None:
    """Note that a person sees where a customer lives; the page shows it only after this."""
    audit(order, "address seen", actor, {}, {})
