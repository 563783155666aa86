"""The benchmarks' checker measures walks without the planning, and agrees with it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.layout import Cell, Layout, Point
from app.planning.paths import walk_metres
from benchmarks import walks
from tests.planning.buildings import cells_of, layouts, points_of


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_walk_is_as_long_for_the_checker_as_for_the_layout(data: st.DataObject) -> None:
    layout = data.draw(layouts())
    stops = data.draw(st.lists(cells_of(layout), max_size=8))
    start, end = data.draw(points_of(layout)), data.draw(points_of(layout))

    again = walks.walked(_building(layout), _point(start), [_point(stop) for stop in stops], _point(end))

    assert again == pytest.approx(walk_metres(layout, [start, *stops, end]))


def test_a_walk_in_the_wrong_order_is_longer() -> None:
    building = _building(Layout(3, (10, 10), 3.0, 1.0, 1.0))
    front = {"aisle": 0, "cross_aisle": 0}

    assert walks.walked(building, front, [[0, 2], [0, 7]], front) == 16.0
    assert walks.walked(building, front, [[0, 2], [0, 7], [0, 3]], front) == 16.0
    assert walks.walked(building, front, [[0, 7], [0, 2], [0, 6]], front) == 24.0


def _building(layout: Layout) -> walks.Building:
    names = ("aisles", "blocks", "aisle_pitch", "cell_pitch", "end_to_cell")
    return {name: getattr(layout, name) for name in names}


def _point(point: Point) -> walks.Point:
    if isinstance(point, Cell):
        return [point.aisle, point.cell]
    return {"aisle": point.aisle, "cross_aisle": point.cross_aisle}
