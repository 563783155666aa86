"""Pick paths: every stop once, honest metres, and never longer than any other way to walk."""

import gzip
import json
import os
import random
from itertools import pairwise
from pathlib import Path as File

import fast_tsp
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.planning.layout import Cell, Crossing, Layout, NoWay, Point, Stretch
from app.planning.paths import distances, plan_path, walk_metres
from app.planning.paths.policies import POLICIES
from tests.planning.buildings import cells_of, layouts, points_of
from tests.planning.odd_buildings import odd_layouts, points_there

DEMO = Layout(aisles=20, blocks=(50, 50), aisle_pitch=3.0, cell_pitch=1.0, end_to_cell=1.0)
FRONT = Crossing(0, 0)
NEAR = 1e-6


def some_stops(layout: Layout, count: int, seed: int) -> list[Cell]:
    dice = random.Random(seed)
    return [Cell(dice.randrange(layout.aisles), dice.randrange(layout.cells)) for _ in range(count)]


def shortest_by_sets(layout: Layout, cells: list[Cell], start: Point, end: Point) -> float:
    """Held and Karp: the shortest way to have visited each set of cells, and stand at one of them."""
    reached = {(frozenset([cell]), cell): layout.distance(start, cell) for cell in cells}
    for _ in cells[1:]:
        further: dict[tuple[frozenset[Cell], Cell], float] = {}
        for (visited, here), metres in reached.items():
            for cell in set(cells) - visited:
                key, total = (visited | {cell}, cell), metres + layout.distance(here, cell)
                further[key] = min(total, further.get(key, total))
        reached = further
    return min(metres + layout.distance(here, end) for (_, here), metres in reached.items())


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_stop_is_visited_once_and_the_metres_are_those_of_the_walk(data: st.DataObject) -> None:
    layout = data.draw(layouts())
    stops = data.draw(st.lists(cells_of(layout), max_size=12))
    start, end = data.draw(points_of(layout)), data.draw(points_of(layout))

    for policy in POLICIES.values():
        path = policy(layout, stops, start, end)

        assert sorted(path.order) == list(range(len(stops)))
        walked = [start, *(stops[index] for index in path.order), end]
        assert path.metres == pytest.approx(walk_metres(layout, walked))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_other_order_of_few_stops_is_shorter(data: st.DataObject) -> None:
    layout = data.draw(layouts())
    stops = data.draw(st.lists(cells_of(layout), min_size=1, max_size=6, unique=True))
    start, end = data.draw(points_of(layout)), data.draw(points_of(layout))

    assert plan_path(layout, stops, start, end).metres == pytest.approx(shortest_by_sets(layout, stops, start, end))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_other_order_is_shorter_where_aisles_are_blocked_or_dead_ends(data: st.DataObject) -> None:
    layout = data.draw(odd_layouts(one_way=False))
    there = points_there(layout)
    cells = st.sampled_from([point for point in there if isinstance(point, Cell)] or [Cell(0, 0)])
    stops = data.draw(st.lists(cells, max_size=5, unique=True)) if any(isinstance(p, Cell) for p in there) else []
    start, end = data.draw(st.sampled_from(there)), data.draw(st.sampled_from(there))
    assume(layout.cell_pitch > 0)  # else cells lie in one place, and one need not move to be at the next
    best = shortest_by_sets(layout, stops, start, end) if stops else layout.distance(start, end)

    if best == float("inf"):
        with pytest.raises(NoWay):
            plan_path(layout, stops, start, end)
    else:
        assert plan_path(layout, stops, start, end).metres == pytest.approx(best)


def test_a_walk_goes_round_by_an_aisle_that_has_nothing_to_pick() -> None:
    closed = Stretch(first=5, front=False)
    stops = [Cell(0, 12), Cell(3, 12)]

    beyond = Layout(2, (10, 10), 3.0, 1.0, 1.0, stretches={(0, 0): closed})
    assert plan_path(beyond, stops[:1], FRONT, FRONT).metres == 2 * (3 + 11 + 3 + 3)

    between = Layout(4, (10, 10), 3.0, 1.0, 1.0, stretches={(0, 0): closed, (3, 0): closed})
    assert plan_path(between, stops, FRONT, FRONT).metres == (3 + 11 + 3) + (3 + 3) + 9 + (3 + 3) + (3 + 11 + 6)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_optimal_path_is_never_longer_than_that_of_any_policy(data: st.DataObject) -> None:
    layout = data.draw(st.one_of(layouts(), odd_layouts()))
    there = points_there(layout)
    cells = [point for point in there if isinstance(point, Cell)]
    stops = data.draw(st.lists(st.sampled_from(cells), max_size=16)) if cells else []
    start, end = data.draw(st.sampled_from(there)), data.draw(st.sampled_from(there))
    try:
        best = plan_path(layout, stops, start, end).metres
    except NoWay:
        return

    for name, policy in POLICIES.items():
        assert best <= policy(layout, stops, start, end).metres + NEAR, name


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_one_stop_more_never_shortens_the_optimal_path(data: st.DataObject) -> None:
    layout = data.draw(layouts())
    stops = data.draw(st.lists(cells_of(layout), max_size=12))
    start, end = data.draw(points_of(layout)), data.draw(points_of(layout))
    more = [*stops, data.draw(cells_of(layout))]

    assert plan_path(layout, more, start, end).metres >= plan_path(layout, stops, start, end).metres - NEAR


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_the_building_seen_in_a_mirror_has_walks_of_the_same_length(data: st.DataObject) -> None:
    layout = data.draw(layouts())
    stops = data.draw(st.lists(cells_of(layout), max_size=12))
    start, end = data.draw(points_of(layout)), data.draw(points_of(layout))
    turned = Layout(layout.aisles, layout.blocks[::-1], layout.aisle_pitch, layout.cell_pitch, layout.end_to_cell)

    def aside(point: Point) -> Point:
        aisle = layout.aisles - 1 - point.aisle
        return Cell(aisle, point.cell) if isinstance(point, Cell) else Crossing(aisle, point.cross_aisle)

    def behind(point: Point) -> Point:
        if isinstance(point, Cell):
            return Cell(point.aisle, layout.cells - 1 - point.cell)
        return Crossing(point.aisle, len(layout.blocks) - point.cross_aisle)

    metres = plan_path(layout, stops, start, end).metres
    for building, mirror in ((layout, aside), (turned, behind)):
        seen = [cell for cell in map(mirror, stops) if isinstance(cell, Cell)]
        assert plan_path(building, seen, mirror(start), mirror(end)).metres == pytest.approx(metres)
    assert plan_path(layout, stops, end, start).metres == pytest.approx(metres)


@pytest.mark.parametrize("blocks", [(60, 40), (30, 40, 30), (25, 20, 25, 30)])
def test_a_solver_for_any_travelling_salesman_finds_nothing_shorter(blocks: tuple[int, ...]) -> None:
    layout = Layout(12, blocks, 3.0, 1.0, 1.0)
    stops = some_stops(layout, 40, len(blocks))
    metres = np.array(distances(layout, [FRONT, *stops]))
    tour = fast_tsp.find_tour((metres * 10).astype(int).tolist(), duration_seconds=0.2)
    theirs = sum(metres[one, other] for one, other in pairwise([*tour, tour[0]]))

    assert plan_path(layout, stops, FRONT, FRONT).metres <= theirs + NEAR


def test_paths_are_as_short_as_the_published_optima() -> None:
    data = os.environ.get("SHELFWAY_DATA")
    if not data:
        pytest.skip("SHELFWAY_DATA names no published instances")
    with gzip.open(File(data) / "paths.jsonl.gz", "rt") as lines:
        for instance in (json.loads(line) for number, line in enumerate(lines) if number % 6 == 0):
            given = instance["layout"]
            depot = Crossing(given["depot"]["aisle"], given["depot"]["cross_aisle"])
            sizes = (given[name] for name in ("aisle_pitch", "cell_pitch", "end_to_cell"))
            layout = Layout(given["aisles"], tuple(given["blocks"]), *sizes)
            path = plan_path(layout, [Cell(*stop) for stop in instance["stops"]], depot, depot)

            assert path.metres == pytest.approx(instance["optimum"]), instance["name"]


def test_more_than_four_blocks_are_walked_no_longer_than_by_any_policy() -> None:
    layout = Layout(6, (8, 8, 8, 8, 8), 3.0, 1.0, 1.0)
    stops = some_stops(layout, 25, 1)
    best = plan_path(layout, stops, FRONT, FRONT)

    assert sorted(best.order) == list(range(25))
    assert all(best.metres <= policy(layout, stops, FRONT, FRONT).metres + NEAR for policy in POLICIES.values())


def test_no_stops_are_the_way_from_the_start_to_the_end() -> None:
    path = plan_path(DEMO, [], FRONT, Crossing(3, 0))

    assert path.order == ()
    assert path.metres == 9.0
