"""When to order, and how many."""

from dataclasses import dataclass
from math import ceil, floor


@dataclass(frozen=True)
class Terms:
    """What a vendor delivers: within so many days, so many units at least, and in multiples."""

    lead_days: int
    minimum: int = 1
    multiple: int = 1


def order_quantity(position: int, reorder_point: int, a_day: float, days: int, terms: Terms) -> int:
    """Units to order now: none above the reorder point; else up to it and what `days` more want.

    `position`: what is available and on order, without what customers still wait for; it may be below nothing.
    """
    if position > reorder_point:
        return 0
    wanted = max(1, reorder_point + ceil(round(a_day * days, 6)) - position, terms.minimum)
    return -(-wanted // terms.multiple) * terms.multiple


def days_left(position: int, a_day: float) -> float | None:
    """For how many days the position lasts at the mean demand; None where nobody wants any."""
    if a_day <= 0:
        return None
    return max(0.0, position / a_day)


def days_to_order(position: int, a_day: float, lead_days: int) -> int:
    """In how many days it is to be ordered at the latest, so that at the mean demand it is there in time."""
    left = days_left(position, a_day)
    return 0 if left is None else max(0, floor(left) - lead_days)
