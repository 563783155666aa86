"""The days of an item: units ordered on each, with the days on which nobody wanted any."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

WEEK = 7


def series_of(ordered: Mapping[date, int], today: date, most: int) -> tuple[int, ...]:
    """Units of each day from the first on which the item was ordered, the last `most` days at most, up to yesterday.

    Today is not over, so it does not count. An item that was never ordered has no days.
    """
    known = [day for day, units in ordered.items() if units > 0 and day < today]
    if not known:
        return ()
    first = max(min(known), today - timedelta(days=most))
    return tuple(ordered.get(first + timedelta(days=number), 0) for number in range((today - first).days))


def weekly(units: Sequence[int], most: int) -> tuple[int, ...]:
    """Units of the last whole weeks, `most` at most, the newest last; days before the first whole week are left out."""
    weeks = min(most, len(units) // WEEK)
    begin = len(units) - weeks * WEEK
    return tuple(sum(units[at : at + WEEK]) for at in range(begin, len(units), WEEK))


def days_without(units: Sequence[int]) -> int:
    """For how many days up to now nobody has ordered any."""
    for number, some in enumerate(reversed(units)):
        if some:
            return number
    return len(units)
