"""An order that follows from another one: whose it is, and what number it gets."""

from sqlalchemy import func, select

from app.db import db
from app.orders.models import Order

CUSTOMERS = (
    "customer",
    "customer_number",
    "telephone",
    "email",
    "country",
    "region",
    "city",
    "postcode",
    "street",
    "store_code",
    "store_name",
    "delivery_mode",
    "carrier",
    "currency",
    "priority",
)
"""What it has from the first one, whatever it brings."""
NUMBER = 60
"""Characters of an order's number."""


def number_after(first: Order, mark: str, part: int) -> str:
    """The first order's number with the next free part of that mark, from `part` on: 1001/X1, then 1001/X2."""
    while _is_taken(first.channel_id, number := _marked(first.number, f"/{mark}{part}")):
        part += 1
    return number


def _marked(number: str, mark: str) -> str:
    return f"{number[: NUMBER - len(mark)]}{mark}"


def _is_taken(channel_id: int, number: str) -> bool:
    wanted = select(func.count()).where(Order.channel_id == channel_id, Order.number == number)
    return bool(db.session.scalar(wanted))
