"""What is asked and said of returns, as people read it."""

from flask_babel import LazyString, lazy_gettext

REFUND, EXCHANGE, REPAIR = WISHES = ("refund", "exchange", "repair")
CHANGED_MIND, NOT_AS_SHOWN, DAMAGED, FAULTY, WRONG_ITEM, LATE, NOT_ACCEPTED, NOT_DELIVERED, OTHER = REASONS = (
    "changed_mind",
    "not_as_shown",
    "damaged",
    "faulty",
    "wrong_item",
    "late",
    "not_accepted",
    "not_delivered",
    "other",
)
NOT_CHOSEN = frozenset({NOT_ACCEPTED, NOT_DELIVERED})
"""Reasons that the parcel itself tells: nobody chooses them when a return is opened."""
RESTOCK, REFURBISH, REPACKAGE, VENDOR, QUARANTINE, SCRAP, TO_CUSTOMER = DISPOSITIONS = (
    "restock",
    "refurbish",
    "repackage",
    "vendor",
    "quarantine",
    "scrap",
    "to_customer",
)
NEW, OPENED, USED, DAMAGED_GOODS, UNUSABLE = GRADES = ("new", "opened", "used", "damaged", "unusable")

WISH_NAMES: dict[str, LazyString] = {
    REFUND: lazy_gettext("Money back"),
    EXCHANGE: lazy_gettext("Exchange"),
    REPAIR: lazy_gettext("Repair"),
}
REASON_NAMES: dict[str, LazyString] = {
    CHANGED_MIND: lazy_gettext("Not wanted any more"),
    NOT_AS_SHOWN: lazy_gettext("Not as it was shown"),
    DAMAGED: lazy_gettext("Arrived damaged"),
    FAULTY: lazy_gettext("Does not work"),
    WRONG_ITEM: lazy_gettext("Another item than ordered"),
    LATE: lazy_gettext("Came too late"),
    NOT_ACCEPTED: lazy_gettext("Not accepted at the door"),
    NOT_DELIVERED: lazy_gettext("Could not be delivered"),
    OTHER: lazy_gettext("Another reason"),
}
DISPOSITION_NAMES: dict[str, LazyString] = {
    RESTOCK: lazy_gettext("Back into stock"),
    REFURBISH: lazy_gettext("Refurbish"),
    REPACKAGE: lazy_gettext("Repackage"),
    VENDOR: lazy_gettext("Back to the vendor"),
    QUARANTINE: lazy_gettext("Quarantine"),
    SCRAP: lazy_gettext("Scrap"),
    TO_CUSTOMER: lazy_gettext("Back to the customer"),
}
GRADE_NAMES: dict[str, LazyString] = {
    NEW: lazy_gettext("As new, still closed"),
    OPENED: lazy_gettext("Opened, not used"),
    USED: lazy_gettext("Used"),
    DAMAGED_GOODS: lazy_gettext("Damaged"),
    UNUSABLE: lazy_gettext("Of no use any more"),
}


def wish_name(wish: str) -> str:
    return str(WISH_NAMES.get(wish, wish))


def reason_name(reason: str) -> str:
    return str(REASON_NAMES.get(reason, reason))


def disposition_name(disposition: str) -> str:
    return str(DISPOSITION_NAMES.get(disposition, disposition))


def grade_name(grade: str) -> str:
    return str(GRADE_NAMES.get(grade, grade))
