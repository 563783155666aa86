"""Which orders share a cart: always within what a cart carries, never late without need, and as short as can be."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.batching import BatchOrder, BatchProblem, Cart, Pickers, Visit
from app.planning.batching.plan import Plan, plan_batches
from app.planning.batching.problem import parts_of
from app.planning.layout import Cell, Layout, NotInLayout
from tests.planning.problems import (
    FRONT,
    LAYOUT,
    after,
    allowed,
    carts,
    fewest_late,
    metres,
    metres_of,
    never,
    orders,
    problems,
)


def many_orders(count: int) -> tuple[BatchOrder, ...]:
    random = Random(5)
    cells = [
        [Cell(random.randrange(5), random.randrange(12)) for _ in range(random.randint(1, 5))] for _ in range(count)
    ]
    return tuple(BatchOrder(tuple(Visit(cell) for cell in some)) for some in cells)


MANY = BatchProblem(many_orders(48), Cart(orders=3), LAYOUT, FRONT)

few = settings(deadline=None, max_examples=25)


def whole(problem: BatchProblem) -> BatchProblem:
    """The problem with only those orders that a cart carries."""
    fitting = (index for index in range(len(problem.orders)) if allowed(problem, [index]))
    return replace(problem, orders=tuple(problem.orders[index] for index in fitting))


@few
@given(problems(), st.integers(0, 40))
def test_each_order_is_on_one_cart_that_carries_it_whenever_the_search_is_stopped(
    problem: BatchProblem, questions: int
) -> None:
    problem = whole(problem)

    plan = plan_batches(problem, after(questions), seed=1, steps=6)

    assert sorted(index for batch in plan.batches for index in batch.orders) == list(range(len(problem.orders)))
    assert all(allowed(problem, batch.orders) for batch in plan.batches)
    assert not any(batch.over for batch in plan.batches)


@few
@given(problems())
def test_a_batch_is_told_with_its_shortest_path_and_all_its_stops(problem: BatchProblem) -> None:
    problem = whole(problem)

    plan = plan_batches(problem, never, seed=1, steps=3)

    for batch in plan.batches:
        cells = {visit.cell for index in batch.orders for visit in problem.orders[index].visits if visit.cell}
        assert Counter(batch.path) == Counter(cells)
        assert batch.metres == pytest.approx(metres_of(problem, batch.orders), abs=1e-6)
    assert plan.metres == pytest.approx(sum(batch.metres for batch in plan.batches))


@few
@given(problems())
def test_it_is_never_longer_than_first_come_first_served_nor_than_savings(problem: BatchProblem) -> None:
    problem = whole(replace(problem, pickers=None))

    first_come = plan_batches(problem, after(0), seed=1)
    savings = plan_batches(problem, never, seed=1, steps=0)
    found = plan_batches(problem, never, seed=1, steps=4)

    assert first_come.metres == pytest.approx(found.first_come_metres)
    assert metres(found) <= metres(savings) <= metres(first_come)


@settings(deadline=None, max_examples=25)
@given(problems(most=5))
def test_small_problems_are_solved_best_and_nothing_is_late_that_could_be_on_time(problem: BatchProblem) -> None:
    problem = whole(problem)

    plan = plan_batches(problem, never, seed=1, steps=60)

    late, least = fewest_late(problem) if problem.orders else (0, 0.0)
    assert len(plan.late) == late
    assert late or metres(plan) <= round(least, 2)


@few
@given(problems())
def test_what_is_late_and_when_pickers_are_done_is_told_as_it_will_be(problem: BatchProblem) -> None:
    pickers = problem.pickers or Pickers(2)
    problem = whole(replace(problem, pickers=pickers))

    plan = plan_batches(problem, never, seed=1, steps=2)

    free = [pickers.starts_at] * pickers.number
    late = set()
    for batch in plan.batches:
        assert batch.starts_at == pytest.approx(free[batch.picker])
        lines = sum(problem.orders[index].lines for index in batch.orders)
        free[batch.picker] = batch.starts_at + pickers.seconds(batch.metres, lines)
        assert batch.ends_at == pytest.approx(free[batch.picker])
        late |= {index for index in batch.orders if (problem.orders[index].due or 1e18) < batch.ends_at - 1e-6}
    assert plan.late == tuple(sorted(late))
    assert plan.finished_at == pytest.approx(tuple(free))


def test_a_seed_gives_the_same_plan_for_the_same_number_of_steps() -> None:
    found = plan_batches(MANY, never, seed=3, steps=32)

    assert plan_batches(MANY, never, seed=3, steps=32) == found
    assert plan_batches(MANY, never, seed=4, steps=32) != found


def test_when_it_is_stopped_at_once_the_plan_is_first_come_first_served() -> None:
    plan = plan_batches(MANY, after(0), seed=1)

    assert [batch.orders for batch in plan.batches] == [tuple(range(first, first + 3)) for first in range(0, 48, 3)]
    assert plan.metres == pytest.approx(plan.first_come_metres)
    assert plan.metres > plan_batches(MANY, never, seed=1, steps=0).metres


@given(orders, carts)
def test_an_order_that_is_too_much_is_cut_into_parts_that_a_cart_carries(order: BatchOrder, cart: Cart) -> None:
    parts = parts_of(order, cart)

    assert units_by_cell(parts) == units_by_cell([order])
    assert sum(part.volume_l for part in parts) == pytest.approx(order.volume_l)
    assert sum(part.weight_kg for part in parts) == pytest.approx(order.weight_kg)
    for part in parts:
        assert cart.carries(part.room(cart)) or (part.lines == 1 and part.units == 1)
    assert len(parts) == 1 or not cart.carries(order.room(cart))


def units_by_cell(some: list[BatchOrder]) -> Counter[Cell | None]:
    counts: Counter[Cell | None] = Counter()
    for visit in (visit for order in some for visit in order.visits):
        counts[visit.cell] += visit.units
    return counts


def an_order(*aisles: int, due: float | None = None, units: int = 1) -> BatchOrder:
    return BatchOrder(tuple(Visit(Cell(aisle, 5), units) for aisle in aisles), due=due)


def planned(*some: BatchOrder, cart: Cart, pickers: Pickers | None = None) -> Plan:
    return plan_batches(BatchProblem(some, cart, LAYOUT, FRONT, pickers=pickers), never, seed=1, steps=10)


def test_orders_of_the_same_aisles_share_a_cart() -> None:
    plan = planned(an_order(0, 1), an_order(4), an_order(0, 1), an_order(3, 4), cart=Cart(orders=2))

    assert sorted(batch.orders for batch in plan.batches) == [(0, 2), (1, 3)]


def test_a_cut_order_is_on_several_carts_and_a_unit_that_is_too_much_is_told() -> None:
    heavy = BatchOrder((Visit(Cell(1, 1), 2),), weight_kg=600.0)

    plan = planned(an_order(0, 1, units=8), heavy, cart=Cart(units=10, weight_kg=200))

    assert Counter(index for batch in plan.batches for index in batch.orders) == {0: 2, 1: 2}
    assert {batch.orders: batch.over for batch in plan.batches} == {(0,): False, (1,): True}


def test_an_urgent_order_leaves_alone_where_company_would_make_it_late() -> None:
    near, far = an_order(0, due=25.0), an_order(4)

    relaxed = planned(replace(near, due=None), far, cart=Cart(), pickers=Pickers())
    urgent = planned(near, far, cart=Cart(), pickers=Pickers())

    assert [batch.orders for batch in relaxed.batches] == [(0, 1)]
    assert [batch.orders for batch in urgent.batches] == [(0,), (1,)]
    assert urgent.late == ()


def test_pickers_finish_together() -> None:
    some = [an_order(aisle) for aisle in (4, 4, 4, 0, 0, 0)]

    plan = planned(*some, cart=Cart(orders=1), pickers=Pickers(number=2))

    one, other = plan.finished_at
    assert abs(one - other) <= max(batch.metres for batch in plan.batches) / 2


def test_in_shared_totes_only_the_units_count() -> None:
    small = [an_order(aisle, units=2) for aisle in range(5)]

    apart = planned(*small, cart=Cart(places=2, units_in_tote=5))
    shared = planned(*small, cart=Cart(places=2, units_in_tote=5, shared_totes=True))

    assert len(apart.batches) == 3
    assert len(shared.batches) == 1


def test_without_a_layout_carts_are_filled() -> None:
    plan = plan_batches(BatchProblem((an_order(0), an_order(1), an_order(2)), Cart(orders=2)), never, seed=1)

    assert len(plan.batches) == 2


def test_progress_is_told_with_ever_better_plans() -> None:
    told: list[tuple[float, float]] = []
    some = tuple(an_order(index % 5, (index * 3) % 5) for index in range(12))

    plan_batches(BatchProblem(some, Cart(orders=3), LAYOUT, FRONT), never, 1, lambda *now: told.append(now), steps=5)

    assert [share for _, share in told] == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0])
    assert sorted(told, reverse=True)[0][0] == told[0][0]


def test_a_cell_that_the_building_does_not_have_is_refused() -> None:
    with pytest.raises(NotInLayout):
        planned(an_order(9), cart=Cart())


def test_odd_buildings_are_planned_too() -> None:
    wide = Layout(aisles=2, blocks=(3,) * 6, aisle_pitch=3.0, cell_pitch=1.0, end_to_cell=1.0)
    some = (BatchOrder((Visit(Cell(0, 1)),)), BatchOrder((Visit(Cell(1, 2)),)), BatchOrder((Visit(Cell(0, 2)),)))

    plan = plan_batches(BatchProblem(some, Cart(orders=2), wide, FRONT), never, seed=1, steps=2)

    assert sorted(batch.orders for batch in plan.batches) == [(0, 2), (1,)]


@settings(deadline=None, max_examples=40)
@given(problems(most=5))
def test_a_few_orders_are_weighed_in_all_ways_and_that_is_the_end(problem: BatchProblem) -> None:
    problem = whole(problem)

    plan = plan_batches(problem, never, seed=1)

    late, least = fewest_late(problem) if problem.orders else (0, 0.0)
    assert plan.steps <= 1
    assert len(plan.late) == late
    assert late or metres(plan) <= round(least, 2)
