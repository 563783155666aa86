"""Distances where aisles are short, dead ends, one-way or blocked, judged by a plain shortest-path computation."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.planning.layout import Cell, Crossing, Layout, NotInLayout, Opening, Stretch
from tests.planning.odd_buildings import odd_layouts, points_there, walked

HALL = Layout(aisles=3, blocks=(4, 4), aisle_pitch=3.0, cell_pitch=1.0, end_to_cell=1.0)


def hall(**stretches: Stretch) -> Layout:
    """The hall with stretches that differ, by aisle and block: `a1_0` is aisle 1, block 0."""
    places = {tuple(map(int, name[1:].split("_"))): stretch for name, stretch in stretches.items()}
    return Layout(3, (4, 4), 3.0, 1.0, 1.0, stretches={(aisle, block): here for (aisle, block), here in places.items()})


@given(st.data())
def test_a_distance_is_the_shortest_walk_in_any_building(data: st.DataObject) -> None:
    layout = data.draw(odd_layouts())
    one, other = (data.draw(st.sampled_from(points_there(layout))) for _ in range(2))

    assert layout.distance(one, other) == pytest.approx(walked(layout, one, other))


@given(st.data())
def test_a_table_of_distances_says_what_each_distance_is(data: st.DataObject) -> None:
    layout = data.draw(odd_layouts())
    points = data.draw(st.lists(st.sampled_from(points_there(layout)), max_size=5))

    assert layout.distances(points) == [[layout.distance(one, other) for other in points] for one in points]


@given(st.data())
def test_without_one_way_aisles_the_way_back_is_as_long(data: st.DataObject) -> None:
    layout = data.draw(odd_layouts(one_way=False))
    one, other = (data.draw(st.sampled_from(points_there(layout))) for _ in range(2))

    assert layout.is_grid
    assert layout.distance(one, other) == pytest.approx(layout.distance(other, one))


@given(st.data())
def test_no_walk_is_shorter_for_an_aisle_that_is_blocked(data: st.DataObject) -> None:
    layout = data.draw(odd_layouts())
    one, other = (data.draw(st.sampled_from(points_there(layout))) for _ in range(2))
    aisle, block = data.draw(st.integers(0, layout.aisles - 1)), data.draw(st.integers(0, len(layout.blocks) - 1))

    assert layout.with_blocked([(aisle, block)]).distance(one, other) >= layout.distance(one, other) - 1e-9


def test_a_dead_end_is_left_where_it_was_entered() -> None:
    layout = hall(a1_0=Stretch(last=1, back=False))

    assert layout.opening(1, 0) == Opening(front=True, back=False)
    assert layout.distance(Cell(1, 1), Crossing(1, 1)) == 2 + 3 + 5 + 3
    assert layout.distance(Crossing(1, 0), Cell(1, 1)) == 2


def test_a_cell_that_a_short_aisle_lacks_is_refused() -> None:
    layout = hall(a1_0=Stretch(last=1))

    assert list(layout.cells_of(1, 0)) == [0, 1]
    assert list(layout.cells_of(1, 1)) == [4, 5, 6, 7]
    with pytest.raises(NotInLayout):
        layout.distance(Cell(1, 2), Crossing(0, 0))


def test_a_short_aisle_that_still_reaches_the_cross_aisle_is_walked_through() -> None:
    assert hall(a1_0=Stretch(last=1)).distance(Crossing(1, 0), Crossing(1, 1)) == 5


def test_a_one_way_aisle_is_walked_one_way_only() -> None:
    layout = hall(a1_0=Stretch(one_way="up"))

    assert not layout.is_grid
    assert layout.distance(Cell(1, 0), Cell(1, 3)) == 3
    assert layout.distance(Cell(1, 3), Cell(1, 0)) == 1 + 3 + 5 + 3 + 1
    assert layout.distance(Crossing(1, 1), Crossing(1, 0)) == 3 + 5 + 3


def test_nobody_gets_into_a_blocked_stretch_and_nobody_through_it() -> None:
    layout = HALL.with_blocked([(1, 0)])

    assert layout.opening(1, 0) == Opening(front=False, back=False)
    assert layout.is_blocked(Cell(1, 2))
    assert layout.distance(Cell(1, 2), Cell(1, 2)) == 0
    assert not layout.is_blocked(Cell(1, 5))
    assert layout.distance(Crossing(0, 0), Cell(1, 2)) == inf
    assert layout.distance(Crossing(1, 0), Crossing(1, 1)) == 3 + 5 + 3
    assert HALL.distance(Crossing(1, 0), Crossing(1, 1)) == 5


def test_who_stands_in_a_blocked_stretch_comes_out_at_its_nearer_end() -> None:
    blocked = hall(a1_0=Stretch(back=False, last=3)).with_blocked([(1, 0), (2, 1)])

    assert blocked.way_out(Cell(1, 3)) == Crossing(1, 0)
    assert (blocked.way_out(Cell(2, 4)), blocked.way_out(Cell(2, 7))) == (Crossing(2, 1), Crossing(2, 2))
    assert (blocked.way_out(Cell(0, 3)), blocked.way_out(Crossing(1, 0))) == (Cell(0, 3), Crossing(1, 0))


def test_a_cross_aisle_is_walked_in_its_middle() -> None:
    wide = Layout(3, (4, 4), 3.0, 1.0, 1.0, cross_widths=(0.0, 2.0, 4.0))

    assert list(wide.cross_aisles) == [0, 6, 14]
    assert wide.distance(Cell(0, 3), Cell(0, 4)) == 1 + 2 + 1
    assert wide.distance(Cell(0, 7), Crossing(0, 2)) == 1 + 2


def test_reaching_up_takes_seconds_and_no_metres() -> None:
    layout = Layout(3, (4,), 3.0, 1.0, 1.0, reach_seconds=(0.0, 0.0, 4.0))

    assert [layout.seconds_to_reach(level) for level in (1, 3, 4, None)] == [0, 4, 0, 0]


@pytest.mark.parametrize("place", [(3, 0), (0, 2), (-1, 0), (0, -1)])
def test_a_stretch_outside_the_building_is_refused(place: tuple[int, int]) -> None:
    with pytest.raises(NotInLayout):
        HALL.with_blocked([place])
    with pytest.raises(NotInLayout):
        HALL.opening(*place)


def test_a_building_with_impossible_measures_is_refused() -> None:
    with pytest.raises(ValueError, match="width of each"):
        Layout(3, (4, 4), 3.0, 1.0, 1.0, cross_widths=(1.0, 1.0))
    with pytest.raises(ValueError, match="none of them negative"):
        Layout(3, (4,), 3.0, 1.0, 1.0, reach_seconds=(-1.0,))
    with pytest.raises(ValueError, match="up or down"):
        hall(a0_0=Stretch(one_way="left"))
