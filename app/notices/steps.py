"""The steps of an order that a customer can be told of."""

from flask_babel import LazyString, lazy_gettext

(
    RECEIVED,
    HELD,
    SHIPPED,
    AT_STORE,
    OUT_FOR_DELIVERY,
    DELIVERED,
    DELAYED,
    RETURN_APPROVED,
    RETURN_REFUSED,
    RETURN_RECEIVED,
    REFUND_ASKED,
) = STEPS = (
    "received",
    "held",
    "shipped",
    "at_store",
    "out_for_delivery",
    "delivered",
    "delayed",
    "return_approved",
    "return_refused",
    "return_received",
    "refund_asked",
)
NAMES: dict[str, LazyString] = {
    RECEIVED: lazy_gettext("Order received"),
    HELD: lazy_gettext("Order held for something"),
    SHIPPED: lazy_gettext("Shipped, with its number"),
    AT_STORE: lazy_gettext("At the store"),
    OUT_FOR_DELIVERY: lazy_gettext("Out for delivery"),
    DELIVERED: lazy_gettext("Delivered"),
    DELAYED: lazy_gettext("Delayed"),
    RETURN_APPROVED: lazy_gettext("Return approved"),
    RETURN_REFUSED: lazy_gettext("Return refused"),
    RETURN_RECEIVED: lazy_gettext("Return arrived"),
    REFUND_ASKED: lazy_gettext("Money is paid back"),
}

CUSTOMERS_HOLDS = frozenset({"address_missing", "telephone_missing", "unpaid", "cod_not_confirmed", "date_passed"})
"""Holds that the customer can do something about; the others are the house's own business."""


def step_name(step: str) -> str:
    return str(NAMES.get(step, step))
