"""The figures of all items from what was ordered. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.planning.demand import Forecast, Terms, abc_classes, days_without, forecast, series_of, weekly, xyz_class

HISTORY = 364
"""Days that are looked at; 52 weeks, so that a year's seasons count once each."""
CLASS_WEEKS = 26
CLASS_DAYS = 7 * CLASS_WEEKS
"""Classes are made from the last half year: last Christmas says little of where to count in July."""


@dataclass(frozen=True)
class Wanted:
    """Units of an item by the day on which they were ordered, and how many `lines` asked for it within CLASS_DAYS.

    `came`: since when what lies there has lain there; nothing lies there where that is None.
    """

    item_id: int
    units: Mapping[date, int]
    lines: int
    came: date | None
    vendor_id: int | None
    terms: Terms


@dataclass(frozen=True)
class Given:
    today: date
    service_percent: float
    items: Sequence[Wanted]


@dataclass(frozen=True)
class Figures:
    wanted: Wanted
    forecast: Forecast
    weeks: tuple[int, ...]
    quiet_since: date | None
    abc: str
    xyz: str


def figures_of(given: Given, stop: Callable[[], bool], tell: Callable[[Any], None]) -> list[Figures]:
    """All of them: a year of a thousand items takes half a second, so that nobody stops it on the way."""
    classes = abc_classes({one.item_id: one.lines for one in given.items})
    return [_figures(given, one, classes[one.item_id]) for one in given.items]


def _figures(given: Given, wanted: Wanted, abc: str) -> Figures:
    units = series_of(wanted.units, given.today, HISTORY)
    weeks = weekly(units, CLASS_WEEKS)
    last = given.today - timedelta(days=days_without(units) + 1) if units else None
    known = [day for day in (last, wanted.came) if day is not None]
    return Figures(
        wanted,
        forecast(units, wanted.terms.lead_days, given.service_percent / 100),
        weeks,
        max(known, default=None),
        abc,
        xyz_class(weeks),
    )
