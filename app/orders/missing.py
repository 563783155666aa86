"""What is missing of an order: units that were found nowhere; a hold keeps it until a person decides about them."""

from flask_babel import lazy_gettext

from app.db import db, guarded_update
from app.errors import DomainError
from app.operations import Actor
from app.orders.holds import hold_order, open_holds, release_hold
from app.orders.models import OPEN, PICKED, PICKING, WAVED, Order, OrderHold, OrderLine

SHORT = "short"
DECIDABLE = (OPEN, WAVED, PICKING, PICKED)
"""Before it is packed, a person may still decide what becomes of what is missing."""
TO_ALLOCATE = OrderLine.quantity - OrderLine.allocated - OrderLine.short - OrderLine.cancelled - OrderLine.substituted


class NothingMissing(DomainError):
    code = "nothing_missing"
    message = lazy_gettext("Nothing is missing of order %(number)s there any more. Look at the order.")


class OrderIsStopped(DomainError):
    code = "order_is_stopped"
    message = lazy_gettext("What is picked of order %(number)s is being put back. Wait until that is done.")


class NothingToShip(DomainError):
    code = "nothing_to_ship"
    message = lazy_gettext("Nothing else of order %(number)s is there to send. Let it wait for stock, or cancel it.")


class HeldBesides(DomainError):
    code = "held_besides"
    message = lazy_gettext("Order %(number)s is held for another reason too. Release that first.")


def missing_of(line: OrderLine) -> int:
    """Units of the line that nobody found; of an order that waits for its wave, what its hold says is nowhere."""
    order = line.order
    if order.state not in DECIDABLE:
        return 0
    named = order.state == OPEN and any(hold.params.get("sku") == line.sku for hold in short_holds(order))
    return line.short + (line.to_allocate if named else 0)


def missing_lines(order: Order) -> list[OrderLine]:
    """The order's lines of which units are missing."""
    return [line for line in order.lines if missing_of(line)]


def short_holds(order: Order) -> list[OrderHold]:
    """The open holds that say that something of the order was found nowhere."""
    return [hold for hold in open_holds(order) if hold.reason == SHORT]


def locked(line: OrderLine) -> OrderLine:
    """The line as it is now, with its order held until the transaction ends: two leads decide one after the other.

    What is held for another reason too is left alone. Raises NothingMissing, OrderIsStopped or HeldBesides.
    """
    order = db.session.get_one(Order, line.order_id, with_for_update={"key_share": True}, populate_existing=True)
    db.session.refresh(line)
    if order.stopped_at is not None:
        raise OrderIsStopped(number=order.number)
    if not missing_of(line):
        raise NothingMissing(number=order.number)
    if len(open_holds(order)) > len(short_holds(order)):
        raise HeldBesides(number=order.number)
    return line


def count_missing_as(column: str, line: OrderLine, units: int, actor: Actor) -> None:
    """So many missing units are cancelled, substituted or allocated from now on. Raises NothingMissing.

    The holds that named them say what is left, or are released.
    """
    shorts = min(units, line.short)
    still = (OrderLine.short >= shorts) & (units - shorts <= TO_ALLOCATE)
    counted = {"short": OrderLine.short - shorts, column: getattr(OrderLine, column) + units}
    if not guarded_update(line, still, **counted):
        raise NothingMissing(number=line.order.number)
    renew_holds(line.order, line.sku, actor)


def renew_holds(order: Order, sku: str, actor: Actor) -> None:
    """The holds of an item say what is missing of it now.

    The order is held anew before the old holds go: in between it would be free, and packed with units to decide about.
    """
    said = [hold for hold in short_holds(order) if hold.params.get("sku") == sku]
    left = sum(missing_of(line) for line in order.lines if line.sku == sku)
    renewed = hold_order(order, SHORT, {"sku": sku, "quantity": left}, actor) if said and left else None
    for hold in said:
        if hold is not renewed:
            release_hold(hold, actor)


def goes_without_missing(order: Order) -> bool:
    """Whether something would be left to send without all that is missing."""
    return any(line.allocated or line.to_allocate + line.short > missing_of(line) for line in order.lines)


def check_something_left(order: Order) -> None:
    """An order from which all was taken has nothing to send. Raises NothingToShip."""
    if not any(line.allocated or line.to_allocate for line in order.lines):
        raise NothingToShip(number=order.number)
