"""Who walks which batch when: nothing late that could be on time, and pickers that finish together.

Sources: the earliest due date first (Jackson 1955), putting off what makes others late (Moore 1968), given to whoever
is free first (Graham 1966); then single batches change their turn as long as that helps.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapreplace
from itertools import permutations
from math import inf
from typing import NamedTuple

from app.planning.batching.problem import BatchOrder, BatchProblem
from app.planning.batching.routes import Batch

FEW = 5
"""Up to so many batches, every order of turns is weighed where something is late."""
HURRIED = 40
"""Changes of turns weighed while plans are searched, where something is late."""
THOROUGH = 4000
"""Changes of turns weighed for the plan that is given out."""


class Turn(NamedTuple):
    """A batch by its number, who walks it, and from when to when."""

    batch: int
    picker: int
    starts_at: float
    ends_at: float


class Score(NamedTuple):
    """How good a plan is; the smaller, the better. What comes first counts first."""

    late: int
    late_seconds: float
    metres: float
    batches: int


@dataclass(frozen=True)
class _Work:
    """A batch as a timetable sees it; the `dues` of its orders ascend."""

    seconds: float
    dues: tuple[float, ...]

    def lateness(self, end: float) -> tuple[int, float]:
        late = bisect_left(self.dues, end - 1e-6)
        return late, sum(end - due for due in self.dues[:late])


class Timetable:
    """Turns for the batches of a problem whose orders are `parts`."""

    def __init__(self, parts: Sequence[BatchOrder], problem: BatchProblem) -> None:
        self._pickers = problem.pickers
        self._dues = [inf if part.due is None else part.due for part in parts]
        self._lines = [part.lines for part in parts]
        self._reaching = [part.reach_seconds for part in parts]
        self._priorities = [part.priority for part in parts]
        self.binds = problem.pickers is not None and min(self._dues, default=inf) < inf

    def score(self, batches: Sequence[Batch], metres: Sequence[float]) -> Score:
        """The plan's score, with a quick look for good turns."""
        if not self.binds:
            return Score(0, 0.0, sum(metres), len(batches))
        late, seconds, _ = self._arranged(batches, metres, HURRIED)[0]
        return Score(late, seconds, sum(metres), len(batches))

    def turns(self, batches: Sequence[Batch], metres: Sequence[float]) -> list[Turn]:
        """The batches' turns, the first to start first."""
        if self._pickers is None:
            order = self._by_due(batches, [0.0] * len(batches))
            return [Turn(number, 0, 0.0, 0.0) for number in order]
        turns, _ = self._walked(self._arranged(batches, metres, THOROUGH)[1], self._works(batches, metres))
        return sorted(turns, key=lambda turn: (turn.starts_at, turn.picker, turn.ends_at))

    def late(self, batch: Batch, ends_at: float) -> list[int]:
        """Which of the batch's orders are late when it ends then."""
        return [index for index in batch if self._dues[index] < ends_at - 1e-6]

    def hurried(self, batches: Sequence[Batch], metres: Sequence[float]) -> list[int]:
        """Numbers of the batches that are late, or that somebody walks before one that is."""
        works = self._works(batches, metres)
        turns, _ = self._walked(self._arranged(batches, metres, HURRIED)[1], works)
        last = [-inf] * (self._pickers.number if self._pickers else 1)
        for turn in turns:
            if works[turn.batch].lateness(turn.ends_at)[0]:
                last[turn.picker] = max(last[turn.picker], turn.starts_at)
        return [turn.batch for turn in turns if turn.starts_at <= last[turn.picker]]

    def _works(self, batches: Sequence[Batch], metres: Sequence[float]) -> list[_Work]:
        pickers = self._pickers
        if pickers is None:
            return [_Work(0.0, ()) for _ in batches]
        return [
            _Work(
                pickers.seconds(
                    walk,
                    sum(self._lines[index] for index in batch),
                    sum(self._reaching[index] for index in batch),
                ),
                tuple(sorted(self._dues[index] for index in batch)),
            )
            for batch, walk in zip(batches, metres, strict=True)
        ]

    def _arranged(
        self, batches: Sequence[Batch], metres: Sequence[float], tries: int
    ) -> tuple[tuple[int, float, float], list[int]]:
        """How late and how long the best found order of the batches is, and that order."""
        works = self._works(batches, metres)
        order = self._by_due(batches, [work.seconds for work in works])
        best = self._lateness(order, works), order
        if best[0][0]:
            put_off = self._put_off(order, works)
            best = min(best, (self._lateness(put_off, works), put_off))
        if best[0][0] and len(works) <= FEW:
            best = min((self._lateness(turn, works), list(turn)) for turn in permutations(order))
        elif best[0][0] or tries == THOROUGH:
            best = self._improved(best, works, tries)
        return best

    def _by_due(self, batches: Sequence[Batch], seconds: Sequence[float]) -> list[int]:
        """The earliest due first, then the highest priority, with several pickers the longest, then the oldest."""
        several = self._pickers is not None and self._pickers.number > 1

        def key(number: int) -> tuple[float, int, float, Batch]:
            batch = batches[number]
            due, priority = min(self._dues[index] for index in batch), max(self._priorities[index] for index in batch)
            return due, -priority, -seconds[number] if several else 0.0, batch

        return sorted(range(len(batches)), key=key)

    def _put_off(self, order: list[int], works: list[_Work]) -> list[int]:
        kept: list[int] = []
        put_off: list[int] = []
        for number in order:
            kept.append(number)
            while kept and self._lateness(kept, works)[0]:
                longest = max(kept, key=lambda one: works[one].seconds / len(works[one].dues))
                kept.remove(longest)
                put_off.append(longest)
        return kept + put_off

    def _improved(
        self, best: tuple[tuple[int, float, float], list[int]], works: list[_Work], tries: int
    ) -> tuple[tuple[int, float, float], list[int]]:
        """Batches take another turn, first what helps first, until nothing helps or `tries` are over."""
        helped = True
        while helped and tries > 0:
            helped = False
            for at in range(len(works)):
                for to in range(len(works)):
                    order = [*best[1]]
                    order.insert(to, order.pop(at))
                    tries -= 1
                    found = self._lateness(order, works)
                    if found < best[0]:
                        best, helped = (found, order), True
                    if tries <= 0:
                        return best
        return best

    def _lateness(self, order: Sequence[int], works: list[_Work]) -> tuple[int, float, float]:
        """How many orders are late, by how many seconds in all, and when the last picker is done."""
        turns, finished = self._walked(order, works)
        late, seconds = 0, 0.0
        for turn in turns:
            if works[turn.batch].dues and works[turn.batch].dues[0] < turn.ends_at:
                more, longer = works[turn.batch].lateness(turn.ends_at)
                late, seconds = late + more, seconds + longer
        return late, round(seconds, 6), round(finished, 6)

    def _walked(self, order: Sequence[int], works: list[_Work]) -> tuple[list[Turn], float]:
        """Each batch in turn goes to whoever is free first."""
        pickers = self._pickers
        begin = pickers.starts_at if pickers else 0.0
        free = [(begin, picker) for picker in range(pickers.number if pickers else 1)]
        turns = []
        for number in order:
            at, picker = free[0]
            end = at + works[number].seconds
            heapreplace(free, (end, picker))
            turns.append(Turn(number, picker, at, end))
        return turns, max(free)[0]
