"""What the reasons of movements are called."""

from flask_babel import LazyString, lazy_gettext

from app.stockkeeping.reasons import ADJUSTMENTS

MOVEMENTS: dict[str, LazyString] = {
    "receive": lazy_gettext("Received"),
    "pick": lazy_gettext("Picked"),
    "undo": lazy_gettext("Undone"),
    "damaged": lazy_gettext("Damaged"),
    "put_back": lazy_gettext("Put back"),
    "put_back_undone": lazy_gettext("Back into its tote"),
    "missing": lazy_gettext("Missing"),
    "ship": lazy_gettext("Shipped"),
    "pack": lazy_gettext("Packed"),
    "unpack": lazy_gettext("Taken out"),
    "sort": lazy_gettext("Sorted"),
    "unsort": lazy_gettext("Back from its cell"),
    "merged": lazy_gettext("Into another tote"),
    "refill": lazy_gettext("Refilled"),
    "return": lazy_gettext("Returned"),
    "return_undone": lazy_gettext("Back into its parcel"),
    "put_away": lazy_gettext("Put away"),
    "count": lazy_gettext("Counted"),
    "move": lazy_gettext("Moved"),
    "set_aside": lazy_gettext("To quarantine"),
    "release": lazy_gettext("Released from quarantine"),
    "scrap": lazy_gettext("Scrapped"),
    **{reason: known.words for reason, known in ADJUSTMENTS.items()},
}


def movement_words(reason: str) -> str:
    """As a person reads it."""
    return str(MOVEMENTS.get(reason, reason))
