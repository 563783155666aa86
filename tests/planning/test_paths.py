"""Pick paths: every stop once, honest metres, and never worse than the plain policies."""

import gzip
import json
import os
import random
import time
from itertools import permutations
from pathlib import Path as File

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.layout import Cell, Crossing, Layout
from app.planning.paths import distances, length, nearest_neighbour, plan_path, serpentines, walk_metres
from tests.planning.buildings import cells_of, layouts, points_of

DEMO = Layout(aisles=20, blocks=(50, 50), aisle_pitch=3.0, cell_pitch=1.0, end_to_cell=1.0)
FRONT = Crossing(0, 0)


def some_stops(count: int, seed: int) -> list[Cell]:
    dice = random.Random(seed)
    return [Cell(dice.randrange(20), dice.randrange(100)) for _ in range(count)]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_every_stop_is_visited_once_and_the_metres_are_those_of_the_walk(data: st.DataObject) -> None:
    layout = data.draw(layouts())
    stops = data.draw(st.lists(cells_of(layout), max_size=12))
    start, end = data.draw(points_of(layout)), data.draw(points_of(layout))

    path = plan_path(layout, stops, start, end)

    assert sorted(path.order) == list(range(len(stops)))
    walked = [start, *(stops[index] for index in path.order), end]
    assert path.metres == pytest.approx(walk_metres(layout, walked))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_path_is_never_longer_than_a_serpentine_or_the_nearest_neighbour(data: st.DataObject) -> None:
    layout = data.draw(layouts())
    stops = data.draw(st.lists(cells_of(layout), min_size=1, max_size=12, unique=True))
    start, end = data.draw(points_of(layout)), data.draw(points_of(layout))
    metres = distances(layout, [start, *stops, end])

    path = plan_path(layout, stops, start, end)

    for policy in (*serpentines(layout, stops), nearest_neighbour(metres)):
        assert path.metres <= length(metres, [0, *policy, len(stops) + 1]) + 1e-6


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_path_of_few_stops_is_close_to_the_shortest(data: st.DataObject) -> None:
    layout = data.draw(layouts())
    stops = data.draw(st.lists(cells_of(layout), min_size=1, max_size=5))
    start = data.draw(points_of(layout))

    best = min(walk_metres(layout, [start, *order, start]) for order in permutations(stops))

    assert plan_path(layout, stops, start, start).metres <= best * 1.25 + 1e-6


def test_no_stops_are_the_way_from_the_start_to_the_end() -> None:
    path = plan_path(DEMO, [], FRONT, Crossing(3, 0))

    assert path.order == ()
    assert path.metres == 9.0


def test_stops_of_one_cell_follow_each_other_in_the_order_given() -> None:
    both_sides = [Cell(4, 10), Cell(7, 3), Cell(4, 10), Cell(4, 60), Cell(4, 10)]

    order = plan_path(DEMO, both_sides, FRONT, FRONT).order

    first = order.index(0)
    assert order[first : first + 3] == (0, 2, 4)


def test_an_aisle_is_walked_from_one_end_to_the_other_without_turning() -> None:
    aisle = [Cell(0, cell) for cell in (40, 10, 30, 20)]

    order = plan_path(DEMO, aisle, Crossing(0, 0), Crossing(0, 2)).order

    assert [aisle[index].cell for index in order] == [10, 20, 30, 40]


def test_the_same_stops_give_the_same_path() -> None:
    assert plan_path(DEMO, some_stops(40, 3), FRONT, FRONT) == plan_path(DEMO, some_stops(40, 3), FRONT, FRONT)


def test_thirty_stops_are_planned_while_nobody_waits() -> None:
    fastest = 1.0
    for seed in range(5):
        stops = some_stops(30, seed)
        began = time.perf_counter()
        plan_path(DEMO, stops, FRONT, FRONT)
        fastest = min(fastest, time.perf_counter() - began)

    assert fastest < 0.02


def test_paths_are_near_the_published_optima() -> None:
    data = os.environ.get("SHELFWAY_DATA")
    if not data:
        pytest.skip("SHELFWAY_DATA names no published instances")
    ratios = []
    with gzip.open(File(data) / "paths.jsonl.gz", "rt") as lines:
        for instance in (json.loads(line) for number, line in enumerate(lines) if number % 24 == 0):
            given = instance["layout"]
            depot = Crossing(given["depot"]["aisle"], given["depot"]["cross_aisle"])
            layout = Layout(
                given["aisles"],
                tuple(given["blocks"]),
                given["aisle_pitch"],
                given["cell_pitch"],
                given["end_to_cell"],
            )
            path = plan_path(layout, [Cell(*stop) for stop in instance["stops"]], depot, depot)
            ratios.append(path.metres / instance["optimum"])

    assert min(ratios) >= 1 - 1e-9
    assert sum(ratios) / len(ratios) < 1.01
