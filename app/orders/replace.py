"""An order that was held because a line could not be read comes again, mended."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext
from sqlalchemy import delete, insert

from app.clock import now
from app.db import db
from app.errors import DomainError
from app.operations import Actor, audit
from app.orders.arrivals import COLUMNS, NewOrder
from app.orders.checks import Finding
from app.orders.models import OPEN, SHIPPED, Order, OrderCharge, OrderHold, OrderLine

BY_PERSON = "by_hand"


class OrderDiffers(DomainError):
    code = "order_differs"
    message = lazy_gettext(
        "Order %(number)s is here already with another content. It stays as it is; change it by hand."
    )


def replace_unreadable(
    order: Order, mended: NewOrder, ship_by: datetime | None, reasons: Sequence[Finding], actor: Actor
) -> None:
    """Take all that the mended file says instead; history stays shipped.

    Raises OrderDiffers when nobody waits for a mended file.
    """
    holds = [hold for hold in order.holds if hold.released_at is None and hold.reason != BY_PERSON]
    if order.state not in (OPEN, SHIPPED) or not any(hold.reason == "unreadable_line" for hold in holds):
        raise OrderDiffers(number=order.number)
    at = now()
    for hold in holds:
        hold.released_at, hold.released_by_id = at, actor.worker_id
    _replace_rows(order, mended, reasons, at)
    before = order.fingerprint
    for name in COLUMNS:
        setattr(order, name, getattr(mended, name))
    order.ship_by = ship_by
    audit(order, "mended", actor, {"fingerprint": before}, {"holds": [one.reason for one in reasons]})


def _replace_rows(order: Order, mended: NewOrder, reasons: Sequence[Finding], at: datetime) -> None:
    db.session.execute(delete(OrderLine).where(OrderLine.order_id == order.id))
    db.session.execute(delete(OrderCharge).where(OrderCharge.order_id == order.id))
    db.session.add_all(
        OrderLine(
            order_id=order.id,
            position=position,
            item_id=line.item_id,
            sku=line.sku,
            description=line.description,
            quantity=line.quantity,
            price=line.price,
            shipped=line.quantity if order.state == SHIPPED else 0,
            unreadable=line.unreadable,
            document=line.document,
        )
        for position, line in enumerate(mended.lines, 1)
    )
    for charge in mended.charges:
        row = {"code": charge.code, "description": charge.description, "amount": charge.amount}
        db.session.execute(insert(OrderCharge).values(order_id=order.id, **row))
    for one in reasons:
        db.session.add(OrderHold(order_id=order.id, reason=one.reason, params=one.params, opened_at=at))
