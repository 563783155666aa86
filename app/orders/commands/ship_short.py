"""Ship short: the customer agreed to get less, and somebody can say who said so."""

from flask_babel import lazy_gettext

from app.errors import DomainError
from app.events import record
from app.operations import Actor, audit
from app.orders.events import OrderAmended
from app.orders.missing import check_something_left, count_missing_as, locked, missing_of
from app.orders.models import OrderLine

LONGEST_WORD = 200


class WordMissing(DomainError):
    code = "word_missing"
    status = 422
    message = lazy_gettext("Write who agreed, and how: the customer may ask later.")


def ship_short(line: OrderLine, word: str, actor: Actor) -> dict[str, int]:
    """What is missing of the line is cancelled, by the customer's `word`, and the order goes on without it.

    Raises WordMissing, NothingMissing, OrderIsStopped, HeldBesides or NothingToShip.
    """
    word = " ".join(word.split())[:LONGEST_WORD]
    if not word:
        raise WordMissing
    order, units = locked(line).order, missing_of(line)
    count_missing_as("cancelled", line, units, actor)
    check_something_left(order)
    audit(order, "shipped short", actor, {}, {"sku": line.sku, "quantity": units, "word": word})
    record(OrderAmended(order.warehouse_id, order.id))
    return {"order_id": order.id, "line_id": line.id, "units": units}
