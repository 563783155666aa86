"""What an order waits for, as far as its customer can do something about it."""

from app.notices.steps import CUSTOMERS_HOLDS
from app.orders.holds import open_holds
from app.orders.models import Order, OrderHold


def customers_holds(order: Order) -> list[OrderHold]:
    """Open ones; the others are the house's own business."""
    return [hold for hold in open_holds(order) if hold.reason in CUSTOMERS_HOLDS]
