"""Split an order: what there is goes now, and what is missing follows as a back-order."""

from collections.abc import Sequence

from app.clock import now
from app.db import db
from app.events import record
from app.operations import Actor, audit
from app.orders.back_orders import BACK_ORDER
from app.orders.events import OrderAmended
from app.orders.following import CUSTOMERS, number_after
from app.orders.holds import hold_order
from app.orders.missing import NothingMissing, check_something_left, count_missing_as, locked, missing_lines, missing_of
from app.orders.models import Order, OrderLine
from app.warehouse.calendar import calendar_of
from app.warehouse.models import Warehouse

KEPT = (*CUSTOMERS, "warehouse_id", "channel_id", "placed_at", "notes", "document")
"""What a back-order has from its order. Charges and amount are not in it: they are asked for once, with the order."""


def split_order(order: Order, actor: Actor) -> dict[str, int]:
    """All that is missing of the order becomes a back-order with a number of its own, held until stock is there.

    Raises NothingMissing, OrderIsStopped, HeldBesides or NothingToShip.
    """
    lines = missing_lines(order)
    if not lines:
        raise NothingMissing(number=order.number)
    locked(lines[0])
    later = _back_order(order)
    _move(missing_lines(order), later, actor)
    check_something_left(order)
    audit(order, "split", actor, {}, {"back_order": later.number})
    audit(later, "split off", actor, {}, {"of": order.number})
    hold_order(later, BACK_ORDER, {"of": order.number, "skus": sorted({line.sku for line in later.lines})}, actor)
    record(OrderAmended(order.warehouse_id, order.id))
    return {"order_id": order.id, "back_order_id": later.id}


def _back_order(order: Order) -> Order:
    kept = {name: getattr(order, name) for name in KEPT}
    warehouse = db.session.get_one(Warehouse, order.warehouse_id)
    later = Order(
        **kept,
        number=_number(order),
        imported_at=now(),
        payment_state="paid" if order.payment_state.startswith("cod") else order.payment_state,
        ship_by=calendar_of(warehouse).ship_by(now(), order.carrier),
        back_order_of_id=order.id,
    )
    db.session.add(later)
    db.session.flush()
    return later


def _number(order: Order) -> str:
    """1001/2, then 1001/3, also of what is split again."""
    first = order
    while first.back_order_of is not None:
        first = first.back_order_of
    return number_after(first, "", 2)


def _move(lines: Sequence[OrderLine], later: Order, actor: Actor) -> None:
    for position, line in enumerate(lines, 1):
        units = missing_of(line)
        moved = OrderLine(
            order_id=later.id,
            position=position,
            item_id=line.item_id,
            sku=line.sku,
            description=line.description,
            quantity=units,
            price=line.price,
            instead_of_id=line.id,
            document=line.document,
        )
        db.session.add(moved)
        count_missing_as("substituted", line, units, actor)
    db.session.expire(later, ["lines", "holds"])
