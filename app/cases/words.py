"""Why cases are opened and what came of them, as people read it."""

from flask_babel import LazyString, lazy_gettext

LATE, STILL, REFUSED, DAMAGED, LOST, DELAYED, RETURN, REPAIR, OTHER = CASE_REASONS = (
    "late",
    "still",
    "refused",
    "damaged",
    "lost",
    "delayed",
    "return",
    "repair",
    "other",
)
ARRIVED, MOVED, SENT_AGAIN, REFUNDED, CLAIMED, ANSWERED, NOTHING = RESULTS = (
    "arrived",
    "moved",
    "sent_again",
    "refunded",
    "claimed",
    "answered",
    "nothing",
)

REASON_NAMES: dict[str, LazyString] = {
    LATE: lazy_gettext("Late against the promise"),
    STILL: lazy_gettext("No news for long"),
    REFUSED: lazy_gettext("Not accepted"),
    DAMAGED: lazy_gettext("Damaged on its way"),
    LOST: lazy_gettext("Lost on its way"),
    DELAYED: lazy_gettext("Delayed by the carrier"),
    RETURN: lazy_gettext("A return waits for its answer"),
    REPAIR: lazy_gettext("Repair and send back"),
    OTHER: lazy_gettext("Something else to find out"),
}
RESULT_NAMES: dict[str, LazyString] = {
    ARRIVED: lazy_gettext("It arrived"),
    MOVED: lazy_gettext("It moves again"),
    SENT_AGAIN: lazy_gettext("Sent again"),
    REFUNDED: lazy_gettext("Money given back"),
    CLAIMED: lazy_gettext("The carrier pays"),
    ANSWERED: lazy_gettext("The customer has the answer"),
    NOTHING: lazy_gettext("Nothing to do"),
}


def case_reason(reason: str) -> str:
    """Why the case was opened."""
    return str(REASON_NAMES.get(reason, reason))


def case_result(result: str) -> str:
    """What came of it."""
    return str(RESULT_NAMES.get(result, result))
