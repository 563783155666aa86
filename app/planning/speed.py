"""How quick walking and picking are, measured from what was done. Pure.

What lies between two picks is a leg: so many metres, so many lines, so many seconds. Over many legs the seconds are
metres ÷ speed + lines x seconds a line. The fit leaves out what is far from that (Tukey's weights); then all of it is
drawn out until it says of the measured legs together what they took: small delays belong to a shift.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

LONGEST = 600.0
"""Seconds between two picks beyond which nobody was picking."""
FAR = 4.685
"""Tukey's constant, in deviations: what lies further off than this counts for nothing."""
ROUNDS = 12
TRUST = 12.0
"""The speed that is supposed counts as so many legs: with fewer measured it rules, with many it hardly shows."""
SLOWEST, QUICKEST = 0.2, 3.0
LEAST_LINE, MOST_LINE = 1.0, 180.0
LEAST_SHARE, MOST_SHARE = 0.4, 3.0
"""Whatever was measured, nobody is taken to be slower or quicker than this."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Leg:
    """From one pick to the next: metres walked, lines closed at its end, seconds of reaching up, seconds in all."""

    metres: float
    lines: float
    reaching: float
    seconds: float


@dataclass(frozen=True)
class Speed:
    """Metres a second, seconds a line, and by how much more (or less) everything takes; measured in so many `legs`."""

    metres_per_second: float
    seconds_per_line: float
    share: float = 1.0
    legs: int = 0

    def seconds(self, metres: float, lines: float, reaching: float = 0.0) -> float:
        """How long so much takes."""
        return self.share * (metres / self.metres_per_second + lines * self.seconds_per_line + reaching)


def measured(legs: Sequence[Leg], supposed: Speed) -> Speed:
    """The speed in these legs; what too few of them leave open is as `supposed`."""
    picked = [leg for leg in legs if 0 <= leg.seconds <= LONGEST]
    if not picked:
        return replace(supposed, legs=0)
    pace, line = _fit(picked, supposed)
    plain = Speed(1 / pace, line, share=1.0, legs=len(picked))
    return replace(plain, share=_share(picked, plain, supposed.share))


def measured_of_one(legs: Sequence[Leg], floor: Speed) -> Speed:
    """One picker's: the floor's, drawn out or in by how long their own legs took. Robust with few of them."""
    picked = [leg for leg in legs if 0 <= leg.seconds <= LONGEST]
    plain = replace(floor, share=1.0)
    return replace(plain, share=_share(picked, plain, floor.share), legs=len(picked))


def _fit(legs: Sequence[Leg], supposed: Speed) -> tuple[float, float]:
    """Seconds a metre and seconds a line, by least squares, weighted anew in each round by how far each leg is off."""
    metres = np.array([leg.metres for leg in legs])
    lines = np.array([leg.lines for leg in legs])
    seconds = np.array([leg.seconds - leg.reaching for leg in legs])
    prior = np.array([1 / supposed.metres_per_second, supposed.seconds_per_line])
    pull = TRUST * np.diag([max(float(np.mean(metres**2)), 1.0), max(float(np.mean(lines**2)), 1.0)])
    found, columns = prior, np.stack([metres, lines], axis=1)
    for _ in range(ROUNDS):
        weights = _weights(seconds - columns @ found)
        weighted = columns * weights[:, None]
        found = np.linalg.solve(columns.T @ weighted + pull, weighted.T @ seconds + pull @ prior)
        found = np.clip(found, [1 / QUICKEST, LEAST_LINE], [1 / SLOWEST, MOST_LINE])
    return float(found[0]), float(found[1])


def _weights(off: Numbers) -> Numbers:
    """1 for what is no way off, falling to 0 at `FAR` deviations; the deviation is by the median, so robust itself."""
    deviation = max(1.4826 * float(np.median(np.abs(off - np.median(off)))), 1.0)
    inside: Numbers = np.clip(1 - (off / (FAR * deviation)) ** 2, 0, None)
    return inside**2


def _share(legs: Sequence[Leg], plain: Speed, supposed: float) -> float:
    """What the legs took by what they should have taken; `supposed` counts as some legs more."""
    should = sum(plain.seconds(leg.metres, leg.lines, leg.reaching) for leg in legs)
    took = sum(leg.seconds for leg in legs)
    usual = TRUST * max(1.0, should / max(1, len(legs)))
    return min(MOST_SHARE, max(LEAST_SHARE, (took + supposed * usual) / (should + usual)))
