"""What the order desk does by hand: hold an order with a note, look at an address."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from app.db import db
from app.errors import DomainError
from app.events import record
from app.operations import Actor, audit
from app.orders.events import AddressMended, OrderStopped
from app.orders.holds import hold_order
from app.orders.models import CANCELLED, PICKING, SHIPPED, WAVED, Order

LONGEST_NOTE = 500
ADDRESS = {
    "customer": 120,
    "telephone": 40,
    "street": 200,
    "postcode": 20,
    "city": 60,
    "region": 60,
    "country": 60,
    "store_code": 40,
    "store_name": 80,
}
"""What a person may mend of where an order goes, and how long each may be."""


class NoteMissing(DomainError):
    code = "note_missing"
    status = 422
    message = lazy_gettext("Write why it is held. Who releases it will read that.")


class HasLeft(DomainError):
    code = "address_has_left"
    message = lazy_gettext("Order %(number)s has left or is cancelled. Its address stays as it was.")


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
    db.session.refresh(order, ["state"])  # a wave that took it in this very moment did not know of the hold
    if order.state in (WAVED, PICKING):
        record(OrderStopped(order.id, actor))


def mend_address(order: Order, given: Mapping[str, str], actor: Actor) -> None:
    """What the customer said on the telephone; the audit keeps which parts were mended, not what they were.

    Raises HasLeft.
    """
    if order.state in (SHIPPED, CANCELLED):
        raise HasLeft(number=order.number)
    said = {name: " ".join(given[name].split())[:longest] for name, longest in ADDRESS.items() if name in given}
    mended = {name: text for name, text in said.items() if getattr(order, name) != text}
    if not mended:
        return
    for name, text in mended.items():
        setattr(order, name, text)
    audit(order, "address mended", actor, {}, {"parts": sorted(mended)})
    record(AddressMended(order.warehouse_id, order.id, actor))


def look_at_address(order: Order, actor: Actor) -> None:
    """Note that a person sees where a customer lives; the page shows it only after this."""
    audit(order, "address seen", actor, {}, {})
