"""The ways in which a walk may go through one stretch of aisle, between two cross-aisles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from app.planning.paths.frontier import CLOSED, NOTHING, meeting

TURN = 1e-8
"""Added for each turning round inside an aisle, so that of equally long walks one with few turns is kept."""


@dataclass(frozen=True, slots=True)
class Way:
    """`first` tells whether the first part is walked once or twice, `spared` which parts are not walked: "low", "high",
    or "longest" of those that are walked twice; `code` what it means for the crossings (`frontier.meeting`)."""

    code: int
    first: int
    spared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ways:
    """All `ways` that can be part of a shortest walk, their `codes`, and for each the place of another that is never
    longer (`beaten`, -1 for none)."""

    ways: tuple[Way, ...]
    codes: tuple[int, ...]
    beaten: tuple[int, ...]


@lru_cache(maxsize=256)
def ways_through(met: bool, skipped: bool, odd: int, whole: bool, opening: tuple[bool, bool]) -> Ways:
    """The ways through a stretch in which some point is `met`, or that may be `skipped`, or either.

    `odd` walks begin or end in it, not both at one place; the `whole` walk where all of them do. `opening` tells
    whether it may be entered at its front and at its back.

    The parity of the first part gives that of all others, as it changes at a terminal only. Of the parts that are
    walked twice one may be left out, best the longest, or the one at either end; both of these only where the walk
    never leaves the stretch. The longest may also be one at an end: its crossing then counts as met for nothing, which
    never makes a walk shorter. So where that crossing is met anyway, this way beats those that spare an end.
    """
    found = [Way(NOTHING, 0)] if skipped else []
    for first in (1, 2):
        found.extend(_ways(first, met, odd, whole, opening))
    longest = {way.first: place for place, way in enumerate(found) if way.spared == ("longest",)}
    beaten = (
        -1 if way.spared == ("longest",) or way.code in (NOTHING, CLOSED) else longest.get(way.first, -1)
        for way in found
    )
    return Ways(tuple(found), tuple(way.code for way in found), tuple(beaten))


def _ways(first: int, met: bool, odd: int, whole: bool, opening: tuple[bool, bool]) -> Iterator[Way]:
    last = first if odd % 2 == 0 else 3 - first
    if all(opening):
        yield Way(meeting(first, last, True), first)
        if met and (first == 2 or odd):
            yield Way(meeting(first, last, False), first, ("longest",))
    if met and first == 2 and opening[1]:
        yield Way(meeting(0, last, False), first, ("low",))
    if met and last == 2 and opening[0]:
        yield Way(meeting(first, 0, False), first, ("high",))
    if whole and first == last == 2:
        yield Way(CLOSED, first, ("low", "high"))


PLAIN = ways_through(True, False, 0, False, (True, True))
"""Those of most stretches: open, and the walk neither begins nor ends there."""


class Stretch:
    """One stretch of aisle between two cross-aisles, with the points that a walk has to meet.

    `ends` are its metres from the front, `points` the metres of what has to be met, each with whether the walk begins
    or ends there (odd, or both: not odd); `whole` tells whether it begins and ends in this stretch.
    """

    __slots__ = ("_lengths", "_odd", "marks", "ways")

    def __init__(
        self, ends: tuple[float, float], points: Sequence[tuple[float, bool]], whole: bool, opening: tuple[bool, bool]
    ) -> None:
        self.marks = (ends[0], *(at for at, _ in points), ends[1])
        self._lengths = [after - before for before, after in pairwise(self.marks)]
        self._odd = [odd for _, odd in points]
        self.ways = ways_through(bool(points), not points, sum(self._odd), whole, opening)

    def metres(self) -> list[float]:
        """Of each way, with `TURN` for each turning round."""
        if self.ways is PLAIN:
            return self._plain()
        found = []
        for way in self.ways.ways:
            parts = self.parts(way)
            metres = sum(times * length for times, length in zip(parts, self._lengths, strict=True))
            ended = (parts[0] == 0) + (parts[-1] == 0)
            turns = 2 * parts.count(0) - ended if len(parts) > 1 else 0
            found.append(metres + TURN * turns)
        return found

    def _plain(self) -> list[float]:
        """What `metres` gives for `PLAIN`, without going over the parts again for each way."""
        lengths = self._lengths
        low, high, once = lengths[0], lengths[-1], self.marks[-1] - self.marks[0]
        longest = max(lengths)
        turns = 1 if longest in (low, high) else 2
        return [
            once,
            2 * once,
            2 * (once - longest) + turns * TURN,
            2 * (once - low) + TURN,
            2 * (once - high) + TURN,
        ]

    def parts(self, way: Way) -> list[int]:
        """How often each part between two neighbouring points is walked, from the front."""
        parts = [way.first]
        for odd in self._odd:
            parts.append(3 - parts[-1] if odd and way.first else parts[-1])
        for spared in way.spared:
            parts[self._place(spared, parts)] = 0
        return parts

    def _place(self, spared: str, parts: list[int]) -> int:
        last = len(parts) - 1
        if spared != "longest":
            return 0 if spared == "low" else last
        twice = [part for part, times in enumerate(parts) if times == 2]
        return max(twice, key=lambda part: (self._lengths[part], part in (0, last)))
