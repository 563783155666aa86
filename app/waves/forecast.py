"""Whether a wave makes its cut-off: what is left of it in seconds, against the clock. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=20)
"""Who has not picked for so long is not picking; a pace looks so far back."""
COMFORT = 15
"""Minutes in hand below which the lead should look."""

SAFE, TIGHT, LATE, STALLED, OPEN, OVER = "safe", "tight", "late", "stalled", "open", "over"


@dataclass(frozen=True)
class Forecast:
    """`minutes` in hand at the measured speed (negative: late); to the cut-off where it is `open` or `stalled`.

    Open: nobody can tell yet.
    """

    state: str
    minutes: int


def forecast(
    left: int, seconds: float | None, cut_off_at: datetime | None, now: datetime, stands_still: bool = False
) -> Forecast | None:
    """What is in hand with `left` lines to do, which take `seconds` yet (none: nobody can tell); None without cut-off.

    A wave that `stands_still` promises nothing, whatever its work would take.
    """
    if cut_off_at is None:
        return None
    to_cut_off = minutes(cut_off_at - now)
    if to_cut_off < 0 and left:
        return Forecast(OVER, to_cut_off)
    if left and stands_still:
        return Forecast(STALLED, to_cut_off)
    if seconds is None:
        return Forecast(OPEN, to_cut_off)
    in_hand = minutes(cut_off_at - now - timedelta(seconds=seconds))
    if in_hand < 0:
        return Forecast(LATE, in_hand)
    return Forecast(SAFE if in_hand >= COMFORT else TIGHT, in_hand)


def minutes(span: timedelta) -> int:
    """Whole minutes, rounded down: nobody is told of a minute that is not there."""
    return int(span // timedelta(minutes=1))
