"""Slotting: which items should lie elsewhere, so that the walks that were walked would have been shorter.

To start from, what is asked for most goes to the bins that cost the shortest walk (`turnover`: full-turnover storage
as in Hausman, Schwarz and Graves 1976, and Petersen and Aase 2004). Then the moves that save least are taken back and
others tried, weighed by what a stop costs where it is and would cost elsewhere on the walks that need it (`candidates`:
that counts what is ordered together, as in correlated storage, Frazelle and Sharp 1989). All is measured on the walks
themselves, as the shortest walk through the bins before and after (`floor`). What is tried must save metres on each
half of the walks that it is learned from, and all of a round on a third of the walks that is held out: what only fits
the walks that were, and not those to come, mostly does not.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import ceil
from random import Random

import numpy as np

from app.planning.layout import Layout, Point
from app.planning.slotting.bins import Bin, Exchange, Rules, Size
from app.planning.slotting.candidates import candidates
from app.planning.slotting.floor import LEARNED, Floor, Stopped
from app.planning.slotting.turnover import turnover

ROUNDS = 10
"""How often moves are taken back and others tried at most: bounds the time without a clock."""
TAKEN_BACK = 0.2
"""The share of the moves that a round takes back."""
MEASURED = 120
"""Candidates of a round that are measured."""
LEAST_METRES = 0.5
"""A move that saves less than this a day is not worth its walk."""


@dataclass(frozen=True)
class Move:
    """The item goes from one bin to another, and what lies there (`other_id`) comes back; bins by their ids."""

    item_id: int
    source: int
    target: int
    other_id: int | None
    metres_a_day: float


@dataclass(frozen=True)
class Proposal:
    """Moves, the most useful first. No bin is in two of them, so that they may be done in any order.

    The metres of a move are what it saves when those before it are done; together they make up the difference of
    `metres_before` and `metres_after`, both a day.
    """

    moves: tuple[Move, ...]
    metres_before: float
    metres_after: float


def propose_moves(
    layout: Layout,
    start: Point,
    end: Point,
    bins: Sequence[Bin],
    sizes: Mapping[int, Size],
    walks: Sequence[Collection[int]],
    days: float,
    most: int,
    stop: Callable[[], bool],
    seed: int = 0,
    rounds: int = ROUNDS,
) -> Proposal:
    """At most `most` moves that shorten the `walks` of so many `days`; any-time.

    On `stop` the best found so far, one move at least; it is heard within some 100 ms once turnover has looked.
    Without `rounds` of the search it is by turnover alone.

    A walk is the ids of the items that were picked together, from `start` to `end`; items in no bin are not walked to.
    An item only moves within its zone, to a bin that carries it. Of several bins in which an item lies, give only the
    one that is picked from. Raises NotInLayout for a bin outside the building, ValueError without days.
    """
    if days <= 0:
        raise ValueError("a proposal is made of the walks of at least a part of a day")
    floor, rules = Floor(layout, start, end, bins, walks), Rules(bins, sizes)
    taken = turnover(floor, layout, (start, end), bins, rules, most, stop)
    found, metres = _Telling(floor.copy(), bins, days), float(floor.metres.sum())
    with suppress(Stopped):
        found.tell(taken, stop)
        floor.hear(stop)
        before = floor.copy()
        for better in _searched(floor, layout, rules, taken, most, Random(seed), rounds if walks and bins else 0):
            other = _Telling(before.copy(), bins, days)
            other.tell(better, stop)
            found = min(found, other, key=lambda one: one.metres)
    return Proposal(tuple(found.moves), metres / days, found.metres / days)


def _searched(
    floor: Floor, layout: Layout, rules: Rules, taken: list[Exchange], most: int, random: Random, rounds: int
) -> Iterator[list[Exchange]]:
    """From the moves `taken` on, what each round found that was better than all before it."""
    for exchange in taken:
        floor.apply(exchange)
    for _ in range(rounds):
        better = _improved(floor, layout, rules, taken, most, random)
        if better != taken:
            taken = better
            yield taken


def _improved(
    floor: Floor, layout: Layout, rules: Rules, taken: list[Exchange], most: int, random: Random
) -> list[Exchange]:
    """The moves with some of those that save least taken back, and others in their place, if that is shorter."""
    before = floor.thirds
    saved = -floor.gains(taken)[:, :LEARNED].sum(axis=1)  # done once more, a move is undone
    least_first = sorted(range(len(taken)), key=lambda number: saved[number] * random.uniform(0.5, 1.5))
    back = [taken[number] for number in least_first[: ceil(TAKEN_BACK * len(taken))]]
    for exchange in back:
        floor.apply(exchange)
    kept = [exchange for exchange in taken if exchange not in back]
    used = {slot for exchange in kept for slot in exchange}
    found = _taken(floor, candidates(floor, layout, rules, used, MEASURED, random), most - len(kept))
    if (floor.thirds < before).all():
        return kept + found
    for exchange in (*found, *back):
        floor.apply(exchange)
    return taken


def _taken(floor: Floor, offered: Sequence[Exchange], most: int) -> list[Exchange]:
    """Up to `most` of what is offered, the best first, each measured again after those before it."""
    gains = floor.gains(offered)[:, :LEARNED].min(axis=1)
    used: set[int] = set()
    found: list[Exchange] = []
    for index in np.argsort(-gains, kind="stable").tolist():
        if len(found) == most or gains[index] <= 0:
            break
        exchange = offered[index]
        if used.isdisjoint(exchange) and (floor.gains([exchange])[:, :LEARNED] > 0).all():
            floor.apply(exchange)
            found.append(exchange)
            used.update(exchange)
    return found


class _Telling:
    """The moves of a proposal as they are told, and the metres of the floor after them."""

    def __init__(self, floor: Floor, bins: Sequence[Bin], days: float) -> None:
        self.moves: list[Move] = []
        self._floor, self._bins, self._days = floor, bins, days

    @property
    def metres(self) -> float:
        return float(self._floor.metres.sum())

    def tell(self, taken: Sequence[Exchange], stop: Callable[[], bool]) -> None:
        """Always the move next that saves most after those before it; none that saves too little.

        Raises Stopped once a move is told.
        """
        floor, least = self._floor, LEAST_METRES * self._days
        waiting = [(-gain, number) for number, gain in enumerate(floor.gains(taken).sum(axis=1).tolist())]
        heapify(waiting)
        while waiting:
            number = heappop(waiting)[1]
            source, target = (self._bins[slot] for slot in taken[number])
            saved = float(floor.gains([taken[number]]).sum())
            if saved < least or source.item_id is None:
                continue
            if waiting and saved < -waiting[0][0]:  # what was done since has made it less: its turn comes later
                heappush(waiting, (-saved, number))
                continue
            floor.apply(taken[number])
            self.moves.append(Move(source.item_id, source.id, target.id, target.item_id, saved / self._days))
            floor.hear(stop)


__all__ = ["ROUNDS", "Bin", "Move", "Proposal", "Size", "propose_moves"]
