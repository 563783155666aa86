"""The corners of a walk on the plan."""

from itertools import pairwise
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.planning.drawable import Spot, walk_line, walk_points
from app.planning.graph import Way, way_points
from app.planning.layout import Cell, Crossing, Layout, NoWay, Point
from tests.planning.buildings import layouts, points_of
from tests.planning.odd_buildings import odd_layouts, points_there

HALL = Layout(aisles=4, blocks=(5, 5), aisle_pitch=3.0, cell_pitch=1.0, end_to_cell=1.0)


def metres(spots: list[Spot]) -> float:
    return sum(abs(x - to_x) + abs(y - to_y) for (x, y), (to_x, to_y) in pairwise(spots))


@given(st.data())
def test_a_walk_goes_straight_from_corner_to_corner_and_is_a_shortest_one(data: st.DataObject) -> None:
    layout = data.draw(layouts())
    one, other = data.draw(points_of(layout)), data.draw(points_of(layout))

    spots = walk_points(layout, one, other)

    assert (spots[0], spots[-1]) == (layout.metres(one), layout.metres(other))
    assert all(x == to_x or (y in layout.cross_aisles and y == to_y) for (x, y), (to_x, to_y) in pairwise(spots))
    assert metres(spots) == pytest.approx(layout.distance(one, other))
    assert len(spots) <= 4


@given(st.data())
def test_a_walk_round_dead_ends_and_through_one_way_aisles_is_a_shortest_one_too(data: st.DataObject) -> None:
    layout = data.draw(odd_layouts())
    points = points_there(layout)
    one, other = data.draw(st.sampled_from(points)), data.draw(st.sampled_from(points))

    if layout.distance(one, other) == inf:
        with pytest.raises(NoWay):
            walk_points(layout, one, other)
    else:
        assert metres(walk_points(layout, one, other)) == pytest.approx(layout.distance(one, other))


def test_a_walk_past_way_points_goes_by_each_of_them() -> None:
    spots = {"door": (0.0, 0.0), "middle": (3.0, 4.0), "shelf": (9.0, 4.0)}
    yard = way_points(spots, [Way(0, 1, 5.0), Way(1, 2, 6.0)], {"DEPOT-1": Cell(0, 0)}, {})

    assert walk_points(yard, Cell(0, 0), Cell(2, 0)) == [(0.0, 0.0), (3.0, 4.0), (9.0, 4.0)]


def test_a_walk_to_another_aisle_turns_twice_at_the_cross_aisle_that_is_nearer() -> None:
    assert walk_points(HALL, Cell(0, 3), Cell(2, 3)) == [(0.0, 4.0), (0.0, 6.0), (6.0, 6.0), (6.0, 4.0)]
    assert walk_points(HALL, Cell(0, 1), Cell(2, 1)) == [(0.0, 2.0), (0.0, 0.0), (6.0, 0.0), (6.0, 2.0)]


def test_a_line_through_points_has_each_of_them_once() -> None:
    points: list[Point] = [Crossing(0, 0), Cell(0, 1), Cell(1, 0), Crossing(0, 0)]

    line = walk_line(HALL, points)

    assert line == [(0, 0), (0, 2), (0, 0), (3, 0), (3, 1), (3, 0), (0, 0)]
    assert walk_line(HALL, []) == []


def test_a_walk_to_a_stop_whose_aisle_is_blocked_goes_straight_on() -> None:
    blocked = HALL.with_blocked([(1, 0)])

    assert walk_line(blocked, [Crossing(0, 0), Cell(1, 2)]) == [(0.0, 0.0), blocked.metres(Cell(1, 2))]


def test_a_stop_in_an_aisle_that_was_blocked_since_is_still_on_the_line() -> None:
    blocked = HALL.with_blocked([(1, 0)])

    assert walk_line(blocked, [Crossing(0, 0), Cell(1, 2), Crossing(0, 0)]) == [(0, 0), (3, 3), (0, 0)]
