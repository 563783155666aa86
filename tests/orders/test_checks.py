"""What is looked at when an order arrives."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from app.orders.arrivals import NewCharge, NewLine, NewOrder
from app.orders.checks import Finding, Rules, findings

TODAY = date(2026, 11, 24)
RULES = Rules(TODAY)


def order(**columns: object) -> NewOrder:
    """An order with nothing wrong."""
    right = NewOrder(
        number="1001",
        placed_at=datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Europe/London")),
        fingerprint="",
        lines=[NewLine("MUG", 2, price=Decimal("4.50"), item_id=1)],
        charges=[NewCharge("POSTAGE", Decimal("3.00"))],
        customer="Mira Holm",
        telephone="01632 960123",
        street="1 Quay",
        city="Harbour",
        postcode="1000",
        country="GB",
        amount=Decimal("12.00"),
        requested_on=TODAY,
    )
    return replace(right, **columns)  # type: ignore[arg-type]


def reasons(found: list[Finding]) -> list[str]:
    return [one.reason for one in found]


def test_an_order_with_nothing_wrong_is_ready() -> None:
    assert findings(order(), RULES) == []


@pytest.mark.parametrize(
    ("columns", "reason", "params"),
    [
        ({"street": "", "postcode": ""}, "address_missing", {"parts": ["street", "postcode"]}),
        ({"delivery_mode": "overseas", "country": ""}, "address_missing", {"parts": ["country"]}),
        ({"delivery_mode": "store"}, "address_missing", {"parts": ["store_name"]}),
        ({"telephone": "call me"}, "telephone_missing", {}),
        ({"payment_state": "unpaid"}, "unpaid", {}),
        ({"payment_state": "cod"}, "cod_not_confirmed", {}),
        ({"amount": Decimal("12.02")}, "amount_differs", {"amount": "12.02", "sum": "12.00"}),
        ({"requested_on": date(2026, 11, 23)}, "date_passed", {"date": "2026-11-23"}),
        ({"lines": [], "amount": None}, "nothing_to_pick", {}),
        ({"lines": [NewLine("OLD", 1)]}, "unknown_item", {"skus": ["OLD"]}),
        ({"lines": [NewLine("", 0, unreadable="x,y")]}, "unreadable_line", {"count": 1}),
    ],
)
def test_one_thing_wrong_is_one_reason(columns: dict[str, object], reason: str, params: dict[str, object]) -> None:
    assert findings(order(**columns), RULES) == [Finding(reason, params)]


@pytest.mark.parametrize(
    "columns",
    [
        {"amount": Decimal("12.01")},
        {"amount": None},
        {"payment_state": "cod_confirmed"},
        {"requested_on": None},
        {"delivery_mode": "self", "customer": "", "street": "", "city": "", "postcode": "", "telephone": ""},
        {"delivery_mode": "store", "store_code": "S01", "street": "", "city": "", "postcode": ""},
        {"delivery_mode": "overseas", "postcode": ""},
        {"country": "Hong Kong", "postcode": ""},
        {"lines": [NewLine("MUG", 2, item_id=1)]},
    ],
)
def test_what_a_mode_does_not_need_is_not_missed(columns: dict[str, object]) -> None:
    assert findings(order(**columns), RULES) == []


def test_a_warehouse_may_do_without_telephone_and_tolerate_a_difference() -> None:
    lax = Rules(TODAY, telephone_needed=False, amount_tolerance=Decimal(1))

    assert findings(order(telephone="", amount=Decimal("12.90")), lax) == []


def test_all_that_is_wrong_is_found_at_once() -> None:
    found = findings(order(street="", telephone="", payment_state="unpaid", amount=Decimal(1)), RULES)

    assert reasons(found) == ["address_missing", "telephone_missing", "unpaid", "amount_differs"]
