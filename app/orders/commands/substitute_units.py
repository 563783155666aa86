"""Substitute: another item goes out instead of what is missing."""

from flask_babel import lazy_gettext

from app.catalog.models import Item
from app.db import db
from app.errors import DomainError
from app.events import record
from app.inventory.queries import free_stock
from app.operations import Actor, audit
from app.orders.events import OrderAmended
from app.orders.missing import count_missing_as, locked, missing_of
from app.orders.models import OrderLine


class SameItem(DomainError):
    code = "same_item"
    status = 422
    message = lazy_gettext("%(sku)s is the item that is missing. Name another one.")


class NoneFree(DomainError):
    code = "none_free"
    message = lazy_gettext("No unit of %(sku)s is free. Name another item.")


def substitute_units(line: OrderLine, item: Item, actor: Actor) -> OrderLine:
    """As many missing units as `item` has free ones become a line of their own, at the same price; it is returned.

    Raises SameItem, NoneFree, NothingMissing or OrderIsStopped.
    """
    if item.id == line.item_id:
        raise SameItem(sku=item.sku)
    order = locked(line).order
    units = min(missing_of(line), sum(stock.available for stock in free_stock(order.warehouse_id, item.id)))
    if not units:
        raise NoneFree(sku=item.sku)
    instead = OrderLine(
        order_id=order.id,
        position=max(one.position for one in order.lines) + 1,
        item_id=item.id,
        sku=item.sku,
        description=item.name("en"),
        quantity=units,
        price=line.price,
        instead_of_id=line.id,
    )
    db.session.add(instead)
    count_missing_as("substituted", line, units, actor)
    db.session.expire(order, ["lines"])
    audit(order, "substituted", actor, {}, {"sku": line.sku, "quantity": units, "instead": item.sku})
    record(OrderAmended(order.warehouse_id, order.id))
    return instead
