"""From the legs of a shortest walk to the order in which a picker walks them.

All legs once in one go is an Euler walk, found as Fleury (1883) does: never over a bridge while there is another way.
Which of the ways is taken makes a walk read naturally, at no cost in length.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.planning.paths.legs import Leg, Node, Spot


def trails(legs: Sequence[Leg], start: Node) -> Iterator[list[Spot]]:
    """Walks from `start` over all legs, by two habits: into the aisles first, or along the cross-aisles first; both
    begin to the side where most of it lies. The spots are in the order in which they are met, again each time."""
    side = 1 if sum(leg.one[0] - start[0] for leg in legs) >= 0 else -1
    for aisles_first in (True, False):
        yield list(_Trail(legs, start, aisles_first, side).spots())


def zigzag(spots: Sequence[Spot]) -> int:
    """How often the next spot is in another aisle, counted twice where that is not on in the same direction."""
    aisles = [aisle for aisle, _, _ in spots]
    moves = [other - one for one, other in pairwise(aisles) if one != other]
    return len(moves) + sum(one * other < 0 for one, other in pairwise(moves))


class _Trail:
    def __init__(self, legs: Sequence[Leg], start: Node, aisles_first: bool, side: int) -> None:
        self._left: dict[Node, list[Leg]] = {start: []}
        for leg in legs:
            for end in {leg.one, leg.other}:
                self._left.setdefault(end, []).append(leg)
        self._here = start
        self._aisles_first = aisles_first
        self._heading = side
        self._last: Node | None = None

    def spots(self) -> Iterator[Spot]:
        yield from _itself(self._here)
        while self._left[self._here]:
            leg = self._next()
            there = leg.beyond(self._here)
            yield from leg.passed(self._here)
            yield from _itself(there)
            self._take(leg)
            self._heading = there[0] - self._here[0] or self._heading
            if not leg.is_spur:
                self._last, self._here = self._here, there

    def _next(self) -> Leg:
        """The leg that reads most naturally of those after which all the others can still be walked."""
        choices = self._left[self._here]
        if len(choices) == 1:
            return choices[0]
        ranked = sorted(choices, key=self._liking)
        return next((leg for leg in ranked if not self._is_bridge(leg)), ranked[0])

    def _liking(self, leg: Leg) -> tuple[bool, bool, bool, bool]:
        """Into a short aisle and back at once; then on, rather than back to where one came from."""
        there = leg.beyond(self._here)
        across = there[0] - self._here[0]
        return (
            not leg.is_spur,
            there == self._last,
            (across != 0) == self._aisles_first,
            across * self._heading < 0,
        )

    def _is_bridge(self, leg: Leg) -> bool:
        """Whether no way leads back to what else is left here."""
        if leg.is_spur or self._left[self._here].count(leg) > 1:
            return False
        seen, waiting = {leg.beyond(self._here)}, [leg.beyond(self._here)]
        while waiting:
            here = waiting.pop()
            for other in self._left[here]:
                there = other.beyond(here)
                if other is not leg and there not in seen:
                    if there == self._here:
                        return False
                    seen.add(there)
                    waiting.append(there)
        return True

    def _take(self, leg: Leg) -> None:
        for end in {leg.one, leg.other}:
            self._left[end].remove(leg)


def _itself(place: Node) -> Iterator[Spot]:
    if len(place) == 3:
        yield place
