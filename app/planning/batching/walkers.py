"""Searchers that improve a plan by turns: descend by exchanges, shake what was found, descend again.

Each is a generator that says which rows of `Routes` it needs next, so that the rows of all of them are measured
together. Source: iterated local search (Lourenço, Martin and Stützle 2003) with record-to-record acceptance (Dueck
1993); destroying and repairing whole batches after Shaw (1998).
"""

from collections.abc import Generator, Sequence
from random import Random

import numpy as np

from app.planning.batching.exchanges import (
    Exchange,
    all_applied,
    apart,
    applied,
    arcs,
    cycles,
    needed,
    swaps,
)
from app.planning.batching.routes import Batch, Routes
from app.planning.batching.timetable import Score, Timetable
from app.planning.batching.trades import Trades, traded

Plan = list[Batch]
Wants = Generator[list[Batch], None, Plan]
MOST = 200
"""Exchanges that are looked at in one turn."""
TRIED = 24
"""Of them, how many are judged by their timetable."""
MANY = 260
"""With more orders than this, three orders do not go round."""
NEARLY = 1.01
"""A plan no longer than this times the searcher's record is bettered by trades, too."""
TRIES = 12
"""How often orders are put together anew until they need no more batches than before."""
ALONE = 0.3
"""Where orders are late, the chance that a shake lets one begin a batch of its own."""
ANEW = 0.5
"""The chance that a searcher that found nothing for long takes all apart."""
PATIENCE = 40
"""Shakes without a better plan after which a searcher goes on from the best."""


class Ground:
    """What searchers share: walks, timetable, and the best plan so far."""

    def __init__(self, routes: Routes, timetable: Timetable) -> None:
        self.routes = routes
        self.timetable = timetable
        self.trades = Trades(routes)
        self.best: Plan = []
        self.best_score = Score(routes.count + 1, 0.0, 0.0, 0)

    def score(self, plan: Sequence[Batch]) -> Score:
        """How good the plan is."""
        return self.timetable.score(plan, self.routes.metres(plan))

    def offer(self, plan: Plan) -> Score:
        """Keeps the plan if it is the best so far; its score."""
        score = self.score(plan)
        if better(score, self.best_score):
            self.best, self.best_score = plan, score
        return score


def better(one: Score, other: Score, slack: float = 0.0) -> bool:
    """Whether `one` is better than `other`; with `slack`, whether it is not late more, nor longer by more metres."""
    if (one.late, round(one.late_seconds, 3)) != (other.late, round(other.late_seconds, 3)):
        return (one.late, one.late_seconds) < (other.late, other.late_seconds)
    if slack:
        return one.metres <= other.metres + slack
    return (round(one.metres, 2), one.batches) < (round(other.metres, 2), other.batches)


def searcher(ground: Ground, start: Plan, random: Random, slack: float) -> Wants:
    """Improves plans without end, and offers them to the ground; it goes on from a plan that is longer than its record
    by up to `slack` of a mean batch, and where nothing helps any more, from the best plan or from anew."""
    current = yield from descended(ground, start)
    record, since = ground.offer(current), 0
    while True:
        since += 1
        if since > PATIENCE:
            current, record, since = ground.best, ground.best_score, 0
            if random.random() < ANEW:
                current = yield from descended(ground, shaken(ground.routes, current, random, whole=True))
                record = ground.offer(current)
        found = yield from descended(ground, shaken(ground.routes, current, random, ALONE if record.late else 0.0))
        found = yield from _deepened(ground, found, record)
        score = ground.offer(found)
        if better(score, record):
            current, record, since = found, score, 0
        elif better(score, record, slack * random.random() * record.metres / len(current)) or _no_later(score, record):
            current = found


def _deepened(ground: Ground, plan: Plan, record: Score) -> Wants:
    """A plan that is nearly as good as the record is bettered by trades of groups, too."""
    while not ground.timetable.binds and ground.offer(plan).metres <= NEARLY * record.metres:
        trades = ground.trades.found(plan)
        if not trades:
            break
        plan = yield from descended(ground, traded(plan, trades))
    return plan


def _no_later(one: Score, other: Score) -> bool:
    """Where orders are late, any plan with no more of them is worth going on from."""
    return 0 < one.late <= other.late


def descended(ground: Ground, plan: Plan) -> Wants:
    """Exchanges what gains until nothing does."""
    while True:
        yield needed(plan)
        found = _stepped(ground, plan)
        if found is None:
            return plan
        plan = found


def _stepped(ground: Ground, plan: Plan) -> Plan | None:
    known = arcs(ground.routes, plan)
    if ground.timetable.binds:
        return _stepped_in_time(ground, plan, swaps(known, MOST, _below(ground, plan)))
    gains = swaps(known, MOST)
    if not gains and ground.routes.count <= MANY:
        gains = cycles(known, MOST)
    return all_applied(plan, apart(gains)) if gains else None


def _below(ground: Ground, plan: Plan) -> float:
    """Where orders are late, exchanges that cost metres may help too."""
    return np.inf if ground.score(plan).late else -1e-3


def _stepped_in_time(ground: Ground, plan: Plan, exchanges: list[Exchange]) -> Plan | None:
    """The first exchange, of the best, that makes the plan better when nothing may be late."""
    score = ground.score(plan)
    if score.late:
        hurried = set(ground.timetable.hurried(plan, ground.routes.metres(plan)))
        exchanges = [one for one in exchanges if any(change.batch in hurried for change in one.changes)]
    for exchange in exchanges[: MOST if score.late else TRIED]:
        found = applied(plan, exchange)
        if better(ground.score(found), score):
            return found
    return None


def shaken(routes: Routes, plan: Plan, random: Random, alone: float = 0.0, whole: bool = False) -> Plan:
    """Some batches that are close to each other (or the `whole` plan) are taken apart, and their orders go together
    anew; by the chance `alone`, an order begins a batch though another would take it."""
    number = len(plan) if whole else min(len(plan), random.choice((2, 2, 3, 3, 4, 5)))
    first = random.randrange(len(plan))
    close = [_closeness(routes, plan[first], batch) * (0.4 + random.random()) for batch in plan]
    close[first] = np.inf
    chosen = sorted(range(len(plan)), key=close.__getitem__, reverse=True)[:number]
    orders = [order for place in chosen for order in plan[place]]
    rest = [batch for place, batch in enumerate(plan) if place not in chosen]
    if alone:
        return rest + _together(routes, random.sample(orders, len(orders)), random, alone)
    found: Plan = []
    for _ in range(TRIES):
        big_first = sorted(orders, key=lambda order: -routes.bulk[order] * random.random())
        new = _together(routes, big_first, random)
        found = new if not found or len(new) < len(found) else found
        if len(found) <= number:
            break
    return rest + found


def _closeness(routes: Routes, one: Batch, other: Batch) -> float:
    return float(routes.closeness[np.ix_(one, other)].mean())


def _together(routes: Routes, orders: Sequence[int], random: Random, alone: float = 0.0) -> Plan:
    """Each order in turn goes to the closest batch that takes it, by chance not quite."""
    batches: list[list[int]] = []
    for order in orders:
        fitting = [batch for batch in batches if routes.carries([*batch, order])]
        if not fitting or (alone and random.random() < alone):
            batches.append([order])
            continue
        weights = [random.random() + float(routes.closeness[batch, order].mean()) for batch in fitting]
        fitting[weights.index(max(weights))].append(order)
    return [tuple(sorted(batch)) for batch in batches]
