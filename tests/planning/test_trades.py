"""Trades of groups between two batches: all that gain are found, although few are measured."""

from itertools import combinations
from typing import NamedTuple

import pytest
from hypothesis import assume, given, settings

from app.planning.batching.problem import BatchProblem
from app.planning.batching.routes import Batch, Routes
from app.planning.batching.starts import one_by_one
from app.planning.batching.trades import Trade, Trades, traded
from tests.planning.problems import allowed, metres_of, never, problems


class Planned(NamedTuple):
    """A problem whose orders go on a cart each, and a plan for it."""

    problem: BatchProblem
    routes: Routes
    plan: list[Batch]


def planned(problem: BatchProblem) -> Planned:
    fitting = [index for index in range(len(problem.orders)) if allowed(problem, [index])]
    assume(fitting)
    problem = BatchProblem(
        tuple(problem.orders[index] for index in fitting),
        problem.cart, problem.layout, problem.start, problem.end, None, problem.mix_priorities, problem.mix_zones,
    )  # fmt: skip
    routes = Routes(problem.orders, problem, never)
    return Planned(problem, routes, one_by_one(routes, range(len(problem.orders))))


def best_by_trying(given_: Planned) -> float:
    """What the best trade adds that has a group of two, by measuring all of them."""
    least = 0.0
    for one, other in combinations(given_.plan, 2):
        for gone in _groups(one):
            for come in _groups(other):
                after = [sorted({*one, *come} - {*gone}), sorted({*other, *gone} - {*come})]
                if max(len(gone), len(come)) == 2 and all(allowed(given_.problem, batch) for batch in after if batch):
                    added = sum(_metres(given_, batch) for batch in after) - sum(
                        _metres(given_, batch) for batch in (one, other)
                    )
                    least = min(least, added)
    return least


def _groups(batch: Batch) -> list[Batch]:
    return [some for size in range(3) for some in combinations(batch, size)]


def _metres(given_: Planned, batch: Batch | list[int]) -> float:
    return metres_of(given_.problem, batch) if batch else 0.0


@settings(deadline=None, max_examples=60)
@given(problems())
def test_the_best_trade_is_found_and_adds_what_it_says(problem: BatchProblem) -> None:
    known = planned(problem)

    trades = Trades(known.routes).found(known.plan)

    least = best_by_trying(known)
    assert (trades[0].metres if trades else 0.0) == pytest.approx(least, abs=2e-3)
    for trade in trades:
        after = traded(known.plan, [trade])
        assert sorted(order for batch in after for order in batch) == list(range(len(known.problem.orders)))
        assert all(allowed(known.problem, batch) for batch in after)
        added = sum(_metres(known, batch) for batch in after) - sum(_metres(known, batch) for batch in known.plan)
        assert added == pytest.approx(trade.metres, abs=1e-6)


@settings(deadline=None, max_examples=30)
@given(problems())
def test_what_gains_is_found_again_and_what_does_not_is_not_looked_for_twice(problem: BatchProblem) -> None:
    known = planned(problem)
    trades = Trades(known.routes)

    first = trades.found(known.plan)
    measured = known.routes.measured

    assert trades.found(known.plan) == first
    assert first or known.routes.measured == measured


def test_of_trades_that_touch_the_same_batch_only_the_first_is_done() -> None:
    plan = [(0, 1), (2, 3), (4, 5)]
    trades = [Trade(-5.0, 0, (0, 1), 1, (2,)), Trade(-4.0, 1, (3,), 2, (4, 5)), Trade(-3.0, 1, (2, 3), 2, ())]

    assert traded(plan, trades) == [(2,), (0, 1, 3), (4, 5)]
    assert traded(plan, trades[2:]) == [(0, 1), (2, 3, 4, 5)]
