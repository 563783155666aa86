"""The shop's rules: read from a form, kept, and what each of them says. Pure."""

from decimal import Decimal
from typing import Any

import pytest

from app.returns.rules import APPROVALS, MEANINGS, ShopRules, kept, read_amount, read_rules, rules_from
from app.returns.words import GRADES


def form(**changed: object) -> dict[str, Any]:
    """What the page sends where nothing was changed."""
    usual: dict[str, Any] = {
        "days": ["14"],
        "without_items": [""],
        "without_flags": ["perishable"],
        "sealed_items": [""],
        "wishes": ["refund", "exchange"],
        "photograph_for": ["damaged", "faulty", "wrong_item"],
        "shop_pays_for": ["not_as_shown", "damaged", "faulty", "wrong_item", "late", "not_delivered"],
        "approve": ["reasons"],
        "approve_up_to": ["0"],
        "approve_reasons": ["changed_mind"],
        "postage_back": ["whole"],
        "refused_fee": ["0"],
    }
    usual |= {f"deduct_{grade}": [str(ShopRules().deductions[grade])] for grade in GRADES}
    return usual | {name: value if isinstance(value, list) else [str(value)] for name, value in changed.items()}


def test_an_untouched_form_says_the_usual_rules() -> None:
    assert read_rules(form()) == ShopRules()


def test_rules_are_the_same_after_they_were_kept() -> None:
    rules = read_rules(form(days=30, without_items="MUG\n\nMUG\nTEA ", refused_fee="4,50", settle_by_itself="1"))

    assert rules_from(kept(rules)) == rules
    assert rules.without_items == ("MUG", "TEA")
    assert rules.refused_fee == Decimal("4.50")
    assert rules.settle_by_itself


def test_what_was_kept_before_a_rule_was_invented_gets_the_usual_one() -> None:
    assert rules_from({"days": 3, "of_an_older_program": 1}) == ShopRules(days=3)


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        ("days", "-1", "days"),
        ("days", "3651", "days"),
        ("days", "²", "days"),
        ("days", "", "days"),
        ("wishes", [], "wishes"),
        ("wishes", ["money"], "wishes"),
        ("without_flags", ["heavy"], "without_flags"),
        ("photograph_for", ["not_delivered"], "photograph_for"),
        ("approve", "sometimes", "approve"),
        ("approve_up_to", "NaN", "approve_up_to"),
        ("approve_up_to", "1e30", "approve_up_to"),
        ("refused_fee", "-1", "refused_fee"),
        ("deduct_used", "101", "deductions"),
        ("postage_back", "", "postage_back"),
        ("without_items", "A" * 41, "without_items"),
        ("sealed_items", "A\x07", "sealed_items"),
    ],
)
def test_what_is_not_understood_is_named(name: str, value: object, rule: str) -> None:
    with pytest.raises(ValueError, match=f"^{rule}$"):
        read_rules(form(**{name: value}))
    assert rule in MEANINGS


def test_each_rule_is_explained() -> None:
    assert set(MEANINGS) == set(kept(ShopRules()))


@pytest.mark.parametrize(
    ("approve", "reasons", "value", "so"),
    [
        ("all", ["damaged"], None, True),
        ("never", ["changed_mind"], Decimal(1), False),
        ("up_to", ["damaged"], Decimal(20), True),
        ("up_to", ["damaged"], Decimal("20.01"), False),
        ("up_to", ["damaged"], None, False),
        ("reasons", ["changed_mind", "changed_mind"], None, True),
        ("reasons", ["changed_mind", "damaged"], None, False),
    ],
)
def test_which_returns_are_approved_by_themselves(
    approve: str, reasons: list[str], value: Decimal | None, so: bool
) -> None:
    assert ShopRules(approve=approve, approve_up_to=Decimal(20)).approves(reasons, value) is so
    assert approve in APPROVALS


def test_an_item_is_excluded_by_its_sku_or_a_mark_and_by_nothing_else() -> None:
    rules = ShopRules(without_items=("MUG",))

    assert rules.excludes("MUG", ())
    assert rules.excludes("TEA", ["fragile", "perishable"])
    assert not rules.excludes("MUG-2", ["fragile"])


def test_one_fault_of_the_shop_makes_it_pay_the_postage() -> None:
    assert ShopRules().shop_pays(["changed_mind", "damaged"])
    assert not ShopRules().shop_pays(["changed_mind", "other"])


@pytest.mark.parametrize(
    ("text", "amount"), [("1", "1.00"), (" 2,50 ", "2.50"), ("x", None), ("", None), ("1e9", None)]
)
def test_money_is_read_as_people_type_it(text: str, amount: str | None) -> None:
    assert read_amount(text) == (Decimal(amount) if amount else None)
