"""The classic policies, each on a walk that can be followed on paper."""

import pytest

from app.planning.layout import Cell, Crossing, Layout
from app.planning.paths.policies import POLICIES

ONE_BLOCK = Layout(aisles=5, blocks=(10,), aisle_pitch=3.0, cell_pitch=1.0, end_to_cell=1.0)
TWO_BLOCKS = Layout(aisles=4, blocks=(10, 10), aisle_pitch=3.0, cell_pitch=1.0, end_to_cell=1.0)
FRONT = Crossing(0, 0)
STOPS = [Cell(0, 2), Cell(1, 1), Cell(1, 8), Cell(2, 3), Cell(2, 2), Cell(4, 6), Cell(4, 9)]


def walk(name: str, layout: Layout, stops: list[Cell], start: Crossing = FRONT) -> list[tuple[int, int]]:
    order = POLICIES[name](layout, stops, start, start).order
    return [(stops[index].aisle, stops[index].cell) for index in order]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sort-by-code", [(0, 2), (1, 1), (1, 8), (2, 2), (2, 3), (4, 6), (4, 9)]),
        ("serpentine", [(0, 2), (1, 8), (1, 1), (2, 2), (2, 3), (4, 9), (4, 6)]),
        ("s-shape", [(0, 2), (1, 8), (1, 1), (2, 2), (2, 3), (4, 9), (4, 6)]),
        ("return", [(0, 2), (1, 1), (1, 8), (2, 2), (2, 3), (4, 6), (4, 9)]),
        ("midpoint", [(0, 2), (1, 8), (4, 9), (4, 6), (2, 2), (2, 3), (1, 1)]),
        ("largest-gap", [(0, 2), (1, 8), (4, 9), (4, 6), (2, 2), (2, 3), (1, 1)]),
        ("combined", [(0, 2), (1, 1), (1, 8), (4, 9), (4, 6)]),
    ],
)
def test_one_block(name: str, expected: list[tuple[int, int]]) -> None:
    stops = [stop for stop in STOPS if name != "combined" or stop.aisle != 2]

    assert walk(name, ONE_BLOCK, stops) == expected


def test_midpoint_parts_an_aisle_in_the_middle_and_largest_gap_where_nothing_is_picked() -> None:
    stops = [Cell(0, 0), Cell(1, 0), Cell(1, 7), Cell(1, 6), Cell(1, 5), Cell(1, 4), Cell(3, 0)]

    assert walk("midpoint", ONE_BLOCK, stops) == [(0, 0), (1, 7), (1, 6), (1, 5), (3, 0), (1, 0), (1, 4)]
    assert walk("largest-gap", ONE_BLOCK, stops) == [(0, 0), (1, 7), (1, 6), (1, 5), (1, 4), (3, 0), (1, 0)]


def test_several_blocks_are_walked_from_the_farthest_one_home() -> None:
    stops = [Cell(1, 3), Cell(1, 14), Cell(2, 12), Cell(3, 2), Cell(2, 5)]

    for name in ("s-shape", "return", "midpoint", "largest-gap", "combined"):
        blocks = [cell // 10 for aisle, cell in walk(name, TWO_BLOCKS, stops)]
        assert blocks == [0, 1, 1, 0, 0], name  # the leftmost aisle on the way out, then home


def test_a_depot_between_the_blocks_has_a_farthest_block_on_either_side() -> None:
    stops = [Cell(1, 8), Cell(1, 2), Cell(2, 12), Cell(2, 17)]

    assert walk("s-shape", TWO_BLOCKS, stops, Crossing(0, 1)) == [(2, 12), (2, 17), (1, 8), (1, 2)]
