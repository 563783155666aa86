"""Holds: why an order may not go on, in words, and how a person lets it go."""

from typing import Any

from flask_babel import LazyString, gettext, lazy_gettext

from app.catalog.queries import items_by_code
from app.clock import now
from app.db import db, guarded_update
from app.errors import DomainError
from app.events import record
from app.operations import Actor, audit
from app.orders.events import HoldReleased, OrderHeld
from app.orders.models import CANCELLED, Order, OrderHold

WORDS: dict[str, LazyString] = {
    "unreadable_line": lazy_gettext(
        "%(count)s lines could not be read. Mend the file and import it again, or release the order without them."
    ),
    "nothing_to_pick": lazy_gettext("There is nothing to pick, only charges."),
    "unknown_item": lazy_gettext("Items that the catalogue does not know: %(skus)s. Import them, then release."),
    "address_missing": lazy_gettext("The address lacks: %(parts)s."),
    "telephone_missing": lazy_gettext("There is no telephone number to call."),
    "unpaid": lazy_gettext("It is not paid."),
    "cod_not_confirmed": lazy_gettext("Cash on delivery: the customer has not confirmed yet."),
    "amount_differs": lazy_gettext("Its amount is %(amount)s, its lines and charges make %(sum)s."),
    "date_passed": lazy_gettext("The requested date %(date)s is past."),
    "short": lazy_gettext("%(quantity)s of %(sku)s were not found, and lie nowhere else."),
    "back_order": lazy_gettext("Back-order of %(of)s: it waits until %(skus)s are there."),
    "tote_missing": lazy_gettext("%(tote)s is missing, with what was picked into it."),
    "lot_blocked": lazy_gettext("Lot %(lot)s of %(sku)s is blocked, and it has units of it."),
    "to_cancel": lazy_gettext("To be cancelled, as soon as what is picked of it is put back."),
    "by_hand": lazy_gettext("Held by a person: %(note)s"),
}

PART_WORDS: dict[str, LazyString] = {
    "customer": lazy_gettext("name"),
    "street": lazy_gettext("street"),
    "city": lazy_gettext("city"),
    "postcode": lazy_gettext("postcode"),
    "country": lazy_gettext("country"),
    "store_name": lazy_gettext("store"),
}


class HoldGone(DomainError):
    code = "hold_gone"
    message = lazy_gettext("This hold is released already. Look at the order again.")


class ItemsStillUnknown(DomainError):
    code = "items_still_unknown"
    message = lazy_gettext("The catalogue still does not know %(skus)s. Import the items first.")


def hold_words(reason: str, params: dict[str, Any]) -> str:
    """The reason as a person reads it."""
    told = dict(params)
    if "skus" in told:
        told["skus"] = ", ".join(told["skus"])
    if "parts" in told:
        told["parts"] = ", ".join(str(PART_WORDS[part]) for part in told["parts"])
    words = WORDS.get(reason)
    return str(words) % told if words else gettext("Held: %(reason)s", reason=reason)


def hold_order(order: Order, reason: str, params: dict[str, Any], actor: Actor) -> OrderHold:
    """Keep the order back for that reason; once is enough while a hold for the same thing is open."""
    for hold in order.holds:
        if hold.released_at is None and hold.reason == reason and hold.params == params:
            return hold
    hold = OrderHold(order=order, reason=reason, params=params, opened_at=now())
    db.session.add(hold)
    audit(order, "held", actor, {}, {"reason": reason, **params})
    record(OrderHeld(order.warehouse_id, order.id, reason))
    return hold


def release_hold(hold: OrderHold, actor: Actor) -> None:
    """Let the order go on, as far as this reason is concerned. Raises HoldGone or ItemsStillUnknown.

    An unknown item must be known by now; releasing an unconfirmed cash on delivery confirms it.
    """
    order = hold.order
    if hold.reason == "unknown_item":
        _find_items(order)
    if not guarded_update(hold, OrderHold.released_at.is_(None), released_at=now(), released_by_id=actor.worker_id):
        raise HoldGone
    before, after = {"reason": hold.reason, **hold.params}, {}
    if hold.reason == "cod_not_confirmed" and order.payment_state == "cod":
        before["payment_state"], after["payment_state"] = order.payment_state, "cod_confirmed"
        order.payment_state = "cod_confirmed"
    audit(order, "hold released", actor, before, after)
    record(HoldReleased(order.warehouse_id, order.id, hold.reason))


def open_holds(order: Order) -> list[OrderHold]:
    """What keeps the order back now."""
    return [hold for hold in order.holds if hold.released_at is None and order.state != CANCELLED]


def _find_items(order: Order) -> None:
    """Give lines whose item was unknown the item that the catalogue has by now."""
    missing = [line for line in order.lines if line.item_id is None and not line.unreadable]
    known = items_by_code({line.sku for line in missing})
    unknown = sorted({line.sku for line in missing} - known.keys())
    if unknown:
        raise ItemsStillUnknown(skus=", ".join(unknown))
    for line in missing:
        line.item_id = known[line.sku]
