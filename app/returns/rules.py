"""What a shop takes back, on which terms: each rule with its default and one sentence that an admin reads. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import LazyString, lazy_gettext

from app.returns.words import (
    CHANGED_MIND,
    DAMAGED,
    DAMAGED_GOODS,
    EXCHANGE,
    FAULTY,
    GRADES,
    LATE,
    NEW,
    NOT_AS_SHOWN,
    NOT_CHOSEN,
    NOT_DELIVERED,
    OPENED,
    REASONS,
    REFUND,
    UNUSABLE,
    USED,
    WISHES,
    WRONG_ITEM,
)

ALL, UP_TO, BY_REASON, NOBODY = APPROVALS = ("all", "up_to", "reasons", "never")
NEVER, WHOLE, ALWAYS = POSTAGE_BACK = ("never", "whole", "always")
CHOOSABLE = tuple(reason for reason in REASONS if reason not in NOT_CHOSEN)
"""Reasons that somebody who opens a return can give."""
FLAGS = ("fragile", "liquid", "dangerous", "keep_upright", "perishable")
MOST_DAYS, MOST_SKUS = 3650, 2000
CENT = Decimal("0.01")

MEANINGS: dict[str, LazyString] = {
    "days": lazy_gettext("Days after the delivery within which something may be returned; 0: without an end."),
    "without_items": lazy_gettext("Items that are not taken back, one SKU a line."),
    "without_flags": lazy_gettext("Items with one of these marks are not taken back."),
    "sealed_items": lazy_gettext("Items that are taken back unopened only (hygiene, software), one SKU a line."),
    "wishes": lazy_gettext("What a customer may wish for."),
    "photograph_for": lazy_gettext("Reasons for which a photograph is asked for."),
    "shop_pays_for": lazy_gettext(
        "Reasons that are the shop's fault: it pays the return's postage, and nothing is deducted for the condition."
    ),
    "approve": lazy_gettext("Which returns are approved by themselves; a person answers the others."),
    "approve_up_to": lazy_gettext("Up to which amount, where an amount decides."),
    "approve_reasons": lazy_gettext("For which reasons, where the reason decides."),
    "deductions": lazy_gettext("Percent of the price that are deducted for the condition."),
    "postage_back": lazy_gettext("Whether the postage that the customer paid is paid back."),
    "refused_fee": lazy_gettext("What is deducted for a parcel that was not accepted at the door."),
    "settle_by_itself": lazy_gettext(
        "A return of which all came as it was announced is settled at once; otherwise a person settles it."
    ),
}
APPROVAL_NAMES: dict[str, LazyString] = {
    ALL: lazy_gettext("All that the rules allow"),
    UP_TO: lazy_gettext("Up to an amount"),
    BY_REASON: lazy_gettext("Only for some reasons"),
    NOBODY: lazy_gettext("None: a person answers each"),
}
POSTAGE_NAMES: dict[str, LazyString] = {
    NEVER: lazy_gettext("Never"),
    WHOLE: lazy_gettext("When all of the order has come back"),
    ALWAYS: lazy_gettext("Always, once"),
}


@dataclass(frozen=True)
class ShopRules:
    days: int = 14
    without_items: tuple[str, ...] = ()
    without_flags: tuple[str, ...] = ("perishable",)
    sealed_items: tuple[str, ...] = ()
    wishes: tuple[str, ...] = (REFUND, EXCHANGE)
    photograph_for: tuple[str, ...] = (DAMAGED, FAULTY, WRONG_ITEM)
    shop_pays_for: tuple[str, ...] = (NOT_AS_SHOWN, DAMAGED, FAULTY, WRONG_ITEM, LATE, NOT_DELIVERED)
    approve: str = BY_REASON
    approve_up_to: Decimal = Decimal(0)
    approve_reasons: tuple[str, ...] = (CHANGED_MIND,)
    deductions: Mapping[str, int] = field(
        default_factory=lambda: {NEW: 0, OPENED: 0, USED: 20, DAMAGED_GOODS: 50, UNUSABLE: 100}
    )
    postage_back: str = WHOLE
    refused_fee: Decimal = Decimal(0)
    settle_by_itself: bool = False

    def excludes(self, sku: str, flags: Collection[str]) -> bool:
        return sku in self.without_items or any(flag in self.without_flags for flag in flags)

    def is_shops_fault(self, reason: str) -> bool:
        return reason in self.shop_pays_for

    def shop_pays(self, reasons: Iterable[str]) -> bool:
        """One fault of the shop's is enough: the things lie in one parcel."""
        return any(self.is_shops_fault(reason) for reason in reasons)

    def wants_photograph(self, reasons: Iterable[str]) -> str:
        """The first of the reasons for which one is asked for, or nothing."""
        return next((reason for reason in reasons if reason in self.photograph_for), "")

    def approves(self, reasons: Collection[str], value: Decimal | None) -> bool:
        """By itself; `value` is None where a price is not known."""
        if self.approve == UP_TO:
            return value is not None and value <= self.approve_up_to
        if self.approve == BY_REASON:
            return all(reason in self.approve_reasons for reason in reasons)
        return self.approve == ALL


def kept(rules: ShopRules) -> dict[str, Any]:
    """As JSON keeps them."""
    return {
        name: str(value) if isinstance(value, Decimal) else list(value) if isinstance(value, tuple) else value
        for name, value in asdict(rules).items()
    }


def rules_from(given: Mapping[str, Any]) -> ShopRules:
    """Back from JSON; what is not in it is as usual."""
    usual = ShopRules()
    known = {one.name for one in fields(ShopRules)} & given.keys()
    return ShopRules(**{name: _as(getattr(usual, name), given[name]) for name in known})


def _as(usual: Any, value: Any) -> Any:
    if isinstance(usual, Decimal):
        return Decimal(value)
    return tuple(value) if isinstance(usual, tuple) else value


def read_rules(form: Mapping[str, Sequence[str]]) -> ShopRules:
    """A form's texts as rules; raises ValueError naming the rule that is not understood."""
    return ShopRules(
        days=_number("days", form, MOST_DAYS),
        without_items=_skus("without_items", form),
        without_flags=_some("without_flags", form, FLAGS),
        sealed_items=_skus("sealed_items", form),
        wishes=_some("wishes", form, WISHES, least=1),
        photograph_for=_some("photograph_for", form, CHOOSABLE),
        shop_pays_for=_some("shop_pays_for", form, REASONS),
        approve=_one("approve", form, APPROVALS),
        approve_up_to=_amount("approve_up_to", form),
        approve_reasons=_some("approve_reasons", form, CHOOSABLE),
        deductions={grade: _number(f"deduct_{grade}", form, 100, "deductions") for grade in GRADES},
        postage_back=_one("postage_back", form, POSTAGE_BACK),
        refused_fee=_amount("refused_fee", form),
        settle_by_itself=bool(form.get("settle_by_itself")),
    )


def _said(name: str, form: Mapping[str, Sequence[str]]) -> str:
    return next(iter(form.get(name, ())), "").strip()


def _number(name: str, form: Mapping[str, Sequence[str]], most: int, rule: str = "") -> int:
    text = _said(name, form)
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) <= most):
        raise ValueError(rule or name)
    return int(text)


def _amount(name: str, form: Mapping[str, Sequence[str]]) -> Decimal:
    amount = read_amount(_said(name, form) or "0")
    if amount is None:
        raise ValueError(name)
    return amount


def read_amount(text: str) -> Decimal | None:
    """A sum of money as somebody types it, to the cent; None for what is none."""
    try:
        amount = Decimal(text.strip().replace(",", "."))
        return amount.quantize(CENT) if amount.is_finite() and 0 <= amount < 10**9 else None
    except InvalidOperation:
        return None


def _one(name: str, form: Mapping[str, Sequence[str]], known: Sequence[str]) -> str:
    if _said(name, form) not in known:
        raise ValueError(name)
    return _said(name, form)


def _some(name: str, form: Mapping[str, Sequence[str]], known: Sequence[str], least: int = 0) -> tuple[str, ...]:
    given = form.get(name, ())
    if any(one not in known for one in given) or len(given) < least:
        raise ValueError(name)
    return tuple(one for one in known if one in given)


def _skus(name: str, form: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """One a line, each once."""
    given = dict.fromkeys(line.strip() for line in _said(name, form).splitlines() if line.strip())
    if len(given) > MOST_SKUS or any(len(sku) > 40 or not sku.isprintable() for sku in given):
        raise ValueError(name)
    return tuple(given)
