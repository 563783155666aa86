"""What every paper knows, and how rows become plain data."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from app.orders.models import Order
from app.warehouse.models import Warehouse
from app.warehouse.settings import settings_of

Content = dict[str, Any]


def shared(warehouse: Warehouse, currency: str = "") -> Content:
    """The language, the clock and the money by which a paper is read."""
    return {
        "language": settings_of(warehouse).paper_language,
        "time_zone": warehouse.time_zone,
        "currency": currency or warehouse.currency,
        "warehouse": warehouse.name,
    }


def at(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def amount(money: Decimal | None) -> str:
    return "" if money is None else str(money)


def lines(*parts: str) -> str:
    """Those that are not empty, one under the other."""
    return "\n".join(part.strip() for part in parts if part.strip())


def receiver(order: Order) -> Content:
    """To whom, as an envelope has it; `store`: where it is fetched instead."""
    town = " ".join(part for part in (order.postcode, order.city, order.region) if part)
    store = " ".join(part for part in (order.store_code, order.store_name) if part)
    return {
        "name": order.customer,
        "telephone": order.telephone,
        "address": lines(order.street, town, order.country),
        "postcode": order.postcode,
        "store": store if order.delivery_mode == "store" else "",
    }


def town_of(order: Order) -> str:
    """Where it goes, in few words."""
    return " ".join(part for part in (order.postcode, order.city or order.store_name, order.country) if part)


def flags_of(items: Iterable[Any]) -> list[str]:
    """What any of the items asks of whoever carries it."""
    return sorted({flag for item in items if item is not None for flag in item.flags})
