"""Which states a walk may be in, and the steps from all of them at once, found once for each kind of step."""

from collections.abc import Iterable
from functools import cached_property
from math import inf

import numpy as np
from numpy.typing import NDArray

from app.planning.paths.frontier import NOWHERE, Frontier, frontier
from app.planning.paths.stretches import ways_through

Indexes = NDArray[np.intp]
Entry = tuple[int, int, int]
"""The state that follows, the choice that leads to it, and the place of the state before."""


class Step:
    """From the states of one `Reach` to those of the next, `after`.

    Entry by entry, ordered by the state that follows: `sources` are places in the states before, `choices` the choices
    that lead on from there; the entries of a state begin at its place in `starts`. `edges` are the edges by cross-aisle
    of each choice, where the step goes on to the next aisle.
    """

    def __init__(self, blocks: int, entries: Iterable[Entry], edges: tuple[tuple[int, ...], ...] = ()) -> None:
        found = sorted(entry for entry in entries if entry[0] != NOWHERE)
        states = [state for state, _, _ in found]
        self.after = reach(blocks, tuple(sorted(set(states))))
        self.choices: Indexes = np.array([choice for _, choice, _ in found], dtype=np.intp)
        self.sources: Indexes = np.array([source for _, _, source in found], dtype=np.intp)
        self.starts: Indexes = np.searchsorted(states, self.after.states)
        self.edges = edges

    @cached_property
    def by_state(self) -> tuple[tuple[tuple[int, tuple[int, ...]], ...], ...]:
        """For each state that may follow: (choice, the places from which that choice leads there)."""
        found: list[dict[int, list[int]]] = [{} for _ in self.after.states]
        places = np.searchsorted(self.starts, np.arange(len(self.choices)), side="right") - 1
        for place, choice, source in zip(places.tolist(), self.choices.tolist(), self.sources.tolist(), strict=True):
            found[place].setdefault(choice, []).append(source)
        return tuple(tuple((choice, tuple(some)) for choice, some in entries.items()) for entries in found)


class Reach:
    """States (numbers of `frontier.Frontier`, ascending) in which a walk may be at one moment."""

    def __init__(self, blocks: int, states: tuple[int, ...]) -> None:
        self.states = states
        self._blocks = blocks
        self._frontier = frontier(blocks)
        self._known: dict[object, Step] = {}

    def walked(self, block: int, codes: tuple[int, ...], beaten: tuple[int, ...]) -> Step:
        """Through a stretch in ways that mean `codes` (`frontier.meeting`). A way is left out where the one that beats
        it leads to the same state; `beaten` names it for each way, -1 for none."""
        key = (block, codes, beaten)
        return self._known.get(key) or self._keep(key, self._walked(block, codes, beaten))

    def touched(self, at: int, odd: bool) -> Step:
        """The walk begins or ends (odd) or does both at this crossing."""
        key = (at, odd)
        following = self._frontier.touch(at, int(odd))
        entries = ((following[state], 0, place) for place, state in enumerate(self.states))
        return self._known.get(key) or self._keep(key, Step(self._blocks, entries))

    def crossed(self, by_edges: bool, last: bool = False) -> Step:
        """On to the next aisle; beyond the `last` one only a walk that is done is left. A choice is the number of edges
        in all, or with `by_edges` one of `Step.edges`."""
        key = (by_edges, last, None)
        return self._known.get(key) or self._keep(key, self._crossed(by_edges, last))

    def settled(self) -> Step:
        """To all states that may yet come before another terminal does, the others being infinitely far (choice 1).

        So the states before and after an aisle are the same wherever the walk has been, and few steps need be known.
        """
        return self._known.get("settled") or self._keep("settled", self._settled())

    def _settled(self) -> Step:
        walked = [
            self._frontier.stretch(block, code)
            for block in range(self._blocks)
            for code in ways_through(True, True, 0, False, (True, True)).codes
        ]
        found, waiting = set(self.states), list(self.states)
        while waiting:
            state = waiting.pop()
            following = {steps[state] for steps in walked} | {step for _, _, step in self._frontier.across(state)}
            waiting.extend(following - found - {NOWHERE})
            found |= following
        places = {state: place for place, state in enumerate(self.states)}
        return Step(self._blocks, [(state, int(state not in places), places.get(state, 0)) for state in found])

    def _keep(self, key: object, step: Step) -> Step:
        return self._known.setdefault(key, step)

    def _walked(self, block: int, codes: tuple[int, ...], beaten: tuple[int, ...]) -> Step:
        following = [self._frontier.stretch(block, code) for code in codes]
        entries = []
        for place, state in enumerate(self.states):
            for choice, better in enumerate(beaten):
                number = following[choice][state]
                if better < 0 or following[better][state] != number:
                    entries.append((number, choice, place))
        return Step(self._blocks, entries)

    def _crossed(self, by_edges: bool, last: bool) -> Step:
        ways = [
            (number, count, edges, place)
            for place, state in enumerate(self.states)
            for count, edges, number in self._frontier.across(state)
            if not last or number == Frontier.DONE
        ]
        known = tuple(sorted({edges for _, _, edges, _ in ways}))
        choice_of = {edges: choice for choice, edges in enumerate(known)}
        entries = ((number, choice_of[edges] if by_edges else count, place) for number, count, edges, place in ways)
        return Step(self._blocks, entries, known)


MOST = 2000
"""How many of them are kept before they are found anew, so that memory is bounded."""

SETTLED = (0.0, inf)
"""Metres of the choices of `Reach.settled`."""

_reaches: dict[tuple[int, tuple[int, ...]], Reach] = {}


def reach(blocks: int, states: tuple[int, ...]) -> Reach:
    """The one for these states, so that what it finds out is kept."""
    if len(_reaches) >= MOST:
        _reaches.clear()
    return _reaches.get((blocks, states)) or _reaches.setdefault((blocks, states), Reach(blocks, states))
