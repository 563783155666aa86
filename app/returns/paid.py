"""What was paid for an order, and what of that was paid back."""

from decimal import Decimal

from sqlalchemy import select

from app.db import db
from app.orders.models import Order
from app.returns.models import UNDELIVERED, Refund, ReturnParcel, Rma
from app.returns.refunds import NOTHING, Paid
from app.shipping.models import Waybill
from app.shipping.parcels import CASH
from app.shipping.queries import waybills_of
from app.shipping.tracking.states import DELIVERED, LOST, REFUSED, RETURNED
from app.warehouse.models import Warehouse

NOT_TAKEN = frozenset({REFUSED, RETURNED, LOST})
"""What a carrier says of a parcel for which nobody paid at the door."""


def paid_for(order: Order) -> Paid:
    """As far as it was not paid back yet."""
    goods = sum(((line.price or NOTHING) * line.quantity for line in order.lines), NOTHING)
    charges = [charge.amount for charge in order.charges]
    refunds = refunds_of(order)
    total = order.amount if order.amount is not None else goods + sum(charges, NOTHING)
    paid = total if _was_paid(order) else NOTHING
    return Paid(
        currency=order.currency or db.session.get_one(Warehouse, order.warehouse_id).currency,
        goods=goods,
        discount=-sum((amount for amount in charges if amount < 0), NOTHING),
        postage=_left(sum((amount for amount in charges if amount > 0), NOTHING), [one.postage for one in refunds]),
        left=_left(paid, [one.amount for one in refunds]),
        is_whole=all(line.returned == line.shipped for line in order.lines),
    )


def refunds_of(order: Order) -> list[Refund]:
    wanted = select(Refund).join(Rma).where(Rma.order_id == order.id)
    return list(db.session.scalars(wanted.order_by(Refund.id)))


def _left(amount: Decimal, back: list[Decimal]) -> Decimal:
    return max(NOTHING, amount - sum(back, NOTHING))


def _was_paid(order: Order) -> bool:
    """Cash at the door was paid unless the parcel that collects it came back untaken."""
    if order.payment_state not in CASH:
        return order.payment_state == "paid"
    valid = [one for one in waybills_of(order) if one.voided_at is None]
    collecting = [one for one in valid if one.collects] or valid
    return not any(_came_untaken(one) for one in collecting)


def _came_untaken(waybill: Waybill) -> bool:
    back = select(ReturnParcel.id).where(ReturnParcel.waybill_id == waybill.id, ReturnParcel.kind == UNDELIVERED)
    return waybill.state != DELIVERED and (waybill.state in NOT_TAKEN or db.session.scalar(back.limit(1)) is not None)
