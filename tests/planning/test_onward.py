"""What is left of a walk under way: the shortest way on, and no other way for nothing."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.layout import Cell, Crossing, Layout
from app.planning.onward import onward
from app.planning.paths import walk_metres
from tests.planning.buildings import cells_of, crossings_of, layouts


@st.composite
def walks_under_way(draw: st.DrawFn) -> tuple[Layout, Cell, list[Cell], Crossing]:
    layout = draw(layouts())
    stops = draw(st.lists(cells_of(layout), max_size=5))
    return layout, draw(cells_of(layout)), stops, draw(crossings_of(layout))


@settings(deadline=None)
@given(walks_under_way())
def test_no_other_order_of_what_is_left_is_shorter(walk: tuple[Layout, Cell, list[Cell], Crossing]) -> None:
    layout, here, stops, end = walk

    order = onward(layout, here, stops, end)

    def metres(some: tuple[int, ...]) -> float:
        return walk_metres(layout, [here, *(stops[index] for index in some), end])

    assert sorted(order) == list(range(len(stops)))
    assert metres(tuple(order)) <= min(map(metres, permutations(range(len(stops))))) + 1e-6


@settings(deadline=None)
@given(walks_under_way())
def test_what_lies_where_the_picker_stands_comes_first_and_a_path_that_is_best_stays(
    walk: tuple[Layout, Cell, list[Cell], Crossing],
) -> None:
    layout, here, stops, end = walk

    order = onward(layout, here, stops, end)
    once_more = onward(layout, here, [stops[index] for index in order], end)

    elsewhere = [stops[index] != here for index in order]
    assert elsewhere == sorted(elsewhere)
    assert once_more == list(range(len(stops)))


def test_a_stop_in_a_blocked_aisle_comes_last() -> None:
    layout = Layout(4, (5, 5), 3.0, 1.0, 1.0).with_blocked([(1, 0)])

    assert onward(layout, Cell(0, 0), [Cell(1, 2), Cell(2, 2), Cell(1, 7)], Crossing(0, 0))[-1] == 0


def test_who_stands_in_an_aisle_that_is_blocked_now_is_led_out_of_it() -> None:
    layout = Layout(4, (5, 5), 3.0, 1.0, 1.0).with_blocked([(1, 0)])

    assert onward(layout, Cell(1, 4), [Cell(1, 4), Cell(3, 0), Cell(2, 4)], Crossing(3, 0)) == [0, 2, 1]
    assert onward(layout, Cell(1, 0), [Cell(2, 4), Cell(3, 0), Cell(2, 0)], Crossing(3, 2)) != [0, 1, 2]
