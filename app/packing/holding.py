"""An order's row is held while somebody packs it: two packers, or a packer and who stops it, go one after another."""

from collections.abc import Sequence

from app.db import db
from app.orders.holds import hold_words, open_holds
from app.orders.missing import SHORT
from app.orders.models import CANCELLED, PACKED, PICKED, SHIPPED, Order, OrderHold
from app.packing.errors import NotPickedYet, OrderHeldBack, OrderLeft, OrderToEmpty


def held(order_id: int) -> Order:
    """The order as it is now; nobody else packs, stops or settles it until the transaction ends."""
    return db.session.get_one(Order, order_id, with_for_update={"key_share": True}, populate_existing=True)


def held_to_pack(order_id: int) -> Order:
    """The same for an order of which something may be packed now. Raises as `check_packable`."""
    order = held(order_id)
    check_packable(order)
    return order


def check_packable(order: Order) -> None:
    """Raises OrderLeft, OrderToEmpty, NotPickedYet or OrderHeldBack.

    What is only short is packed as far as it is there; its lead decides meanwhile about the rest.
    """
    if order.state == SHIPPED:
        raise OrderLeft(order=order.number)
    if order.stopped_at is not None or order.state == CANCELLED:
        raise OrderToEmpty(order=order.number)
    if order.state not in (PICKED, PACKED):
        raise NotPickedYet(order=order.number)
    keeping = holding_back(order)
    if keeping:
        raise OrderHeldBack(order=order.number, why=hold_words(keeping[0].reason, keeping[0].params))


def holding_back(order: Order) -> Sequence[OrderHold]:
    """The open holds for which nothing of it is packed."""
    return [hold for hold in open_holds(order) if hold.reason != SHORT]
