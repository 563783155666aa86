"""Texts as numbers, amounts, days and moments; what cannot be read raises ValueError with words for the report."""

import re
from datetime import date, datetime, tzinfo
from decimal import Decimal

from flask_babel import LazyString, lazy_gettext

MOST = 1_000_000

NO_WHOLE = lazy_gettext("not a whole number")
TOO_MANY = lazy_gettext("more than a million units")
NO_AMOUNT = lazy_gettext("not an amount of money")
NO_MOMENT = lazy_gettext("not a date and time")
NO_DAY = lazy_gettext("not a date")

_WHOLE = re.compile(r"[+-]?\d{1,12}(\.0*)?", re.ASCII)
_AMOUNT = re.compile(r"[+-]?\d{1,9}(\.\d{1,12})?", re.ASCII)


class Unreadable(ValueError):
    """`words` say what is wrong with the text of a column."""

    def __init__(self, words: LazyString, column: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.column = column

    def __str__(self) -> str:
        return f"{self.column}: {self.words}" if self.column else str(self.words)


def whole(text: str) -> int:
    """`6`, `-6` and `6.0` are whole numbers; `6.5` is none."""
    if not _WHOLE.fullmatch(text):
        raise Unreadable(NO_WHOLE)
    number = int(text.split(".")[0])
    if abs(number) > MOST:
        raise Unreadable(TOO_MANY)
    return number


def amount(text: str, decimal_sign: str = ".") -> Decimal:
    """Money with four decimals at most kept."""
    if decimal_sign == ",":
        text = text.replace(".", "").replace(",", ".")
    if not _AMOUNT.fullmatch(text):
        raise Unreadable(NO_AMOUNT)
    return round(Decimal(text), 4)


def moment(text: str, form: str, zone: tzinfo) -> datetime:
    """A date and time; one without a zone of its own is by the clock of `zone`. An empty `form` means ISO 8601."""
    try:
        read = datetime.strptime(text, form) if form else datetime.fromisoformat(text)  # noqa: DTZ007 - zone follows
    except ValueError:
        raise Unreadable(NO_MOMENT) from None
    if not 1990 <= read.year <= 2200:
        raise Unreadable(NO_MOMENT)
    return read if read.tzinfo else read.replace(tzinfo=zone)


def day(text: str) -> date:
    """A day as ISO 8601 writes it; a time behind it is left out."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise Unreadable(NO_DAY) from None
