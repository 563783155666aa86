"""The steps of a walk that is built aisle by aisle, as arrays, so that many walks can be weighed side by side.

The states are those of `paths.frontier` (Ratliff and Rosenthal 1983; Pansart, Catusse and Cambazard 2018). In each
aisle a walk first meets the terminals that stand at its crossings, then goes through its stretches from the front, each
in one of six ways, then on to the next aisle.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.planning.paths.frontier import NOTHING, NOWHERE, Frontier, frontier, meeting

Ints = NDArray[np.intp]
Floats = NDArray[np.float32]
Terminals = tuple[tuple[int, int], ...]
"""(cross-aisle, 1 where the walk only begins or only ends, 0 where it does both) for the terminals in one aisle."""

WAYS = (
    NOTHING,
    meeting(1, 1, True),
    meeting(2, 2, True),
    meeting(2, 0, False),
    meeting(0, 2, False),
    meeting(2, 2, False),
)
SKIPPED, THROUGH, TWICE, FROM_FRONT, FROM_BACK, FROM_BOTH = range(6)
"""The ways through a stretch: not at all; through; through and back; in from an end and back; so from both ends."""
FAR = np.float32(1e9)
"""More metres than any walk has, for what cannot be."""


@dataclass(frozen=True)
class Machine:
    """Of n states; number n stands for no state.

    `walked[block]` (n + 1, 6): the state after each way through that block's stretch; `met[terminals]` (n + 1): after
    an aisle's terminals; `onward` (n + 1, w): the states before the next aisle, with `edges` (n + 1, w) of cross-aisle.
    `to_walked`, `to_met`, `to_onward` (n + 1, …) say the reverse: at which places of those tables a state stands.
    """

    walked: tuple[Ints, ...]
    met: dict[Terminals, Ints]
    onward: Ints
    edges: Floats
    to_walked: tuple[Ints, ...]
    to_met: dict[Terminals, Ints]
    to_onward: Ints

    EMPTY = Frontier.EMPTY
    DONE = Frontier.DONE

    @property
    def nowhere(self) -> int:
        """The number that stands for no state."""
        return len(self.onward) - 1


@lru_cache(maxsize=64)
def machine(blocks: int, kinds: frozenset[Terminals]) -> Machine:
    """For buildings of that many blocks in whose aisles terminals stand as `kinds` says; with no terminals is one."""
    states = frontier(blocks)
    reached = _reached(states, blocks, kinds)
    numbers = {state: number for number, state in enumerate(reached)}
    nowhere = len(numbers)

    def table(rows: Iterable[list[int]]) -> Ints:
        found = list(rows)
        width = max(map(len, found))
        filled = [[numbers.get(at, nowhere) for at in row] + [nowhere] * (width - len(row)) for row in found]
        return np.array([*filled, [nowhere] * width], dtype=np.intp)

    walked = tuple(table([states.stretch(block, way)[at] for way in WAYS] for at in numbers) for block in range(blocks))
    met = {kind: table([_met(states, at, kind)] for at in numbers) for kind in kinds}
    across = [states.across(at) for at in numbers]
    onward = table([following for _, _, following in ways] for ways in across)
    edges = np.zeros(onward.shape, dtype=np.float32)
    for number, ways in enumerate(across):
        edges[number, : len(ways)] = [count for count, _, _ in ways]
    return Machine(
        walked,
        {kind: after[:, 0] for kind, after in met.items()},
        onward,
        edges,
        tuple(map(_reverse, walked)),
        {kind: _reverse(after) for kind, after in met.items()},
        _reverse(onward),
    )


def _reverse(table: Ints) -> Ints:
    nowhere = len(table) - 1
    places: list[list[int]] = [[] for _ in table]
    for place, state in enumerate(table.ravel().tolist()):
        if state != nowhere:
            places[state].append(place)
    width = max(1, *map(len, places))
    last = table.size - 1  # belongs to no state
    return np.array([some + [last] * (width - len(some)) for some in places], dtype=np.intp)


def _met(states: Frontier, state: int, kind: Terminals) -> int:
    for at, odd in kind:
        state = states.touch(at, odd)[state] if state != NOWHERE else NOWHERE
    return state


def _reached(states: Frontier, blocks: int, kinds: frozenset[Terminals]) -> list[int]:
    """All states that a walk can come by, the empty and the done one first."""
    entries = {Frontier.EMPTY, Frontier.DONE}
    found = dict.fromkeys((Frontier.EMPTY, Frontier.DONE))
    waiting = list(found)
    while waiting:
        state = waiting.pop()
        level = {_met(states, state, kind) for kind in kinds} - {NOWHERE}
        found.update(dict.fromkeys(level))
        for block in range(blocks):
            level = {states.stretch(block, way)[at] for at in level for way in WAYS} - {NOWHERE}
            found.update(dict.fromkeys(level))
        following = {after for at in level for _, _, after in states.across(at)} - entries
        waiting.extend(following)
        entries |= following
        found.update(dict.fromkeys(following))
    return list(found)
