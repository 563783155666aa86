"""The ways in which the crossings of one aisle may be met by a walk that is built from left to right.

A closed walk is a multigraph of stretches in which every point has an even number of ends and all hangs together
(Ratliff and Rosenthal 1983, for one block; Pansart, Catusse and Cambazard 2018, for several). What lies to the right of
an aisle needs to know of what lies to the left only this: which of the aisle's crossings are met, an odd or an even
number of times, and which of them hang together. That is a state. A walk that does not end where it began has one odd
end at each of its two terminals, which a state need not tell apart from other odd ends.
"""

from collections.abc import Callable
from functools import lru_cache
from threading import Lock

State = tuple[int, ...]
"""For each crossing from the front: 0 where it is not met, else 2 x part + 1 where met an odd number of times, + 0
where even. Parts that hang together are numbered from 1 in the order of their first crossings."""

NOWHERE = -1
NOTHING = 0
CLOSED = 1


def meeting(low: int, high: int, joined: bool) -> int:
    """The code of what a stretch does to its two crossings: how often it is met there (0, 1, 2), and whether inside
    all hangs together. `NOTHING` where it is not walked, `CLOSED` where the whole walk lies inside."""
    return low * 6 + high * 2 + joined


class Steps(dict[int, int]):
    """From a state's number to the one that follows (`NOWHERE` for none), found when first asked for."""

    def __init__(self, follow: Callable[[int], int]) -> None:
        super().__init__()
        self._follow = follow

    def __missing__(self, state: int) -> int:
        self[state] = following = self._follow(state)
        return following


class Frontier:
    """All states of a building with `blocks` blocks, numbered as they are met, and the steps between them."""

    EMPTY = 0
    DONE = 1

    def __init__(self, blocks: int) -> None:
        self._lock = Lock()
        self.states: list[State] = [(0,) * (blocks + 1), (NOWHERE,) * (blocks + 1)]
        self._numbers = {state: number for number, state in enumerate(self.states)}
        self._stretches = [[self._stretch(block, code) for code in range(18)] for block in range(blocks)]
        self._touches = [[self._touch(at, odd) for odd in (0, 1)] for at in range(blocks + 1)]
        self._across: dict[int, tuple[tuple[int, tuple[int, ...], int], ...]] = {}

    def stretch(self, block: int, code: int) -> Steps:
        """What a stretch of this block that is walked as `meeting` says makes of each state."""
        return self._stretches[block][code]

    def touch(self, at: int, odd: int) -> Steps:
        """What it makes of each state that the walk begins or ends (odd: 1) or does both (0) at a crossing."""
        return self._touches[at][odd]

    def across(self, state: int) -> tuple[tuple[int, tuple[int, ...], int], ...]:
        """The ways on to the next aisle: (edges in all, edges by cross-aisle, state there)."""
        ways = self._across.get(state)
        if ways is None:
            ways = self._across[state] = tuple(self._ways(self.states[state]))
        return ways

    def _number(self, state: State) -> int:
        with self._lock:
            number = self._numbers.get(state)
            if number is None:
                number = len(self.states)
                self.states.append(state)
                self._numbers[state] = number
            return number

    def _stretch(self, block: int, code: int) -> Steps:
        low, high, joined = code // 6, code // 2 % 3, code % 2

        def follow(number: int) -> int:
            if code == NOTHING:
                return number
            if code == CLOSED:
                return self.DONE if number == self.EMPTY else NOWHERE
            if number == self.DONE:
                return NOWHERE
            state = list(self.states[number])
            for at, met in ((block, low), (block + 1, high)):
                if met:
                    state[at] = (state[at] or _fresh(state)) ^ (met & 1)
            if low and high and joined:
                _join(state, block)
            return self._number(_numbered(state))

        return Steps(follow)

    def _touch(self, at: int, odd: int) -> Steps:
        def follow(number: int) -> int:
            if number == self.DONE:
                return NOWHERE
            state = list(self.states[number])
            state[at] = (state[at] or _fresh(state)) ^ odd
            return self._number(_numbered(state))

        return Steps(follow)

    def _ways(self, state: State) -> list[tuple[int, tuple[int, ...], int]]:
        if state in (self.states[self.EMPTY], self.states[self.DONE]):
            return [(0, (0,) * len(state), self._numbers[state])]
        edges: list[tuple[int, ...]] = [()]
        for met in state:
            choices = (0,) if met == 0 else (1,) if met & 1 else (0, 2)
            edges = [(*some, more) for some in edges for more in choices]
        cheapest: dict[int, tuple[int, tuple[int, ...]]] = {}
        for some in edges:
            number = self._left(state, some)
            if number != NOWHERE:
                cheapest[number] = min(cheapest.get(number, (sum(some), some)), (sum(some), some))
        return [(count, some, number) for number, (count, some) in cheapest.items()]

    def _left(self, state: State, edges: tuple[int, ...]) -> int:
        """The state beyond the edges; a part that is left behind has to be the whole walk."""
        beyond = tuple((met & ~1) | (edge & 1) if edge else 0 for met, edge in zip(state, edges, strict=True))
        parts = {met >> 1 for met in state if met}
        if parts == {met >> 1 for met in beyond if met}:
            return self._number(_numbered(list(beyond)))
        return self.DONE if len(parts) == 1 else NOWHERE


@lru_cache(maxsize=8)
def frontier(blocks: int) -> Frontier:
    """The one for buildings with so many blocks; it is filled as it is used."""
    return Frontier(blocks)


def _fresh(state: list[int]) -> int:
    return (max(state) // 2 + 1) * 2


def _join(state: list[int], block: int) -> None:
    kept, gone = state[block] >> 1, state[block + 1] >> 1
    for at, met in enumerate(state):
        if met >> 1 == gone:
            state[at] = kept * 2 + (met & 1)


def _numbered(state: list[int]) -> State:
    names: dict[int, int] = {0: 0}
    return tuple(names.setdefault(met >> 1, len(names)) * 2 + (met & 1) for met in state)
