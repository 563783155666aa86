"""Why stock is changed by hand: fixed lists, so that what was written off can be summed up by reason."""

from dataclasses import dataclass

from flask_babel import LazyString, lazy_gettext

from app.stockkeeping.errors import ReasonNeeded
from app.warehouse.models import ADJUSTMENT, SCRAP

LONGEST_NOTE = 300


@dataclass(frozen=True)
class Reason:
    """In words; whether there are more units by it; and the other side of the book."""

    words: LazyString
    more: bool = False
    side: str = ADJUSTMENT


ADJUSTMENTS: dict[str, Reason] = {
    "found": Reason(lazy_gettext("Found"), more=True),
    "under_received": Reason(lazy_gettext("Wrong receipt: more came than was booked"), more=True),
    "lost": Reason(lazy_gettext("Lost")),
    "over_received": Reason(lazy_gettext("Wrong receipt: fewer came than were booked")),
    "broken": Reason(lazy_gettext("Broken, thrown away"), side=SCRAP),
    "expired": Reason(lazy_gettext("Expired, thrown away"), side=SCRAP),
    "own_use": Reason(lazy_gettext("Sample or own use")),
}
SET_ASIDES: dict[str, LazyString] = {
    "damaged": lazy_gettext("Damaged"),
    "expired": lazy_gettext("Expired"),
    "recalled": lazy_gettext("Recalled"),
    "packaging": lazy_gettext("Packaging is damaged"),
    "to_inspect": lazy_gettext("Somebody has to look at it"),
}
EXPIRED = "expired"
"""Also why the expiry watch blocks a lot."""
BLOCKS: dict[str, LazyString] = {
    "recall": lazy_gettext("Recall"),
    "quality": lazy_gettext("Doubt about the quality"),
    "papers": lazy_gettext("Papers are missing"),
    "complaint": lazy_gettext("Customers complain"),
    EXPIRED: lazy_gettext("Its date has passed"),
}


def check_reason(reason: str, known: dict[str, Reason] | dict[str, LazyString]) -> None:
    """Raises ReasonNeeded."""
    if reason not in known:
        raise ReasonNeeded


def noted(text: str) -> str:
    """A note as it is kept: one line, and not too long."""
    return " ".join(text.split())[:LONGEST_NOTE]


def adjustment_reason(reason: str) -> str:
    known = ADJUSTMENTS.get(reason)
    return str(known.words) if known else reason


def set_aside_reason(reason: str) -> str:
    return str(SET_ASIDES.get(reason, reason))


def adjustment_choices() -> list[tuple[str, str]]:
    """For a form: with the sign of what each does."""
    return [(name, f"{'+' if known.more else '−'} {known.words}") for name, known in ADJUSTMENTS.items()]


def block_choices() -> list[tuple[str, str]]:
    return [(name, str(words)) for name, words in BLOCKS.items()]


def block_reason(reason: str) -> str:
    return str(BLOCKS.get(reason, reason))
