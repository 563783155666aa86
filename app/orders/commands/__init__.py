"""The verbs of orders, one file each."""

from app.orders.commands.cancel_order import TooLateToCancel, cancel_order, is_to_be_cancelled
from app.orders.commands.ship_short import ship_short
from app.orders.commands.split_order import split_order
from app.orders.commands.substitute_units import substitute_units

__all__ = [
    "TooLateToCancel",
    "cancel_order",
    "is_to_be_cancelled",
    "ship_short",
    "split_order",
    "substitute_units",
]
