"""What is paid back: what the rules say, or a lead with a reason; never more than was paid."""

from decimal import Decimal

import pytest

from app.returns.words import NOT_ACCEPTED, NOT_DELIVERED
from tests.returns.came_back import (
    asks,
    came,
    left,
    line_of,
    refunds,
    rules,
    waybill_of,
)
from tests.returns.settled import amounts, settle, settled_units, undelivered
from tests.shipping.shipped import hear
from tests.visitor import Visitor, alert_of, words
from tests.world import World


@pytest.mark.parametrize(
    ("form", "amount", "deductions"),
    [
        ({"deduction_0": "5"}, "15.00", [("grade", "5.00")]),
        ({"by_hand": "3.50"}, "14.50", [("grade", "2.00"), ("by_hand", "3.50")]),
        ({"postage": "5", "deduction_0": "0"}, "25.00", []),
        ({"goods": "1"}, "0.00", [("grade", "2.00")]),
    ],
)
def test_a_lead_changes_amounts_with_a_reason(
    world: World, back: int, cleo: Visitor, form: dict[str, str], amount: str, deductions: list[tuple[str, str]]
) -> None:
    assert "Write why the amounts" in alert_of(settle(cleo, back, **form))
    assert refunds() == []
    assert settle(cleo, back, reason="Agreed on the phone", **form).status_code == 303

    (refund,) = refunds()
    assert str(refund.amount) == amount
    assert [(one["kind"], one["amount"]) for one in refund.deductions] == deductions
    assert refund.reason == "Agreed on the phone"


def test_nobody_but_a_lead_changes_amounts(world: World, back: int, dana: Visitor, fay: Visitor) -> None:
    for who in (dana, fay):
        answer = settle(who, back, deduction_0="0", reason="I want to")
        assert answer.status_code == 403
        assert "Only a lead changes" in alert_of(answer)
    assert (refunds(), settled_units()) == ([], 0)
    assert 'name="deduction_0"' not in dana.get(f"/returns/{back}").text


@pytest.mark.parametrize("amount", ["x", "-1", "NaN", "1e12"])
def test_what_is_no_amount_settles_nothing(world: World, back: int, cleo: Visitor, amount: str) -> None:
    assert "Write each amount as a number" in alert_of(settle(cleo, back, goods=amount, reason="so"))
    assert (refunds(), settled_units()) == ([], 0)


def test_not_even_a_lead_pays_back_more_than_was_paid(world: World, back: int, cleo: Visitor) -> None:
    """Two mugs at 10, three cards at 2, and 5 for the postage were paid."""
    answer = settle(cleo, back, goods="40", reason="so")

    assert "At most 31.00 EUR can be paid back" in alert_of(answer)
    assert (refunds(), settled_units()) == ([], 0)


def test_the_whole_order_brings_its_postage_back_once(world: World, dana: Visitor) -> None:
    rma_id = asks(left(world, {"MUG": 2}, postage="5"), {"MUG": 2})
    came(world, rma_id, {"MUG": 1})
    settle(dana, rma_id)
    came(world, rma_id, {"MUG": 1})
    settle(dana, rma_id)

    assert [(one.amount, one.postage) for one in refunds()] == [(Decimal(10), Decimal(0)), (Decimal(15), Decimal(5))]


def test_what_was_paid_is_what_the_order_says_and_unpaid_orders_get_nothing(world: World, dana: Visitor) -> None:
    less = asks(left(world, {"MUG": 2}, amount=Decimal("12.50")), {"MUG": 2})
    unpaid = asks(left(world, {"MUG": 2}, payment_state="unpaid"), {"MUG": 2})
    for rma_id in (less, unpaid):
        came(world, rma_id, {"MUG": 2})
        settle(dana, rma_id)

    assert amounts() == ["12.50", "0.00"]
    assert [one.deductions[-1]["kind"] for one in refunds()] == ["not_paid", "not_paid"]


@pytest.mark.parametrize(("reason", "amount"), [(NOT_ACCEPTED, "15.50"), (NOT_DELIVERED, "20.00")])
def test_a_parcel_that_came_back_is_paid_back_by_the_rules(
    world: World, dana: Visitor, reason: str, amount: str
) -> None:
    rules(world, refused_fee=Decimal("4.50"), postage_back="never")
    order_id = left(world, {"MUG": 2}, postage="5")
    rma_id = undelivered(world, order_id, reason)
    settle(dana, rma_id)

    assert amounts() == [amount]


def test_cash_that_nobody_paid_at_the_door_is_not_paid_back(world: World, dana: Visitor) -> None:
    order_id = left(world, {"MUG": 2}, payment_state="cod_confirmed")
    settle(dana, undelivered(world, order_id, NOT_ACCEPTED))

    assert amounts() == ["0.00"]


def test_cash_that_was_paid_at_the_door_is_paid_back(world: World, dana: Visitor) -> None:
    order_id = left(world, {"MUG": 2}, payment_state="cod_confirmed")
    hear(waybill_of(order_id).id, "delivered")
    rma_id = asks(order_id, {"MUG": 2})
    came(world, rma_id, {"MUG": 2})
    settle(dana, rma_id)

    assert amounts() == ["20.00"]


def test_without_a_price_a_lead_writes_what_is_paid_back(world: World, cleo: Visitor) -> None:
    order_id = left(world)
    world.do(lambda: setattr(line_of(order_id, "MUG"), "price", None))
    rma_id = asks(order_id, {"MUG": 1})
    came(world, rma_id, {"MUG": 1})

    assert "The order says no price for MUG." in words(cleo.get(f"/returns/{rma_id}").text)
    settle(cleo, rma_id, goods="4", reason="As it is sold")
    assert amounts() == ["4.00"]
