"""What a process does in a race about cartons; it gets what it needs as plain values, and tells codes."""

from app.db import db
from app.orders.commands import cancel_order, ship_short
from app.orders.models import Order, OrderLine
from app.packing.commands import Closing, close_carton, find_units, reopen_carton
from app.packing.models import Carton
from tests.floor import Hand
from tests.shipping.loads import loads


def close_or_cancel(hand: Hand, carton_id: int, order_id: int) -> str:
    """Closes the carton, or cancels the order where one is given."""
    if order_id:
        return hand.does("cancel", lambda actor: cancel_order(db.session.get_one(Order, order_id), actor)).code
    closing = Closing(weight_g=500)
    return hand.does("close", lambda actor: close_carton(db.session.get_one(Carton, carton_id), closing, actor)).code


def load_or_reopen(hand: Hand, manifest_id: int, code: str, carton_id: int) -> str:
    """Loads the carton, or opens it again where no manifest is given."""
    if manifest_id:
        return loads(hand, manifest_id, code).code
    return hand.does("reopen", lambda actor: reopen_carton(db.session.get_one(Carton, carton_id), actor)).code


def find_or_ship_short(hand: Hand, order_id: int, loss_id: int, line_id: int) -> str:
    """Finds what was missing, or as a lead sends the order without it."""
    if loss_id:
        return hand.does("find", lambda actor: find_units(db.session.get_one(Order, order_id), loss_id, actor)).code
    return hand.does("short", lambda actor: ship_short(db.session.get_one(OrderLine, line_id), "Mira", actor)).code
