"""A walk of two parts: what is taken comes before what is put, and no other order of either is shorter."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.layout import Cell, Crossing, Layout
from app.planning.paths import walk_metres
from app.planning.two_parts import two_parts
from tests.planning.buildings import cells_of, crossings_of, layouts

Walk = tuple[Layout, Crossing, list[Cell], list[Cell], Crossing]


@st.composite
def walks(draw: st.DrawFn) -> Walk:
    layout = draw(layouts())
    takes = draw(st.lists(cells_of(layout), max_size=4))
    puts = draw(st.lists(cells_of(layout), max_size=4))
    return layout, draw(crossings_of(layout)), takes, puts, draw(crossings_of(layout))


def metres_of(walk: Walk, taken: tuple[int, ...], then: tuple[int, ...]) -> float:
    layout, start, takes, puts, end = walk
    return walk_metres(layout, [start, *(takes[one] for one in taken), *(puts[one] for one in then), end])


def shortest(walk: Walk) -> float:
    """By trying each order of the first part with each of the second."""
    _, _, takes, puts, _ = walk
    firsts, seconds = permutations(range(len(takes))), list(permutations(range(len(puts))))
    return min(metres_of(walk, first, second) for first in firsts for second in seconds)


@settings(deadline=None)
@given(walks())
def test_no_other_order_of_both_parts_is_shorter(walk: Walk) -> None:
    taken, then = two_parts(*walk)

    assert sorted(taken) == list(range(len(walk[2])))
    assert sorted(then) == list(range(len(walk[3])))
    assert metres_of(walk, tuple(taken), tuple(then)) <= shortest(walk) + 1e-6


@settings(deadline=None)
@given(walks())
def test_another_policy_leaves_nothing_out_and_is_no_shorter(walk: Walk) -> None:
    taken, then = two_parts(*walk, "s-shape")

    assert (sorted(taken), sorted(then)) == (list(range(len(walk[2]))), list(range(len(walk[3]))))
    assert metres_of(walk, tuple(taken), tuple(then)) >= shortest(walk) - 1e-6


def test_the_first_part_ends_where_the_second_begins_best() -> None:
    """Alone the first part would end at the depot; what is put last is near it."""
    layout = Layout(4, (10,), 3.0, 1.0, 1.0)
    depot = Crossing(0, 0)

    taken, then = two_parts(layout, depot, [Cell(3, 9), Cell(0, 1)], [Cell(3, 8), Cell(0, 0)], depot)

    assert (taken, then) == ([1, 0], [0, 1])


def test_what_lies_in_a_blocked_aisle_comes_last_in_its_part() -> None:
    layout = Layout(4, (5, 5), 3.0, 1.0, 1.0).with_blocked([(1, 0)])
    depot = Crossing(0, 0)

    taken, then = two_parts(layout, depot, [Cell(1, 2), Cell(2, 2)], [Cell(1, 1), Cell(0, 0), Cell(3, 7)], depot)

    assert (taken[-1], then[-1]) == (0, 0)


def test_a_walk_that_only_takes_or_only_puts_is_one_part() -> None:
    layout = Layout(4, (10,), 3.0, 1.0, 1.0)
    depot, cells = Crossing(0, 0), [Cell(2, 3), Cell(0, 1), Cell(1, 9)]

    assert two_parts(layout, depot, cells, [], depot)[1] == []
    assert two_parts(layout, depot, [], cells, depot)[0] == []
    assert two_parts(layout, depot, [], [], depot) == ([], [])
