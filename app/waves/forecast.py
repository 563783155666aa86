"""Whether a wave makes its cut-off, by the pace of the last minutes. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=20)
"""So far back the pace looks: a break shows, an hour ago does not."""
FEWEST = 5
"""Lines that make a pace; fewer say nothing."""
SETTLED = timedelta(minutes=3)
"""The first lines come in a burst or after a long way: a pace is never told from less time."""
COMFORT = 15
"""Minutes in hand below which the lead should look."""

SAFE, TIGHT, LATE, STALLED, OPEN, OVER = "safe", "tight", "late", "stalled", "open", "over"


@dataclass(frozen=True)
class Forecast:
    """`minutes` in hand at this pace (negative: late); to the cut-off where it is `open` (no pace yet) or `stalled`."""

    state: str
    minutes: int


def forecast(
    left: int, pace: float | None, cut_off_at: datetime | None, now: datetime, more: timedelta = timedelta()
) -> Forecast | None:
    """What is in hand with `left` lines to do at `pace` lines a minute (none: not begun); None without a cut-off.

    `more` is what the lines left take beyond those of the pace, because they lie higher; negative where they lie lower.
    """
    if cut_off_at is None:
        return None
    to_cut_off = minutes(cut_off_at - now)
    if to_cut_off < 0 and left:
        return Forecast(OVER, to_cut_off)
    if left and pace == 0:
        return Forecast(STALLED, to_cut_off)
    if not pace:
        return Forecast(OPEN, to_cut_off)
    in_hand = minutes(cut_off_at - now - max(timedelta(), timedelta(minutes=left / pace) + more))
    if in_hand < 0:
        return Forecast(LATE, in_hand)
    return Forecast(SAFE if in_hand >= COMFORT else TIGHT, in_hand)


def pace(lines: int, since: datetime, now: datetime, rested: timedelta = timedelta()) -> float | None:
    """Lines a minute, of `lines` done between `since` (in the window) and now; None where they are too few to tell.

    The time `rested` is no part of it: a break does not make a picker slow.
    """
    if lines < FEWEST:
        return None
    return lines / (max(now - since - rested, SETTLED) / timedelta(minutes=1))


def higher(done: Mapping[float, int], left: Mapping[float, int], pickers: int) -> timedelta:
    """What the lines `left` take more than as many of those `done`; both count lines by the seconds of reaching up."""
    if not done or not left:
        return timedelta()
    usual = sum(seconds * lines for seconds, lines in done.items()) / sum(done.values())
    more = sum((seconds - usual) * lines for seconds, lines in left.items())
    return timedelta(seconds=more / max(1, pickers))


def minutes(span: timedelta) -> int:
    """Whole minutes, rounded down: nobody is told of a minute that is not there."""
    return int(span // timedelta(minutes=1))
