"""Way points: distances along their ways, judged by trying every walk."""

from collections.abc import Iterator
from itertools import pairwise
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.planning.graph import Way, WayPoints, way_points
from app.planning.layout import Cell, Crossing, NotInLayout


@st.composite
def webs(draw: st.DrawFn) -> WayPoints:
    count = draw(st.integers(1, 6))
    numbers = st.integers(0, count - 1)
    ways = st.builds(Way, numbers, numbers, st.sampled_from([0.0, 1.0, 2.5, 4.0]), st.booleans())
    web = building(count, *draw(st.lists(ways, max_size=10)))
    return web.with_blocked((number, 0) for number in draw(st.sets(numbers, max_size=1)))


def building(count: int, *ways: Way) -> WayPoints:
    return way_points(
        {f"P{number}": (float(number), 0.0) for number in range(count)}, ways, {"DEPOT-1": Cell(0, 0)}, {}
    )


@given(st.data())
def test_a_distance_is_the_shortest_of_all_walks(data: st.DataObject) -> None:
    web = data.draw(webs())
    one, other = (data.draw(st.integers(0, web.aisles - 1)) for _ in range(2))

    assert web.distance(Cell(one, 0), Cell(other, 0)) == pytest.approx(min(walks(web, one, other), default=inf))


@given(st.data())
def test_the_points_passed_are_as_far_as_the_distance_says(data: st.DataObject) -> None:
    web = data.draw(webs())
    one, other = (Cell(data.draw(st.integers(0, web.aisles - 1)), 0) for _ in range(2))

    passed = web.passed(one, other)

    assert bool(passed) == (web.distance(one, other) < inf)
    legs = [web.distance(Cell(here, 0), Cell(there, 0)) for here, there in pairwise(passed)]
    assert not passed or sum(legs) == pytest.approx(web.distance(one, other))
    assert passed[:1] in ([], [one.aisle])
    steps = {(way.start, way.end) for way in web.ways} | {(way.end, way.start) for way in web.ways if not way.one_way}
    assert set(pairwise(passed)) <= steps


def walks(web: WayPoints, here: int, goal: int, seen: frozenset[int] = frozenset()) -> Iterator[float]:
    """Metres of every walk that comes to no point twice."""
    if here == goal:
        yield 0.0
        return
    for way in web.ways:
        for start, end in ((way.start, way.end), *([] if way.one_way else [(way.end, way.start)])):
            if (
                start == here
                and end not in seen
                and not (web.is_blocked(Cell(start, 0)) or web.is_blocked(Cell(end, 0)))
            ):
                yield from (way.metres + rest for rest in walks(web, end, goal, seen | {here}))


def test_a_one_way_way_is_not_walked_back() -> None:
    ring = building(3, Way(0, 1, 2.0, True), Way(1, 2, 2.0, True), Way(2, 0, 5.0, True))

    assert ring.distance(Cell(0, 0), Cell(1, 0)) == 2
    assert ring.distance(Cell(1, 0), Cell(0, 0)) == 7
    assert not ring.is_grid


def test_a_blocked_point_is_walked_around() -> None:
    ring = building(3, Way(0, 1, 1.0), Way(1, 2, 1.0), Way(0, 2, 5.0))

    assert ring.distance(Cell(0, 0), Crossing(2, 0)) == 2
    assert ring.with_blocked([(1, 0)]).distance(Cell(0, 0), Crossing(2, 0)) == 5
    assert ring.with_blocked([(1, 0)]).distance(Cell(0, 0), Cell(1, 0)) == inf


def test_who_stands_at_a_blocked_point_goes_to_the_nearest_open_one() -> None:
    ring = building(4, Way(0, 1, 1.0), Way(1, 2, 2.0), Way(3, 1, 0.5, True))

    assert ring.with_blocked([(1, 0)]).way_out(Cell(1, 0)) == Cell(0, 0)
    assert ring.with_blocked([(1, 0), (0, 0)]).way_out(Cell(1, 0)) == Cell(2, 0)
    assert ring.way_out(Cell(1, 0)) == Cell(1, 0)


def test_a_plan_shows_each_point_where_it_lies() -> None:
    assert building(3).metres(Cell(2, 0)) == (2.0, 0.0)


def test_what_makes_no_building_is_refused() -> None:
    with pytest.raises(NotInLayout):
        building(2).distance(Cell(2, 0), Cell(0, 0))
    with pytest.raises(ValueError, match="does not join"):
        building(2, Way(0, 2, 1.0))
    with pytest.raises(ValueError, match="does not join"):
        building(2, Way(0, 1, -1.0))
