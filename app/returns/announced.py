"""A return as a file announced it, before it is matched with what was sent; and what could not be matched, and why."""

from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import LazyString, gettext, lazy_gettext

from app.returns.words import OTHER

UNREADABLE = lazy_gettext("a row that cannot be read")
NO_GOODS = lazy_gettext("no goods: postage, a fee or a discount")
UNKNOWN_ITEM = lazy_gettext("an item that the catalogue does not know")
NOBODY = lazy_gettext("neither a customer nor an order")
NO_CUSTOMER = lazy_gettext("a customer who has no order here")
NO_ORDER = lazy_gettext("an order that is not here")
OTHER_CUSTOMER = lazy_gettext("an order of another customer")
NEVER_LEFT = lazy_gettext("an order of which nothing has left")
NOT_SENT = lazy_gettext("an item that was never sent to them")
NOT_SENT_WITH_IT = lazy_gettext("an item that was not sent with that order")
SENT_LATER = lazy_gettext("ordered only after the return")
MORE_THAN_SENT = lazy_gettext("more than was sent to them and has not come back yet")
REFUSED = lazy_gettext("not taken back by the rules")


@dataclass(frozen=True, slots=True)
class AnnouncedLine:
    """`line` and `text` are the row's in the file."""

    line: int
    text: str
    sku: str
    quantity: int
    order_number: str = ""
    reason: str = OTHER
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """So many units of a row for which nothing is found that could come back; `words` say more than `why`."""

    line: int
    text: str
    units: int
    why: LazyString
    words: str = ""
    of: int = 0

    def __str__(self) -> str:
        words = self.words or str(self.why)
        if self.units < self.of:
            return str(gettext("%(units)s of %(of)s units: %(words)s", units=self.units, of=self.of, words=words))
        return words


@dataclass
class AnnouncedReturn:
    """One number of the channel: lines that can be read, and rows that cannot or are no goods."""

    number: str
    returned_at: datetime
    customer_number: str = ""
    lines: list[AnnouncedLine] = field(default_factory=list)
    left: list[Unmatched] = field(default_factory=list)


def row_left(row: AnnouncedLine, units: int, why: LazyString, words: str = "") -> Unmatched:
    return Unmatched(row.line, row.text, units, why, words, row.quantity)
