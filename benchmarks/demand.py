"""Do items run out, and how much lies there, where they are ordered at the points that Shelfway proposes?

The orders of a real shop (`online_retail.csv.xz`), item by item. Each week the points are computed from all days before
it; then the days of the week come as they came. An order goes out on the morning after the stock has come down to the
point, and is on the shelf so many days later. What cannot be served waits, and counts as not served in time. On June
and July the method was chosen; August and September were not looked at before.
"""

import csv
import lzma
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import product
from math import ceil
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.planning.demand import Forecast, Terms, forecast, order_quantity, plain_forecast

HELD_OUT = date(2011, 8, 1), date(2011, 10, 1)
LEADS, SERVICES = (7, 14, 28), (0.90, 0.95, 0.98)
DAYS_PER_ORDER = 14
RECENT = 56
WEEK = 7

Days = NDArray[np.int64]
Point = tuple[int, float]
"""The reorder point, and the units a day that an order covers."""
Method = Callable[[Sequence[int], int, float], Point]


@dataclass(frozen=True)
class Measured:
    """`served`: units served at once, of those wanted; `item_served`: the same, the mean of items; `quiet`: orders that
    came before the item had run out; `outlasted`: lead times, one a week, that wanted no more than the point; `held`:
    units on the shelf, the mean of days."""

    lead_days: int
    service: float
    method: str
    items: int
    orders: int
    served: float
    item_served: float
    quiet: float
    outlasted: float
    held: float


def windows(units: Sequence[int], lead_days: int, service: float) -> Point:
    return _point(forecast(units, lead_days, service))


def plain(units: Sequence[int], lead_days: int, service: float) -> Point:
    return _point(plain_forecast(units, lead_days, service))


def largest(units: Sequence[int], lead_days: int, _service: float) -> Point:
    """The most that any lead time of the last eight weeks wanted: a rule of thumb that knows no service."""
    recent = units[-max(RECENT, lead_days) :]
    stretches = [sum(recent[at : at + lead_days]) for at in range(max(1, len(recent) - lead_days + 1))]
    return max(stretches), sum(units) / len(units)


def _point(found: Forecast) -> Point:
    return found.reorder_point, found.a_day


METHODS: Mapping[str, Method] = {"windows": windows, "plain": plain, "largest": largest}


def wanted_by_day() -> tuple[date, dict[str, Days]]:
    """The first day of the file, and for each item its units of every day; corrections, fees and returns left out."""
    found: defaultdict[str, Counter[date]] = defaultdict(Counter)
    with lzma.open(Path(os.environ["SHELFWAY_DATA"]) / "online_retail.csv.xz", "rt", newline="") as rows:
        for row in csv.DictReader(rows):
            code, units = row["StockCode"].upper(), int(float(row["Quantity"]))
            if code[:5].isdigit() and units > 0 and row["InvoiceNo"].isdigit() and float(row["UnitPrice"]) > 0:
                found[code][date.fromisoformat(row["InvoiceDate"][:10])] += units
    days = sorted({day for counts in found.values() for day in counts})
    first, count = days[0], (days[-1] - days[0]).days + 1
    series = {}
    for code in sorted(found):
        series[code] = np.zeros(count, dtype=np.int64)
        for day, units in found[code].items():
            series[code][(day - first).days] = units
    return first, series


def sample(series: Mapping[str, Days], count: int, seed: int = 1) -> dict[str, Days]:
    """Some of the items, always the same."""
    return {code: series[code] for code in sorted(Random(seed).sample(sorted(series), count))}


def simulate(series: Mapping[str, Days], begin: int, end: int, lead_days: int, service: float, name: str) -> Measured:
    """All items that were wanted before the day `begin`, until the day `end`."""
    runs = [_Run(units, begin, lead_days, service, METHODS[name]) for units in series.values() if units[:begin].any()]
    for day in range(begin, end):
        for run in runs:
            run.day(day)
    wanted = [run for run in runs if run.wanted]
    weeks = [said for run in runs for said in run.outlasted(end)]
    orders = sum(run.came for run in runs)
    return Measured(
        lead_days,
        service,
        name,
        len(runs),
        orders,
        sum(run.served for run in wanted) / sum(run.wanted for run in wanted),
        sum(run.served / run.wanted for run in wanted) / len(wanted),
        sum(run.quiet for run in runs) / max(1, orders),
        sum(weeks) / max(1, len(weeks)),
        sum(run.held for run in runs) / (end - begin),
    )


class _Run:
    """One item through the days."""

    def __init__(self, units: Days, begin: int, lead_days: int, service: float, method: Method) -> None:
        self._units, self._begin, self._service, self._method = units, begin, service, method
        self._first = int(np.argmax(units > 0))
        self._terms = Terms(lead_days)
        self._due: dict[int, int] = {}
        self._ran_out = False
        self._points: dict[int, int] = {}
        self.wanted = self.served = self.held = self.came = self.quiet = 0
        self._learn(begin)
        self._on_hand = self._point + ceil(self._a_day * DAYS_PER_ORDER)

    def _learn(self, day: int) -> None:
        known = self._units[self._first : day].tolist()
        self._point, self._a_day = self._method(known, self._terms.lead_days, self._service)
        self._points[day] = self._point

    def day(self, day: int) -> None:
        """An order comes, the day's figures are made, one goes out if it is time; then the customers ask."""
        if (day - self._begin) % WEEK == 0 and day > self._begin:
            self._learn(day)
        if day in self._due:
            self._on_hand += self._due.pop(day)
            self.came += 1
            self.quiet += not self._ran_out
            self._ran_out = False
        position = self._on_hand + sum(self._due.values())
        units = order_quantity(position, self._point, self._a_day, DAYS_PER_ORDER, self._terms)
        if units:
            self._due[day + self._terms.lead_days] = units
        asked = int(self._units[day])
        self.wanted += asked
        self.served += min(asked, max(0, self._on_hand))
        self._on_hand -= asked
        self._ran_out |= self._on_hand < 0
        self.held += max(0, self._on_hand)

    def outlasted(self, end: int) -> list[bool]:
        """Of each week's first day whose lead time ends before `end`: whether it wanted no more than the point."""
        lead = self._terms.lead_days
        return [
            int(self._units[day : day + lead].sum()) <= point
            for day, point in self._points.items()
            if day + lead <= end
        ]


def measure(months: tuple[date, date] = HELD_OUT) -> dict[str, Any]:
    """All items, told."""
    if not os.environ.get("SHELFWAY_DATA"):
        print("  left out: SHELFWAY_DATA names no folder with the orders")
        return {"rows": []}
    first, series = wanted_by_day()
    begin, end = ((day - first) // timedelta(days=1) for day in months)
    print(f"  {len(series)} items, {months[0]} to before {months[1]}; an order covers {DAYS_PER_ORDER} days more")
    print(
        f"  {'lead':>4} {'aim':>5} {'method':<8} {'served':>7} {'by item':>8} {'quiet':>7} {'outlast':>8} {'held':>9}"
    )
    rows = []
    for lead_days, service, name in product(LEADS, SERVICES, METHODS):
        if name == "largest" and service != SERVICES[0]:
            continue
        row = simulate(series, begin, end, lead_days, service, name)
        rows.append(asdict(row))
        print(
            f"  {lead_days:>4} {service:>5.0%} {name:<8} {row.served:>7.1%} {row.item_served:>8.1%} {row.quiet:>7.1%} "
            f"{row.outlasted:>8.1%} {row.held:>9,.0f}",
            flush=True,
        )
    return {"rows": rows}
