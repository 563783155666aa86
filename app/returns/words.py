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


STATE_NAMES: dict[str, LazyString] = {
    "requested": lazy_gettext("Waits for an answer"),
    "approved": lazy_gettext("Approved"),
    "refused": lazy_gettext("Refused"),
    "cancelled": lazy_gettext("Called off"),
    "settled": lazy_gettext("Settled"),
}
OPENER_NAMES: dict[str, LazyString] = {
    "customer": lazy_gettext("by the customer"),
    "desk": lazy_gettext("at the desk"),
    "dock": lazy_gettext("at the dock"),
    "history": lazy_gettext("before, known from a file"),
}
BY_GRADE, OPENED_SEALED, DISCOUNT, NOT_TAKEN, NOT_PAID, BY_HAND = DEDUCTIONS = (
    "grade",
    "opened",
    "discount",
    "not_taken",
    "not_paid",
    "by_hand",
)
DEDUCTION_NAMES: dict[str, LazyString] = {
    BY_GRADE: lazy_gettext("For its condition"),
    OPENED_SEALED: lazy_gettext("Opened, though it goes back sealed only"),
    DISCOUNT: lazy_gettext("Its share of the order's discount"),
    NOT_TAKEN: lazy_gettext("For the parcel that was not accepted"),
    NOT_PAID: lazy_gettext("More than was paid for the order"),
    BY_HAND: lazy_gettext("Decided by a person"),
}


def rma_state_name(state: str) -> str:
    return str(STATE_NAMES.get(state, state))


def opener_name(opened_by: str) -> str:
    return str(OPENER_NAMES.get(opened_by, opened_by))


def deduction_name(kind: str) -> str:
    return str(DEDUCTION_NAMES.get(kind, kind))
