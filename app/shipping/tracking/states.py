"""The states of a parcel on its way: one short list, whatever each carrier calls them, and how people read them."""

from flask_babel import LazyString, gettext, lazy_gettext

(
    MADE,
    HANDED_OVER,
    IN_TRANSIT,
    AT_STORE,
    OUT_FOR_DELIVERY,
    DELIVERED,
    REFUSED,
    RETURNED,
    DAMAGED,
    LOST,
    DELAYED,
) = STATES = (
    "made",
    "handed_over",
    "in_transit",
    "at_store",
    "out_for_delivery",
    "delivered",
    "refused",
    "returned",
    "damaged",
    "lost",
    "delayed",
)
ENDS = frozenset({DELIVERED, RETURNED})
"""After these the carrier has nothing more to tell."""
TROUBLE = frozenset({REFUSED, DAMAGED, LOST})
"""Somebody has to see to a parcel of which the carrier says this."""

NAMES: dict[str, LazyString] = {
    MADE: lazy_gettext("Waybill made"),
    HANDED_OVER: lazy_gettext("Handed over"),
    IN_TRANSIT: lazy_gettext("On its way"),
    AT_STORE: lazy_gettext("At the store"),
    OUT_FOR_DELIVERY: lazy_gettext("Out for delivery"),
    DELIVERED: lazy_gettext("Delivered"),
    REFUSED: lazy_gettext("Refused"),
    RETURNED: lazy_gettext("Returned"),
    DAMAGED: lazy_gettext("Damaged"),
    LOST: lazy_gettext("Lost"),
    DELAYED: lazy_gettext("Delayed"),
}

SENTENCES: dict[str, LazyString] = {
    MADE: lazy_gettext("The parcel is ready for the carrier."),
    HANDED_OVER: lazy_gettext("The carrier has the parcel."),
    IN_TRANSIT: lazy_gettext("The parcel is on its way."),
    AT_STORE: lazy_gettext("The parcel waits at the store."),
    OUT_FOR_DELIVERY: lazy_gettext("The parcel is out for delivery."),
    DELIVERED: lazy_gettext("The parcel was delivered."),
    REFUSED: lazy_gettext("The parcel was not accepted."),
    RETURNED: lazy_gettext("The parcel went back to the shop."),
    DAMAGED: lazy_gettext("The carrier reports damage."),
    LOST: lazy_gettext("The carrier cannot find the parcel."),
    DELAYED: lazy_gettext("The parcel comes later than planned."),
}


def state_name(state: str) -> str:
    """The state in a word or two; of a parcel of which nothing was heard, that."""
    return str(NAMES.get(state) or gettext("Nothing heard yet"))


def state_sentence(state: str) -> str:
    """The state as a customer reads it."""
    return str(SENTENCES.get(state) or gettext("The parcel is being prepared."))
