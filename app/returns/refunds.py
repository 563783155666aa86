"""What is paid back: goods and postage by the shop's rules, less deductions, each by its name. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from app.returns.rules import ALWAYS, CENT, WHOLE, ShopRules
from app.returns.words import BY_GRADE, DISCOUNT, NEW, NOT_ACCEPTED, NOT_CHOSEN, NOT_PAID, NOT_TAKEN, OPENED_SEALED

NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Graded:
    """Units of an order's line that were graded alike; the price is of one, None where the order does not say it."""

    sku: str
    quantity: int
    price: Decimal | None
    grade: str
    reason: str

    @property
    def value(self) -> Decimal:
        return (self.price or NOTHING) * self.quantity


@dataclass(frozen=True)
class Paid:
    """What was paid for the order: its goods, less a discount, and its postage, as far as that was not paid back.

    `left` is what may be paid back at most, and `is_whole` says that all of the order has come back.
    """

    currency: str
    goods: Decimal = NOTHING
    discount: Decimal = NOTHING
    postage: Decimal = NOTHING
    left: Decimal = NOTHING
    is_whole: bool = False


@dataclass(frozen=True)
class Deduction:
    """`words`: what of it, or why; the name of its kind stands before them."""

    kind: str
    amount: Decimal
    words: str = ""


@dataclass(frozen=True)
class Proposal:
    """`unpriced`: SKUs whose price the order does not say, and which count nothing here."""

    currency: str
    goods: Decimal
    postage: Decimal
    deductions: tuple[Deduction, ...]
    left: Decimal
    lines: tuple[Graded, ...] = ()

    @property
    def amount(self) -> Decimal:
        return max(NOTHING, _total(self))

    @property
    def unpriced(self) -> list[str]:
        return sorted({one.sku for one in self.lines if one.price is None})


def proposed(units: Sequence[Graded], paid: Paid, rules: ShopRules) -> Proposal:
    """By the rules, and never more than is left of what was paid."""
    goods = _cents(sum((one.value for one in units), NOTHING))
    before = Proposal(
        currency=paid.currency,
        goods=goods,
        postage=_postage(paid, rules) if units else NOTHING,
        deductions=tuple(one for one in _deductions(units, goods, paid, rules) if one.amount > 0),
        left=paid.left,
        lines=tuple(units),
    )
    return within(before)


def within(proposal: Proposal) -> Proposal:
    """No more than is left: what is above that is deducted, and named."""
    above = _total(proposal) - proposal.left
    if above <= 0:
        return proposal
    return replace(proposal, deductions=(*proposal.deductions, Deduction(NOT_PAID, above)))


def _total(proposal: Proposal) -> Decimal:
    return proposal.goods + proposal.postage - sum((one.amount for one in proposal.deductions), NOTHING)


def _postage(paid: Paid, rules: ShopRules) -> Decimal:
    comes_back = rules.postage_back == ALWAYS or (rules.postage_back == WHOLE and paid.is_whole)
    return _cents(paid.postage) if comes_back else NOTHING


def _deductions(units: Iterable[Graded], goods: Decimal, paid: Paid, rules: ShopRules) -> Iterator[Deduction]:
    units = list(units)
    for one in units:
        yield _for_condition(one, rules)
    if paid.discount and paid.goods:
        yield Deduction(DISCOUNT, _cents(paid.discount * goods / paid.goods))
    if any(one.reason == NOT_ACCEPTED for one in units):
        yield Deduction(NOT_TAKEN, _cents(rules.refused_fee))


def _for_condition(one: Graded, rules: ShopRules) -> Deduction:
    """Nothing where the shop or a carrier is the cause of it."""
    if rules.is_shops_fault(one.reason) or one.reason in NOT_CHOSEN:
        return Deduction(BY_GRADE, NOTHING)
    if one.sku in rules.sealed_items and one.grade != NEW:
        return Deduction(OPENED_SEALED, _cents(one.value), one.sku)
    percent = rules.deductions.get(one.grade, 0)
    return Deduction(BY_GRADE, _cents(one.value * percent / 100), f"{one.sku}, {percent} %")


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def kept_deductions(deductions: Iterable[Deduction]) -> list[dict[str, Any]]:
    """As JSON keeps them."""
    return [{"kind": one.kind, "amount": str(one.amount), "words": one.words} for one in deductions]


def kept_lines(lines: Iterable[Graded]) -> list[dict[str, Any]]:
    return [
        {
            "sku": one.sku,
            "quantity": one.quantity,
            "price": "" if one.price is None else str(one.price),
            "grade": one.grade,
            "reason": one.reason,
        }
        for one in lines
    ]
