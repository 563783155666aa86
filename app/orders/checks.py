"""What is missing or does not add up when an order arrives. Pure: an order in, findings out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

PARTS = {
    "home": ("customer", "street", "city", "postcode"),
    "overseas": ("customer", "street", "city", "country"),
    "store": ("customer",),
    "self": (),
}
"""What the carrier, or the counter, needs of an address; a store is named by its code or its name."""

NO_POSTCODES = frozenset(
    {"HK", "HONG KONG", "MO", "MACAO", "MACAU", "AE", "UNITED ARAB EMIRATES", "QA", "QATAR", "IE", "IRELAND", "EIRE"}
)
"""Countries where parcels travel without a postcode."""

CALLED = ("home", "store", "overseas")
"""Modes in which a driver or a shop must be able to call the customer."""


class Line(Protocol):
    @property
    def item_id(self) -> int | None: ...
    @property
    def sku(self) -> str: ...
    @property
    def quantity(self) -> int: ...
    @property
    def price(self) -> Decimal | None: ...
    @property
    def unreadable(self) -> str: ...


class Charge(Protocol):
    @property
    def amount(self) -> Decimal: ...


class Arrival(Protocol):
    """An order as the checks read it: a row of the database, or what an importer has read."""

    @property
    def customer(self) -> str: ...
    @property
    def telephone(self) -> str: ...
    @property
    def country(self) -> str: ...
    @property
    def store_code(self) -> str: ...
    @property
    def store_name(self) -> str: ...
    @property
    def delivery_mode(self) -> str: ...
    @property
    def payment_state(self) -> str: ...
    @property
    def amount(self) -> Decimal | None: ...
    @property
    def requested_on(self) -> date | None: ...
    @property
    def lines(self) -> Sequence[Line]: ...
    @property
    def charges(self) -> Sequence[Charge]: ...


@dataclass(frozen=True)
class Rules:
    """What the warehouse wants checked, and which day it is there."""

    today: date
    telephone_needed: bool = True
    amount_tolerance: Decimal = Decimal("0.01")


@dataclass(frozen=True)
class Finding:
    """A reason for a hold; `params` fill its words."""

    reason: str
    params: dict[str, Any]


def findings(order: Arrival, rules: Rules) -> list[Finding]:
    """Every reason to hold the order, in the order in which a person would look."""
    return [
        *_readable(order),
        *_items(order),
        *_address(order),
        *_telephone(order, rules),
        *_money(order, rules),
        *_date(order, rules),
    ]


def _readable(order: Arrival) -> Iterator[Finding]:
    unreadable = sum(1 for line in order.lines if line.unreadable)
    if unreadable:
        yield Finding("unreadable_line", {"count": unreadable})
    if not order.lines:
        yield Finding("nothing_to_pick", {})


def _items(order: Arrival) -> Iterator[Finding]:
    unknown = sorted({line.sku for line in order.lines if line.item_id is None and not line.unreadable})
    if unknown:
        yield Finding("unknown_item", {"skus": unknown})


def _address(order: Arrival) -> Iterator[Finding]:
    missing = [part for part in PARTS[order.delivery_mode] if not getattr(order, part)]
    if order.country.upper() in NO_POSTCODES and "postcode" in missing:
        missing.remove("postcode")
    if order.delivery_mode == "store" and not (order.store_code or order.store_name):
        missing.append("store_name")
    if missing:
        yield Finding("address_missing", {"parts": missing})


def _telephone(order: Arrival, rules: Rules) -> Iterator[Finding]:
    digits = sum(character.isdecimal() for character in order.telephone)
    if rules.telephone_needed and order.delivery_mode in CALLED and digits < 5:
        yield Finding("telephone_missing", {})


def _money(order: Arrival, rules: Rules) -> Iterator[Finding]:
    if order.payment_state == "unpaid":
        yield Finding("unpaid", {})
    if order.payment_state == "cod":
        yield Finding("cod_not_confirmed", {})
    asked = _sum(order)
    if order.amount is not None and asked is not None and abs(order.amount - asked) > rules.amount_tolerance:
        yield Finding("amount_differs", {"amount": f"{order.amount:.2f}", "sum": f"{asked:.2f}"})


def _sum(order: Arrival) -> Decimal | None:
    """Lines and charges together; None where a price is missing or a line could not be read."""
    total = sum((charge.amount for charge in order.charges), Decimal(0))
    for line in order.lines:
        if line.unreadable or line.price is None:
            return None
        total += line.price * line.quantity
    return total


def _date(order: Arrival, rules: Rules) -> Iterator[Finding]:
    if order.requested_on and order.requested_on < rules.today:
        yield Finding("date_passed", {"date": order.requested_on.isoformat()})
