"""Which stops of a walk go to somebody else: whole orders where that walks no more, else the last ones."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.carts import OPTIMAL, Place
from app.planning.dividing import OpenStop, Walks, divide
from app.planning.layout import Cell, Layout
from tests.planning.buildings import cells_of, crossings_of, layouts

LAYOUT = Layout(aisles=4, blocks=(10,), aisle_pitch=3.0, cell_pitch=1.0, end_to_cell=1.0)


@dataclass(frozen=True)
class Walk:
    stops: tuple[OpenStop, ...]
    walks: Walks


@st.composite
def walks_left(draw: st.DrawFn) -> Walk:
    """A walk with its picker at the first stop, or one that nobody has begun."""
    layout = draw(layouts())
    cells = draw(st.lists(cells_of(layout), min_size=1, max_size=6))
    begun = draw(st.booleans())
    stops = tuple(
        OpenStop(
            cell,
            order=draw(st.integers(1, 3)),
            may_go=draw(st.sampled_from((True, True, True, False))) and not (begun and not index),
            is_whole=draw(st.booleans()),
        )
        for index, cell in enumerate(cells)
    )
    start = draw(crossings_of(layout))
    place = Place(layout, start, draw(crossings_of(layout)))
    return Walk(stops, Walks(place, cells[0] if begun else start, OPTIMAL))


@settings(deadline=None, max_examples=60)
@given(walks_left(), st.one_of(st.none(), st.integers(1, 7)))
def test_somebody_keeps_a_stop_and_what_may_not_go_stays(walk: Walk, count: int | None) -> None:
    going = divide(walk.stops, walk.walks, count)

    assert len(going) < len(walk.stops)
    assert all(walk.stops[index].may_go for index in going)
    assert list(going) == sorted(set(going))
    movable = sum(stop.may_go for stop in walk.stops)
    assert bool(going) == (movable > 0 and len(walk.stops) > 1)


@settings(deadline=None, max_examples=60)
@given(walks_left(), st.integers(1, 6))
def test_both_walk_no_more_than_if_the_last_stops_had_gone(walk: Walk, count: int) -> None:
    going = divide(walk.stops, walk.walks, count)

    movable = [index for index, stop in enumerate(walk.stops) if stop.may_go]
    last = frozenset(movable[-min(count, len(movable), len(walk.stops) - 1) :]) if movable else frozenset()
    if going:
        assert walk.walks.metres(walk.stops, frozenset(going)) <= walk.walks.metres(walk.stops, last) + 1e-6


def stops(*orders: tuple[int, int]) -> list[OpenStop]:
    """(aisle, order) in path order."""
    return [OpenStop(Cell(aisle, 5), order) for aisle, order in orders]


def here(aisle: int) -> Walks:
    return Walks(Place(LAYOUT, Cell(0, 0), Cell(0, 0)), Cell(aisle, 5), OPTIMAL)


def test_a_whole_order_goes_rather_than_halves_of_two() -> None:
    walk = stops((0, 1), (1, 2), (1, 3), (1, 3), (1, 2))

    going = divide(walk, here(0), 2)

    assert {walk[index].order for index in going} in ({2}, {3}), "the last two stops are of two orders"
    assert len(going) == 2


def test_an_order_that_is_begun_is_no_whole_one() -> None:
    walk = [
        OpenStop(Cell(0, 5), 1),
        OpenStop(Cell(1, 5), 2, is_whole=False),
        OpenStop(Cell(2, 5), 2, is_whole=False),
    ]

    assert divide(walk, here(0), 2) == (1, 2), "its last stops go all the same, into a second tote"


def test_without_a_number_what_lies_beyond_the_middle_of_the_way_goes() -> None:
    walk = stops((0, 1), (0, 2), (0, 3), (3, 4))

    assert divide(walk, here(0)) == (3,)


def test_in_a_building_that_nobody_knows_half_of_the_stops_go() -> None:
    walk = [OpenStop(None, order) for order in (1, 2, 3, 4)]

    assert len(divide(walk, Walks(Place(), None, OPTIMAL))) == 2


def test_the_only_stop_stays() -> None:
    assert divide(stops((0, 1)), here(0), 1) == ()
    assert divide([], here(0)) == ()
