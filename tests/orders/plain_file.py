"""A file of orders in the plain format, and what came of it."""

from collections.abc import Callable

from sqlalchemy import func, select

from app.db import db
from app.orders.models import Order

HEAD = (
    "order_number,placed_at,customer,telephone,street,city,postcode,country,delivery_mode,payment_state,amount,"
    "status,sku,quantity,price,gift_text"
)
GOOD = (
    "{number},2026-11-23 10:00,Mira Holm,01632 960123,1 Quay,Harbour,1000,GB,home,paid,,"
    "{status},{sku},{quantity},{price},{gift}"
)

Import = Callable[..., str]
"""Imports lines; gives what was printed."""


def line(number: str, sku: str, quantity: object = 1, price: object = "", status: str = "", gift: str = "") -> str:
    return GOOD.format(number=number, sku=sku, quantity=quantity, price=price, status=status, gift=gift)


def order(number: str) -> Order:
    return db.session.scalars(select(Order).where(Order.number == number)).one()


def holds(number: str) -> list[str]:
    return [hold.reason for hold in order(number).holds if hold.released_at is None]


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0
