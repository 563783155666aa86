"""All checks of the books, in the order in which a person would look."""

from collections.abc import Sequence

from app.books import (
    counts,
    operations,
    orders,
    packing,
    picks,
    put_aways,
    put_backs,
    refills,
    returns,
    serials,
    shipping,
    stock,
    walks,
    waybills,
)
from app.books.check import Check, Finding, run

CHECKS: Sequence[Check] = (
    *stock.CHECKS,
    *counts.CHECKS,
    *orders.CHECKS,
    *picks.CHECKS,
    *put_backs.CHECKS,
    *put_aways.CHECKS,
    *refills.CHECKS,
    *packing.CHECKS,
    *shipping.CHECKS,
    *returns.CHECKS,
    *serials.CHECKS,
    *walks.CHECKS,
    *waybills.CHECKS,
    *operations.CHECKS,
)


def check_books() -> list[Finding]:
    """What each check found, in one reading of the database."""
    return [run(check) for check in CHECKS]


def broken_rules() -> list[Finding]:
    """Only the checks that some row does not pass."""
    return [finding for finding in check_books() if finding.count]
