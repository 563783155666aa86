"""On which terms a vendor delivers an item, as a form or a row of a file says them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from flask_babel import LazyString, lazy_gettext

from app.tables.values import Unreadable, amount, whole

LONGEST_CODE = 80
MOST_DAYS = 365
MOST_RANK = 99

LEAD_UNCLEAR = lazy_gettext("a lead time that is not 1 to 365 days")
COUNT_UNCLEAR = lazy_gettext("a minimum or multiple that is not more than nothing")
RANK_UNCLEAR = lazy_gettext("a rank that is not 1 to 99")
PRICE_UNCLEAR = lazy_gettext("a price below nothing")
CURRENCY_UNCLEAR = lazy_gettext("a currency that is not three letters, such as EUR")
CODE_UNCLEAR = lazy_gettext("a vendor's code of more than 80 characters, or with signs that cannot be printed")
LEAD_MISSING = lazy_gettext("no lead time")


@dataclass(frozen=True)
class VendorTerms:
    """The same names as the columns of `VendorItem`."""

    lead_days: int
    code: str = ""
    minimum: int = 1
    multiple: int = 1
    price: Decimal | None = None
    currency: str = ""
    rank: int = 1

    @property
    def columns(self) -> dict[str, Any]:
        return asdict(self)


def read_terms(given: Mapping[str, str]) -> VendorTerms:
    """Texts by column; what is left empty is the usual. Raises Unreadable, which names the column."""
    lead_days = _read(given, "lead_days", whole, 0)
    if "lead_days" not in given or not given["lead_days"].strip():
        raise Unreadable(LEAD_MISSING)
    code = given.get("vendor_code", "").strip()
    currency = given.get("currency", "").strip().upper()
    terms = VendorTerms(
        lead_days,
        code,
        _read(given, "minimum", whole, 1),
        _read(given, "multiple", whole, 1),
        _read(given, "price", amount, None),
        currency,
        _read(given, "rank", whole, 1),
    )
    _check(terms)
    return terms


def _check(terms: VendorTerms) -> None:
    wrong: list[tuple[bool, LazyString]] = [
        (not 1 <= terms.lead_days <= MOST_DAYS, LEAD_UNCLEAR),
        (min(terms.minimum, terms.multiple) < 1, COUNT_UNCLEAR),
        (not 1 <= terms.rank <= MOST_RANK, RANK_UNCLEAR),
        (terms.price is not None and terms.price < 0, PRICE_UNCLEAR),
        (bool(terms.currency) and not re.fullmatch("[A-Z]{3}", terms.currency), CURRENCY_UNCLEAR),
        (len(terms.code) > LONGEST_CODE or not terms.code.isprintable(), CODE_UNCLEAR),
    ]
    for is_wrong, words in wrong:
        if is_wrong:
            raise Unreadable(words)


def _read(given: Mapping[str, str], name: str, reader: Callable[[str], Any], usual: Any) -> Any:
    text = given.get(name, "").strip()
    try:
        return reader(text) if text else usual
    except Unreadable as problem:
        raise Unreadable(problem.words, name) from None
