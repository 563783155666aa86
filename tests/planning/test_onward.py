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
