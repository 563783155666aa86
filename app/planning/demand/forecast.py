"""How many units are wanted while an order is on its way, and how many more to keep because nobody knows it exactly.

Demand of a shop is lumpy: many days without any, then a large order. So no shape is assumed of it. All stretches of as
many days as the lead time that the item has seen (they overlap) are looked at: their level is the forecast, how far
they were from it is the error, and the share of them that the stock is to outlast gives the reorder point. This is the
empirical method of Porras and Dekker (2008); what is new weighs more here, so that the figures follow a trend.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

HALF_LIFE = 112
"""Days after which a day counts half as much; chosen on the shop's June and July, see docs/benchmarks.md."""
WINDOWS, PLAIN = "windows", "plain"

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Forecast:
    """Of `days` measured ones: units `a_day`, `expected` in the lead time, the root mean square `error` of that, and
    the units kept for safety; `method` says by which way."""

    method: str
    days: int
    a_day: float
    expected: float
    error: float
    safety: float

    @property
    def reorder_point(self) -> int:
        """What is there and on its way has come down to so many units: order."""
        return ceil(round(self.expected + self.safety, 6))


def forecast(units: Sequence[int], lead_days: int, service: float) -> Forecast:
    """Of units of each day, the newest last. `service`: the share of lead times that the stock is to outlast, under 1.

    Days fewer than two lead times and one say too little about stretches: then by the plain way.
    """
    if len(units) < 2 * lead_days + 1:
        return plain_forecast(units, lead_days, service)
    daily = np.asarray(units, dtype=np.float64)
    a_day = _mean(daily, _weights(len(daily)))
    expected = a_day * lead_days
    errors = _stretches(daily, lead_days) - expected
    weights = _weights(len(errors))
    safety = max(0.0, _quantile(errors, weights, service))
    return Forecast(WINDOWS, len(units), a_day, expected, float(np.sqrt(_mean(errors**2, weights))), safety)


def plain_forecast(units: Sequence[int], lead_days: int, service: float) -> Forecast:
    """Mean and standard deviation of a day, as if days were normal and independent: the textbook's way."""
    daily = np.asarray(units, dtype=np.float64)
    a_day = float(daily.mean()) if len(daily) else 0.0
    deviation = float(daily.std(ddof=1)) if len(daily) > 1 else 0.0
    error = deviation * float(np.sqrt(lead_days))
    safety = max(0.0, NormalDist().inv_cdf(service) * error)
    return Forecast(PLAIN, len(units), a_day, a_day * lead_days, error, safety)


def _stretches(daily: Numbers, days: int) -> Numbers:
    """Sums of each `days` days that follow each other, the newest last."""
    sums = np.concatenate(([0.0], np.cumsum(daily)))
    stretches: Numbers = sums[days:] - sums[:-days]
    return stretches


def _weights(count: int) -> Numbers:
    weights: Numbers = 0.5 ** (np.arange(count - 1, -1, -1, dtype=np.float64) / HALF_LIFE)
    weights /= weights.sum()
    return weights


def _mean(values: Numbers, weights: Numbers) -> float:
    return float((values * weights).sum())


def _quantile(values: Numbers, weights: Numbers, share: float) -> float:
    """The smallest of the values which, with those below it, has that share of the weight."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    at = int(np.searchsorted(reached, share * (1 - 1e-12)))
    return float(values[order][min(at, len(values) - 1)])
