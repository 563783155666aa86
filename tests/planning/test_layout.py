"""Distances, judged by a plain shortest-path computation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.planning.layout import Cell, Crossing, Layout, NotInLayout
from tests.planning.buildings import layouts, points_of, shortest

TWO_BLOCKS = Layout(aisles=10, blocks=(90, 90), aisle_pitch=3.0, cell_pitch=1.0, end_to_cell=1.0)


@given(st.data())
def test_a_distance_is_the_shortest_walk_along_aisles_and_cross_aisles(data: st.DataObject) -> None:
    layout = data.draw(layouts())
    one, other = data.draw(points_of(layout)), data.draw(points_of(layout))

    assert layout.distance(one, other) == pytest.approx(shortest(layout, one, other))


@given(st.data())
def test_the_way_back_is_as_long(data: st.DataObject) -> None:
    layout = data.draw(layouts())
    one, other = data.draw(points_of(layout)), data.draw(points_of(layout))

    assert layout.distance(one, other) == layout.distance(other, one)
    assert layout.distance(one, one) == 0


def test_cells_are_counted_through_all_blocks() -> None:
    assert TWO_BLOCKS.distance(Crossing(4, 0), Cell(4, 0)) == 1.0
    assert TWO_BLOCKS.distance(Crossing(4, 1), Cell(4, 89)) == 1.0
    assert TWO_BLOCKS.distance(Crossing(4, 1), Cell(4, 90)) == 1.0
    assert TWO_BLOCKS.distance(Cell(4, 89), Cell(4, 90)) == 2.0
    assert [TWO_BLOCKS.block_of(cell) for cell in (0, 89, 90, 179)] == [0, 0, 1, 1]


def test_two_cells_of_neighbouring_aisles_are_reached_by_the_nearer_cross_aisle() -> None:
    assert TWO_BLOCKS.distance(Cell(1, 85), Cell(2, 85)) == 5 + 3 + 5
    assert TWO_BLOCKS.distance(Cell(1, 5), Cell(2, 5)) == 6 + 3 + 6


def test_a_plan_shows_points_in_metres() -> None:
    assert TWO_BLOCKS.metres(Cell(2, 0)) == (6.0, 1.0)
    assert TWO_BLOCKS.metres(Crossing(9, 1)) == (27.0, 91.0)


@pytest.mark.parametrize(
    "point", [Cell(10, 0), Cell(0, 180), Cell(-1, 0), Cell(0, -1), Crossing(0, 3), Crossing(0, -1)]
)
def test_a_point_outside_the_building_is_refused(point: Cell | Crossing) -> None:
    with pytest.raises(NotInLayout):
        TWO_BLOCKS.distance(point, Cell(0, 0))


def test_a_lane_outside_the_building_is_refused() -> None:
    with pytest.raises(NotInLayout):
        Layout(2, (5,), 3.0, 1.0, 1.0, lanes={"LANE-1": Crossing(2, 0)})


@pytest.mark.parametrize(
    ("aisles", "blocks", "pitch"), [(0, (5,), 3.0), (2, (), 3.0), (2, (5, 0), 3.0), (2, (5,), -3.0)]
)
def test_what_makes_no_building_is_refused(aisles: int, blocks: tuple[int, ...], pitch: float) -> None:
    with pytest.raises(ValueError, match="a layout"):
        Layout(aisles, blocks, pitch, 1.0, 1.0)
