"""Choose bins while the walk is built aisle by aisle: the labels that promise most, as many as the beam is wide.

A label is a state of the dynamic programme with what each demand still lacks; its promise is its metres so far and the
best bound, over several prices, on those to go. A label that promises no less than a known walk is dropped, so that a
beam that dropped none for its width has found the best walk. Beam search after Ow and Morton (1988).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from app.planning.scattered.machine import FAR, Floats, Ints
from app.planning.scattered.prices import Priced
from app.planning.scattered.rack import Bools, Rack
from app.planning.scattered.sweep import around, so_far

TOLERANCE = 1e-3


@dataclass(frozen=True)
class _Offer:
    """What a stretch offers: `ways` (o,), `metres` (o,), and `units` of each demand that are passed (o, d) or None; the
    bins passed are those at places up to `last` and from `first` on, both (o,)."""

    ways: Ints
    metres: Floats
    units: Floats | None
    last: Ints
    first: Ints


@dataclass(frozen=True)
class _Labels:
    """`state` (m,), `metres` (m,) so far, `short` (m, d): what each demand lacks; `parent` (m,) among the labels before
    and the `offer` (m,) that led here."""

    state: Ints
    metres: Floats
    short: Floats
    parent: Ints
    offer: Ints

    def of(self, which: Ints) -> "_Labels":
        return _Labels(self.state[which], self.metres[which], self.short[which], self.parent[which], self.offer[which])


class Beam:
    """Searches with up to `offers` ways through each stretch, besides the plain ones."""

    def __init__(self, rack: Rack, offers: int) -> None:
        self._rack = rack
        self._most_offers = offers
        held = np.zeros((len(rack.length), rack.most, len(rack.asked)), dtype=np.float32)
        held[rack.stretch, rack.place, rack.demand] = rack.units
        self._passed = held.cumsum(1)
        beyond = held.sum(1)[::-1].cumsum(0)[::-1]
        self._beyond = np.concatenate([beyond[1:], np.zeros((1, len(rack.asked)), dtype=np.float32)])
        self._mark = np.random.default_rng(0).random(len(rack.asked)) * 1000
        self._dropped = False

    def search(
        self, width: int, hints: Sequence[Priced], known: float, stop: Callable[[], bool]
    ) -> tuple[Bools | None, bool]:
        """The bins (n,) that the shortest walk found passes, None if none is shorter than `known`; and whether that is
        sure to be the shortest of all, as nothing was dropped for the width."""
        rack = self._rack
        self._dropped = False
        self._width, self._known = width, known - TOLERANCE
        self._prices = np.stack([hint.prices for hint in hints], axis=1)
        self._to_go = np.stack([hint.to_go for hint in hints], axis=-1)
        offers = self._offers(hints[0])
        one = np.zeros(1, dtype=np.intp)
        labels = _Labels(one + rack.machine.EMPTY, np.zeros(1, dtype=np.float32), rack.asked[None], one, one)
        history: list[_Labels] = []
        for aisle in range(rack.aisles):
            if stop():
                return None, False
            for block in range(rack.blocks):
                number = aisle * rack.blocks + block
                labels = self._through(labels, offers[number], aisle, block)
                history.append(labels)
            labels = self._onward(labels, aisle)
            history.append(labels)
            if not len(labels.state):
                return None, not self._dropped
        return self._passed_by(history, offers), not self._dropped

    def _through(self, labels: _Labels, offer: _Offer, aisle: int, block: int) -> _Labels:
        """Each label by each offer of the stretch."""
        steps = self._rack.machine
        state = steps.met[self._rack.met[aisle]][labels.state] if block == 0 else labels.state
        after = steps.walked[block][state][:, offer.ways]
        parent, taken = np.nonzero(after != steps.nowhere)
        short = labels.short[parent]
        if offer.units is not None:
            short = np.maximum(short - offer.units[taken], 0)
            within = np.flatnonzero((short <= self._beyond[aisle * self._rack.blocks + block]).all(1))
            parent, taken, short = parent[within], taken[within], short[within]
        metres = labels.metres[parent] + offer.metres[taken]
        found = _Labels(after[parent, taken], metres, short, parent, taken)
        return self._best(found, self._to_go[aisle, block + 1])

    def _onward(self, labels: _Labels, aisle: int) -> _Labels:
        """Each label to the next aisle; a walk is done only where nothing is lacking."""
        rack, steps = self._rack, self._rack.machine
        after = steps.onward[labels.state]
        parent, taken = np.nonzero(after != steps.nowhere)
        state, short = after[parent, taken], labels.short[parent]
        right = (state != steps.DONE) | ~(short > 0).any(1)
        is_last = aisle + 1 == rack.aisles
        which = np.flatnonzero(right & (state == steps.DONE) if is_last else right)
        parent, taken, state, short = parent[which], taken[which], state[which], short[which]
        metres = labels.metres[parent] + rack.onward_metres[labels.state[parent], taken]
        found = _Labels(state, metres, short, parent, taken)
        if is_last:
            return found.of(np.flatnonzero(metres < self._known))
        return self._best(found, self._to_go[aisle + 1, 0][steps.met[rack.met[aisle + 1]]])

    def _best(self, labels: _Labels, to_go: Floats) -> _Labels:
        """Without those that promise too little, and of equal ones (state and lack) only the shortest."""
        # Not `@`, whose threads cost more than they gain here, most of all where other processes are busy.
        lack = np.einsum("md,dh->mh", labels.short, self._prices)
        promise = labels.metres + (lack + to_go[labels.state]).max(1)
        which = self._cut(np.flatnonzero(promise < self._known), promise, 3 * self._width)
        mark = labels.short[which] @ self._mark + labels.state[which] * 7919.0
        which = which[np.lexsort((labels.metres[which], mark))]
        mark = np.sort(mark)
        which = which[np.r_[True, np.diff(mark) > 1e-7][: len(which)]]
        return labels.of(self._cut(which, promise, self._width))

    def _cut(self, which: Ints, promise: Floats, width: int) -> Ints:
        if len(which) <= width:
            return which
        self._dropped = True
        return which[np.argpartition(promise[which], width)[:width]]

    def _passed_by(self, history: list[_Labels], offers: list[_Offer]) -> Bools | None:
        rack = self._rack
        last = np.full(len(rack.length), -1)
        first = np.full(len(rack.length), rack.most)
        label = int(history[-1].metres.argmin())
        for step in range(len(history) - 1, -1, -1):
            aisle, block = divmod(step, rack.blocks + 1)
            if block < rack.blocks:
                number = aisle * rack.blocks + block
                offer = history[step].offer[label]
                last[number], first[number] = offers[number].last[offer], offers[number].first[offer]
            label = int(history[step].parent[label])
        return (rack.place <= last[rack.stretch]) | (rack.place >= first[rack.stretch])

    def _offers(self, hint: Priced) -> list[_Offer]:
        """What each stretch offers; left out is what cannot be part of a walk shorter than the known one."""
        rack = self._rack
        metres, front, back = rack.prized(hint.prices)
        before = so_far(rack, metres.reshape(rack.aisles, rack.blocks, 6, 1))
        rest = around(rack, before, hint.to_go[..., None]).reshape(len(metres), 6)
        spent = self._known - hint.prices @ rack.asked
        return [self._offer(number, front[number], back[number], spent - rest[number]) for number in range(len(metres))]

    def _offer(self, number: int, front: Floats, back: Floats, limit: Floats) -> _Offer:
        """The plain ways, and those that turn inside the stretch and are under their `limit` (6,) of prized metres."""
        rack, bins = self._rack, int(self._rack.held[number])
        plain = np.array([0, 1, 2], dtype=np.float32) * rack.length[number] + rack.shut[number, :3]
        last, first = np.array([-1, -1, -1]), np.array([rack.most, 0, 0])
        if not bins:
            some = np.flatnonzero(plain < FAR)
            return _Offer(some, plain[some], None, last[some], first[some])
        up_to, beyond = _turns(bins)
        ways = np.where(up_to < 0, 4, np.where(beyond == bins, 3, 5))
        shut = rack.shut[number, ways]
        score = np.r_[front[:bins], 0][up_to] + np.r_[back[:bins], 0][beyond] + shut
        some = np.flatnonzero(score < limit[ways])
        if len(some) > self._most_offers:
            self._dropped = True
            some = some[np.argpartition(score[some], self._most_offers)[: self._most_offers]]
        up_to, beyond, ways = up_to[some], beyond[some], ways[some]
        passed = np.concatenate([self._passed[number, :bins], np.zeros((1, len(rack.asked)), dtype=np.float32)])
        everything = passed[-2]
        metres = np.r_[rack.from_front[number, :bins], 0][up_to] + np.r_[rack.from_back[number, :bins], 0][beyond]
        return _Offer(
            np.r_[[0, 1, 2], ways],
            np.r_[plain, metres + shut[some]].astype(np.float32),
            np.concatenate([[0 * everything, everything, everything], passed[up_to] + everything - passed[beyond - 1]]),
            np.r_[last, up_to],
            np.r_[first, beyond],
        )


@lru_cache(maxsize=256)
def _turns(bins: int) -> tuple[Ints, Ints]:
    """The ways to turn inside a stretch: up to which place one comes from the front (-1 for not at all), and from
    which place on from the back (`bins` for not at all)."""
    up_to, beyond = np.meshgrid(np.arange(-1, bins), np.arange(bins + 1), indexing="ij")
    turning = (beyond > up_to) & ~((up_to < 0) & (beyond == bins)) & ~((up_to == bins - 1) & (beyond < bins))
    turning &= ~((up_to < 0) & (beyond < 0))
    return up_to[turning], beyond[turning]
