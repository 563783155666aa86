"""An order as it was read, before it is in the book."""

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any


@dataclass(slots=True)
class NewLine:
    """`unreadable` keeps the original text of a line that could not be read; it asks for nothing."""

    sku: str
    quantity: int
    description: str = ""
    price: Decimal | None = None
    unreadable: str = ""
    document: dict[str, Any] = field(default_factory=dict)
    item_id: int | None = None


@dataclass(slots=True)
class NewCharge:
    code: str
    amount: Decimal
    description: str = ""


@dataclass(slots=True)
class NewOrder:
    """The same names as the columns of `Order`; `fingerprint` differs when anything in the source does."""

    number: str
    placed_at: datetime
    fingerprint: str
    lines: list[NewLine]
    charges: list[NewCharge] = field(default_factory=list)
    customer: str = ""
    customer_number: str = ""
    telephone: str = ""
    email: str = ""
    country: str = ""
    region: str = ""
    city: str = ""
    postcode: str = ""
    street: str = ""
    store_code: str = ""
    store_name: str = ""
    delivery_mode: str = "home"
    carrier: str = ""
    payment_state: str = "paid"
    currency: str = ""
    amount: Decimal | None = None
    notes: str = ""
    requested_on: date | None = None
    priority: int = 0
    document: dict[str, Any] = field(default_factory=dict)
    cancelled: bool = False


COLUMNS = tuple(one.name for one in fields(NewOrder) if one.name not in {"lines", "charges", "cancelled"})
"""What of a `NewOrder` goes into the columns of the same names."""


@dataclass(slots=True)
class NewCancellation:
    """A credit note that names no order of ours."""

    number: str
    placed_at: datetime
    customer_number: str
    document: dict[str, Any]
