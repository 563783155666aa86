"""What is paid back, to the cent: the goods, the postage, each deduction by its name, and never more than was paid."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.returns.refunds import Graded, Paid, proposed
from app.returns.rules import ShopRules
from app.returns.words import GRADES, NOT_CHOSEN, REASONS

MUGS = Graded("MUG", 2, Decimal(10), "new", "changed_mind")
PAID = Paid("EUR", goods=Decimal(26), postage=Decimal(5), left=Decimal(31))


def deducted(units: list[Graded], paid: Paid = PAID, rules: ShopRules | None = None) -> dict[str, str]:
    return {one.kind: str(one.amount) for one in proposed(units, paid, rules or ShopRules()).deductions}


def units(grade: str = "new", reason: str = "changed_mind", price: Decimal | None = Decimal(10)) -> list[Graded]:
    return [Graded("MUG", 2, price, grade, reason)]


def test_new_goods_are_paid_back_whole_and_part_of_an_order_brings_no_postage() -> None:
    found = proposed([MUGS], PAID, ShopRules())

    assert (found.amount, found.goods, found.postage) == (Decimal(20), Decimal(20), Decimal(0))
    assert not found.deductions


@pytest.mark.parametrize(
    ("rule", "whole", "postage"),
    [("never", True, 0), ("whole", True, 5), ("whole", False, 0), ("always", False, 5)],
)
def test_postage_is_paid_back_by_rule(rule: str, whole: bool, postage: int) -> None:
    paid = Paid("EUR", goods=Decimal(20), postage=Decimal(5), left=Decimal(25), is_whole=whole)

    assert proposed([MUGS], paid, ShopRules(postage_back=rule)).postage == postage


def test_nothing_that_came_back_brings_no_postage_either() -> None:
    assert proposed([], PAID, ShopRules(postage_back="always")).amount == 0


@pytest.mark.parametrize(("grade", "percent"), ShopRules().deductions.items())
def test_the_condition_is_deducted_where_the_customer_is_the_cause(grade: str, percent: int) -> None:
    found = proposed(units(grade), PAID, ShopRules())

    assert found.amount == Decimal(20) * (100 - percent) / 100
    assert [(one.kind, one.words) for one in found.deductions] == ([("grade", f"MUG, {percent} %")] if percent else [])


@pytest.mark.parametrize("reason", sorted({*ShopRules().shop_pays_for, *NOT_CHOSEN}))
def test_nothing_is_deducted_for_the_condition_where_the_shop_or_a_carrier_is_the_cause(reason: str) -> None:
    assert deducted(units("unusable", reason)) == {}


def test_what_goes_back_sealed_only_and_was_opened_is_worth_nothing() -> None:
    rules = ShopRules(sealed_items=("MUG",))

    assert deducted(units("opened"), rules=rules) == {"opened": "20.00"}
    assert deducted(units("new"), rules=rules) == {}
    assert deducted(units("opened", "faulty"), rules=rules) == {}


def test_the_goods_bear_their_share_of_the_orders_discount() -> None:
    paid = Paid("EUR", goods=Decimal(30), discount=Decimal(3), left=Decimal(27))

    assert deducted([MUGS], paid) == {"discount": "2.00"}


def test_a_parcel_that_was_not_accepted_costs_its_fee_once() -> None:
    both = [*units(reason="not_accepted"), *units(reason="not_accepted")]
    paid = Paid("EUR", goods=Decimal(40), left=Decimal(40))

    assert deducted(both, paid, ShopRules(refused_fee=Decimal("4.50"))) == {"not_taken": "4.50"}


def test_no_more_than_is_left_of_what_was_paid_and_that_is_named() -> None:
    found = proposed([MUGS], Paid("EUR", goods=Decimal(20), left=Decimal("12.34")), ShopRules())

    assert found.amount == Decimal("12.34")
    assert [(one.kind, one.amount) for one in found.deductions] == [("not_paid", Decimal("7.66"))]


def test_an_unknown_price_counts_nothing_and_is_named() -> None:
    found = proposed([MUGS, Graded("TEA", 1, None, "new", "other")], PAID, ShopRules())

    assert (found.goods, found.unpriced) == (Decimal(20), ["TEA"])


MONEY = st.decimals(0, 10_000, places=2)
UNITS = st.builds(
    Graded,
    st.sampled_from(["MUG", "TEA"]),
    st.integers(1, 50),
    st.none() | st.decimals(0, 500, places=4),
    st.sampled_from(GRADES),
    st.sampled_from(REASONS),
)


@given(st.lists(UNITS, max_size=6), MONEY, MONEY, MONEY, MONEY, st.booleans(), MONEY)
def test_whatever_came_the_amount_is_between_nothing_and_what_was_paid(
    came: list[Graded], goods: Decimal, discount: Decimal, postage: Decimal, left: Decimal, whole: bool, fee: Decimal
) -> None:
    rules = ShopRules(refused_fee=fee, postage_back="always", sealed_items=("TEA",))
    found = proposed(came, Paid("EUR", goods, discount, postage, left, whole), rules)

    assert 0 <= found.amount <= left
    assert found.amount == found.amount.quantize(Decimal("0.01"))
    assert all(one.amount > 0 for one in found.deductions)
