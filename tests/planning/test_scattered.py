"""Bins and walk chosen together, judged by trying every way to meet the demands."""

from collections.abc import Callable
from itertools import combinations, pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.evaluation import Evaluator
from app.planning.layout import Cell, Crossing, Layout, Point, Stretch
from app.planning.scattered import Choice, Demand, NotEnoughHeld, choose_bins, nearest_bins
from tests.planning.buildings import cells_of, crossings_of, layouts, points_of

DEMANDS = 3
BINS = 4


def after(calls: int) -> Callable[[], bool]:
    """A `stop` that lets so many calls pass."""
    left = iter(range(calls))
    return lambda: next(left, None) is None


@st.composite
def demands_in(draw: st.DrawFn, layout: Layout) -> list[Demand]:
    """Demands that their bins can meet."""
    found = []
    for _ in range(draw(st.integers(1, DEMANDS))):
        cells = draw(st.lists(cells_of(layout), min_size=1, max_size=BINS, unique=True))
        bins = [(cell, draw(st.integers(1, 3))) for cell in cells]
        found.append(Demand(draw(st.integers(1, sum(held for _, held in bins))), bins))
    return found


def shortest(layout: Layout, demands: list[Demand], start: Crossing, end: Crossing) -> float:
    """By trying every way to meet every demand with no bin too many."""
    cells = list(dict.fromkeys(cell for demand in demands for cell, _ in demand.bins))
    evaluator = Evaluator(layout, cells, start, end)
    choices = [frozenset[Cell]()]
    for demand in demands:
        enough = [
            frozenset(cell for cell, _ in some)
            for size in range(1, len(demand.bins) + 1)
            for some in combinations(demand.bins, size)
            if demand.quantity <= sum(held for _, held in some) < demand.quantity + min(held for _, held in some)
        ]
        choices = list({before | more for before in choices for more in enough})
    visits = np.array([[cell in choice for cell in cells] for choice in choices])
    return float(evaluator.metres(visits).min())


def assert_right(layout: Layout, demands: list[Demand], choice: Choice) -> None:
    for demand, taken in zip(demands, choice.taken, strict=True):
        held = dict(demand.bins)
        assert sum(units for _, units in taken) == demand.quantity
        assert all(0 < units <= held[cell] for cell, units in taken)
        assert len({cell for cell, _ in taken}) == len(taken)
    assert set(choice.stops) == {cell for taken in choice.taken for cell, _ in taken}
    assert sorted(choice.path.order) == list(range(len(choice.stops)))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_bins_and_walk_are_as_short_as_any_that_meet_the_demands(data: st.DataObject) -> None:
    layout = data.draw(layouts())
    demands = data.draw(demands_in(layout))
    start, end = data.draw(crossings_of(layout)), data.draw(crossings_of(layout))

    choice = choose_bins(layout, demands, start, end, after(300), seed=1)

    assert_right(layout, demands, choice)
    assert choice.path.metres == pytest.approx(shortest(layout, demands, start, end), abs=1e-3)
    walk: list[Point] = [start, *(choice.stops[index] for index in choice.path.order), end]
    assert sum(layout.distance(one, other) for one, other in pairwise(walk)) == pytest.approx(choice.path.metres)


@pytest.mark.parametrize("seed", range(20))
def test_where_the_first_idea_is_not_the_best_the_search_finds_the_best_and_knows_it(seed: int) -> None:
    random = Random(seed)
    layout = Layout(aisles=8, blocks=(9, 9)[: 1 + seed % 2], aisle_pitch=3, cell_pitch=1, end_to_cell=1)
    places = [Cell(*divmod(place, layout.cells)) for place in range(layout.aisles * layout.cells)]
    demands = [
        Demand(random.randint(2, 4), [(cell, random.randint(1, 3)) for cell in random.sample(places, 6)])
        for _ in range(4)
    ]
    start, end = Crossing(random.randrange(8), 0), Crossing(random.randrange(8), len(layout.blocks))

    choice = choose_bins(layout, demands, start, end, after(300), seed)

    assert_right(layout, demands, choice)
    assert choice.is_proven
    assert choice.path.metres == pytest.approx(shortest(layout, demands, start, end))


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_from_anywhere_and_with_no_time_it_is_never_longer_than_the_nearest_bins(data: st.DataObject) -> None:
    layout = data.draw(layouts())
    demands = data.draw(demands_in(layout))
    start, end = data.draw(points_of(layout)), data.draw(points_of(layout))

    choice = choose_bins(layout, demands, start, end, after(0))
    nearest = nearest_bins(layout, demands, start, end)

    assert_right(layout, demands, choice)
    assert_right(layout, demands, nearest)
    assert choice.path.metres <= nearest.path.metres + 1e-3


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_the_same_seed_and_as_much_time_choose_the_same(data: st.DataObject) -> None:
    layout = data.draw(layouts())
    demands = data.draw(demands_in(layout))
    depot = data.draw(crossings_of(layout))

    choices = [choose_bins(layout, demands, depot, depot, after(5), seed=3) for _ in range(2)]

    assert choices[0] == choices[1]


def test_broken_off_at_any_moment_it_is_right_and_more_time_never_makes_the_walk_longer() -> None:
    random = Random(1)
    layout = Layout(aisles=14, blocks=(15, 15), aisle_pitch=3, cell_pitch=1, end_to_cell=1)
    places = [Cell(*divmod(place, layout.cells)) for place in range(layout.aisles * layout.cells)]
    demands = [
        Demand(random.randint(1, 4), [(cell, random.randint(1, 3)) for cell in random.sample(places, 12)])
        for _ in range(16)
    ]
    depot = Crossing(5, 0)

    choices = [choose_bins(layout, demands, depot, depot, after(calls), 2) for calls in (0, 2, 3, 5, 8, 13, 21, 34, 89)]

    for choice in choices:
        assert_right(layout, demands, choice)
    metres = [choice.path.metres for choice in choices]
    assert metres == sorted(metres, reverse=True)
    assert metres[-1] < metres[0] <= nearest_bins(layout, demands, depot, depot).path.metres


def test_one_aisle_that_holds_everything_is_better_than_the_nearest_bin_of_each() -> None:
    layout = Layout(aisles=9, blocks=(10,), aisle_pitch=3, cell_pitch=1, end_to_cell=1)
    depot = Crossing(4, 0)
    demands = [Demand(1, [(Cell(near, 6), 1), (Cell(5, 7), 1)]) for near in (0, 1, 2, 3, 4, 6, 7, 8)]

    choice = choose_bins(layout, demands, depot, depot, after(50))

    assert choice.stops == (Cell(5, 7),)
    assert choice.path.metres == 22
    assert nearest_bins(layout, demands[4:5], depot, depot).stops == (Cell(4, 6),)


def test_a_demand_that_its_bins_do_not_hold_is_refused_by_its_number() -> None:
    layout = Layout(aisles=2, blocks=(5,), aisle_pitch=3, cell_pitch=1, end_to_cell=1)
    demands = [(1, [(Cell(0, 1), 1)]), (4, [(Cell(0, 0), 2), (Cell(1, 1), 1)])]

    with pytest.raises(NotEnoughHeld, match="demand 1 asks for 4, and its bins hold 3") as refused:
        choose_bins(layout, demands, Crossing(0, 0), Crossing(0, 0), after(9))

    assert refused.value.demand == 1


def test_a_blocked_aisle_gives_nothing() -> None:
    layout = Layout(aisles=3, blocks=(5,), aisle_pitch=3, cell_pitch=1, end_to_cell=1).with_blocked([(0, 0)])
    depot = Crossing(0, 0)

    choice = choose_bins(layout, [(1, [(Cell(0, 0), 1), (Cell(2, 4), 1)])], depot, depot, after(9))

    assert choice.stops == (Cell(2, 4),)
    with pytest.raises(NotEnoughHeld):
        choose_bins(layout, [(1, [(Cell(0, 0), 1)])], depot, depot, after(9))


@pytest.mark.parametrize("one_way", [{1: "up"}, {0: "down", 2: "up"}])
def test_where_aisles_are_one_way_bins_are_chosen_too(one_way: dict[int, str]) -> None:
    stretches = {(aisle, 0): Stretch(one_way=direction) for aisle, direction in one_way.items()}
    layout = Layout(aisles=4, blocks=(10,), aisle_pitch=3, cell_pitch=1, end_to_cell=1, stretches=stretches)
    depot = Crossing(0, 0)
    demands = [Demand(2, [(Cell(3, 5), 2), (Cell(1, 5), 1), (Cell(2, 3), 2)]), Demand(1, [(Cell(3, 4), 1)])]

    choice = choose_bins(layout, demands, depot, depot, after(50))

    assert_right(layout, demands, choice)
    assert set(choice.stops) == {Cell(3, 5), Cell(3, 4)}


def test_nothing_asked_for_is_a_walk_from_start_to_end() -> None:
    layout = Layout(aisles=3, blocks=(5,), aisle_pitch=3, cell_pitch=1, end_to_cell=1)

    choice = choose_bins(layout, [(0, [(Cell(1, 1), 4)])], Crossing(0, 0), Crossing(2, 0), after(9))

    assert choice == Choice(((),), (), choice.path)
    assert choice.path.metres == 6
