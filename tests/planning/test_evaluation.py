"""The lengths of many walks at once are those of the walks one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.evaluation import CHUNK, Evaluator
from app.planning.layout import Cell, Crossing, Layout, NotInLayout, NoWay
from app.planning.paths import plan_path
from app.planning.paths.rows import MANY
from tests.planning.buildings import layouts
from tests.planning.odd_buildings import odd_layouts, points_there

DEMO = Layout(aisles=20, blocks=(50, 50), aisle_pitch=3.0, cell_pitch=1.0, end_to_cell=1.0)
FRONT = Crossing(0, 0)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_each_candidate_is_as_long_as_its_path(data: st.DataObject) -> None:
    layout = data.draw(st.one_of(layouts(), odd_layouts(one_way=False)))
    there = points_there(layout)
    known = [point for point in there if isinstance(point, Cell)]
    cells = data.draw(st.lists(st.sampled_from(known), max_size=8)) if known else []
    start, end = data.draw(st.sampled_from(there)), data.draw(st.sampled_from(there))
    candidates = data.draw(st.lists(st.lists(st.booleans(), min_size=len(cells), max_size=len(cells)), max_size=6))

    visits = np.array(candidates, dtype=bool).reshape(len(candidates), len(cells))
    evaluator = Evaluator(layout, cells, start, end)
    metres = evaluator.metres(visits)
    among_many = evaluator.metres(np.tile(visits, (MANY, 1)))

    assert list(among_many) == pytest.approx(list(np.tile(metres, MANY)))
    for row, found in zip(candidates, metres, strict=True):
        stops = [cell for cell, visited in zip(cells, row, strict=True) if visited]
        try:
            expected = plan_path(layout, stops, start, end).metres
        except NoWay:
            expected = float("inf")
        assert found == pytest.approx(expected)


def test_more_candidates_than_fit_side_by_side_are_all_weighed() -> None:
    dice = np.random.default_rng(4)
    cells = [Cell(int(dice.integers(20)), int(dice.integers(100))) for _ in range(60)]
    visits = dice.random((CHUNK + 7, 60)) < 0.2

    metres = Evaluator(DEMO, cells, FRONT, FRONT).metres(visits)

    for row in (0, CHUNK - 1, CHUNK, CHUNK + 6):
        stops = [cell for cell, visited in zip(cells, visits[row], strict=True) if visited]
        assert metres[row] == pytest.approx(plan_path(DEMO, stops, FRONT, FRONT).metres)


def test_batches_are_as_long_as_the_walks_through_all_that_their_orders_visit() -> None:
    cells = [Cell(1, 5), Cell(4, 60), Cell(9, 99)]
    orders = np.array([[True, False, False], [True, True, False], [False, False, True]])

    metres = Evaluator(DEMO, cells, FRONT, FRONT).metres_of_unions(orders, [[0, 1], [2], []])

    assert list(metres) == [plan_path(DEMO, stops, FRONT, FRONT).metres for stops in (cells[:2], cells[2:], [])]


def test_a_cell_outside_the_building_is_refused() -> None:
    with pytest.raises(NotInLayout):
        Evaluator(DEMO, [Cell(20, 0)], FRONT, FRONT)
