"""What releasing a hold does, told before somebody does it."""

from flask_babel import LazyString, gettext, lazy_gettext

WORDS: dict[str, LazyString] = {
    "unreadable_line": lazy_gettext("The order goes on without the lines that could not be read."),
    "nothing_to_pick": lazy_gettext("The order stays without work: no wave takes it."),
    "unknown_item": lazy_gettext("The order goes on with the items, once the catalogue knows them."),
    "address_missing": lazy_gettext("The order goes on with the address as it is."),
    "telephone_missing": lazy_gettext("The order goes on; the driver cannot call."),
    "unpaid": lazy_gettext("The order goes out although it is not paid."),
    "cod_not_confirmed": lazy_gettext("The customer counts as having confirmed."),
    "amount_differs": lazy_gettext("The order goes on with its amount as it is."),
    "date_passed": lazy_gettext("The order goes out with the next wave."),
    "short": lazy_gettext("The order goes on with what there is."),
    "back_order": lazy_gettext("A later wave picks what is there by then."),
    "tote_missing": lazy_gettext("The order goes on without what lies in the missing tote."),
    "lot_blocked": lazy_gettext("The order goes out with units of the blocked lot."),
    "to_cancel": lazy_gettext("The order is not cancelled; a later wave picks it anew."),
    "by_hand": lazy_gettext("The order goes on as if it had not been held."),
}


def consequence(reason: str) -> str:
    """The sentence that stands beside the button."""
    words = WORDS.get(reason)
    return str(words) if words else gettext("The order goes on.")
