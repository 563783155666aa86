"""Grade and reason say where a returned unit goes: the table of dispositions. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.returns.grading import DEVICE, PERISHABLE
from app.returns.words import (
    CHANGED_MIND,
    DAMAGED,
    FAULTY,
    GRADES,
    LATE,
    NEW,
    NOT_ACCEPTED,
    NOT_AS_SHOWN,
    NOT_DELIVERED,
    OPENED,
    OTHER,
    QUARANTINE,
    REASONS,
    REFURBISH,
    REPACKAGE,
    RESTOCK,
    SCRAP,
    TO_CUSTOMER,
    UNUSABLE,
    USED,
    VENDOR,
    WRONG_ITEM,
)

SALE = frozenset({CHANGED_MIND, NOT_AS_SHOWN, LATE, NOT_ACCEPTED, NOT_DELIVERED, OTHER, WRONG_ITEM})
"""Reasons that say nothing against the unit itself."""
CARRIERS = frozenset({DAMAGED, NOT_ACCEPTED, NOT_DELIVERED})
"""Reasons by which a damage may be the carrier's: the unit is kept as evidence."""


@dataclass(frozen=True)
class Facts:
    """`kind` as in grading. `is_stranger`: it was not sent with the order. `is_refused`: the shop does not take it."""

    kind: str
    is_expired: bool = False
    is_blocked: bool = False
    is_stranger: bool = False
    is_refused: bool = False


Ways = Mapping[str, Mapping[str, str]]
"""Dispositions that a shop set for a kind of item: by grade, then by reason."""


def proposed(grade: str, reason: str, facts: Facts, own: Ways | None = None) -> str:
    """Only what is as new and good to sell goes back into stock; what nobody can judge here waits in quarantine.

    Whatever a shop set: what is blocked or strange is never sold, what has expired is scrap.
    """
    if facts.is_stranger or facts.is_blocked:
        return QUARANTINE
    if facts.is_refused:
        return TO_CUSTOMER
    if facts.is_expired:
        return SCRAP
    return (own or {}).get(grade, {}).get(reason) or _usual(grade, reason, facts)


def restocks(grade: str) -> bool:
    """Whether a shop may sell it again as it is."""
    return grade in (NEW, OPENED)


def _usual(grade: str, reason: str, facts: Facts) -> str:
    if grade == UNUSABLE:
        return SCRAP
    if grade == NEW:
        return RESTOCK if reason in SALE else QUARANTINE
    if facts.kind == PERISHABLE:
        return SCRAP
    return _second_hand(grade, reason, facts.kind)


def _second_hand(grade: str, reason: str, kind: str) -> str:
    if reason == FAULTY:
        return VENDOR
    if grade == OPENED:
        return QUARANTINE if reason == DAMAGED else REPACKAGE
    if grade == USED:
        return REFURBISH
    if reason in CARRIERS:
        return QUARANTINE
    return REFURBISH if kind == DEVICE else SCRAP


def table(facts: Facts, own: Ways | None = None) -> Ways:
    """All of it for one item, as a handheld has it: by grade, then by reason."""
    return {grade: {reason: proposed(grade, reason, facts, own) for reason in REASONS} for grade in GRADES}
