"""A good path also reads naturally, at no cost in length."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.layout import Cell, Crossing, Layout
from app.planning.paths import plan_path
from tests.planning.buildings import cells_of, layouts, points_of

DEMO = Layout(aisles=20, blocks=(50, 50), aisle_pitch=3.0, cell_pitch=1.0, end_to_cell=1.0)
FRONT = Crossing(0, 0)


def walk(stops: list[Cell], weights: tuple[float, ...] = (), end: Crossing = FRONT) -> list[Cell]:
    return [stops[index] for index in plan_path(DEMO, stops, FRONT, end, weights).order]


def test_stops_of_one_cell_follow_each_other_in_the_order_given() -> None:
    both_sides = [Cell(4, 10), Cell(7, 3), Cell(4, 10), Cell(4, 60), Cell(4, 10)]

    order = plan_path(DEMO, both_sides, FRONT, FRONT).order

    first = order.index(0)
    assert order[first : first + 3] == (0, 2, 4)


def test_an_aisle_is_walked_from_one_end_to_the_other_without_turning() -> None:
    aisle = [Cell(0, cell) for cell in (40, 10, 30, 20)]

    assert [cell.cell for cell in walk(aisle, end=Crossing(0, 2))] == [10, 20, 30, 40]


def test_an_aisle_that_is_walked_twice_is_picked_on_the_way_in() -> None:
    assert [cell.cell for cell in walk([Cell(0, 20), Cell(0, 5), Cell(0, 10)])] == [5, 10, 20]


def test_along_the_front_short_aisles_are_picked_one_after_the_other() -> None:
    mouths = [Cell(aisle, 0) for aisle in (5, 2, 8, 3)]

    assert [cell.aisle for cell in walk(mouths)] == [2, 3, 5, 8]


def test_aisles_that_are_walked_through_follow_each_other_to_one_side_and_home() -> None:
    full = [Cell(aisle, cell) for aisle in (2, 3, 4, 5) for cell in (0, 25, 49)]

    aisles = [cell.aisle for cell in walk(full)]

    assert aisles in (sorted(aisles), sorted(aisles, reverse=True))


def test_an_aisle_is_not_left_and_entered_again_where_another_walk_is_as_short() -> None:
    stops = [Cell(2, 53), Cell(3, 51), Cell(4, 84), Cell(3, 21)]

    assert walk(stops) == [Cell(3, 21), Cell(3, 51), Cell(4, 84), Cell(2, 53)]


def test_an_aisle_is_walked_through_rather_than_in_and_back_where_that_is_as_short() -> None:
    small = Layout(aisles=4, blocks=(10,), aisle_pitch=3.0, cell_pitch=1.0, end_to_cell=1.0)
    stops = [Cell(0, 9), Cell(2, 7), Cell(2, 1), Cell(3, 4)]

    assert plan_path(small, stops, FRONT, FRONT).order == (0, 1, 2, 3)


def test_what_is_heavy_comes_early() -> None:
    around = [Cell(2, 5), Cell(2, 45), Cell(3, 45), Cell(3, 5)]

    assert walk(around, (1.0, 1.0, 1.0, 20.0))[0] == Cell(3, 5)
    assert walk(around, (20.0, 1.0, 1.0, 1.0))[0] == Cell(2, 5)
    assert walk([Cell(3, 21), Cell(4, 13), Cell(5, 23)], (1.0, 20.0, 20.0))[-1] == Cell(3, 21)


def test_a_light_stop_is_left_for_the_way_back_where_much_heavier_ones_lie_behind_it() -> None:
    aisle = [Cell(0, 5), Cell(0, 10), Cell(0, 20)]

    assert [cell.cell for cell in walk(aisle, (0.1, 11.0, 20.0))] == [10, 20, 5]
    assert [cell.cell for cell in walk(aisle, (9.0, 9.0, 9.0))] == [5, 10, 20]


def test_in_one_cell_the_heaviest_comes_first() -> None:
    assert plan_path(DEMO, [Cell(3, 3)] * 3, FRONT, FRONT, (1.0, 7.0, 3.0)).order == (1, 2, 0)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_heavy_stops_first_cost_no_metres(data: st.DataObject) -> None:
    layout = data.draw(layouts())
    stops = data.draw(st.lists(cells_of(layout), max_size=12))
    start, end = data.draw(points_of(layout)), data.draw(points_of(layout))
    weights = [data.draw(st.sampled_from([0.1, 1.0, 12.0])) for _ in stops]

    minding, plain = (plan_path(layout, stops, start, end, some) for some in (weights, ()))

    assert abs(minding.metres - plain.metres) < 1e-6
    assert sorted(minding.order) == sorted(plain.order)


def test_the_same_stops_give_the_same_path() -> None:
    dice = random.Random(3)
    stops = [Cell(dice.randrange(20), dice.randrange(100)) for _ in range(40)]

    assert plan_path(DEMO, stops, FRONT, FRONT) == plan_path(DEMO, stops, FRONT, FRONT)
