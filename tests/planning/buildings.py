"""Random buildings and stops, and a plain shortest-path computation to judge distances by."""

import heapq
from itertools import pairwise

from hypothesis import strategies as st

from app.planning.layout import Cell, Crossing, Layout, Point

METRES = st.sampled_from([0.0, 0.5, 1.0, 1.5, 3.0])


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    return Layout(
        aisles=draw(st.integers(1, 6)),
        blocks=tuple(draw(st.lists(st.integers(1, 6), min_size=1, max_size=3))),
        aisle_pitch=draw(METRES),
        cell_pitch=draw(METRES),
        end_to_cell=draw(METRES),
    )


def cells_of(layout: Layout) -> st.SearchStrategy[Cell]:
    return st.builds(Cell, st.integers(0, layout.aisles - 1), st.integers(0, layout.cells - 1))


def crossings_of(layout: Layout) -> st.SearchStrategy[Crossing]:
    return st.builds(Crossing, st.integers(0, layout.aisles - 1), st.integers(0, len(layout.blocks)))


def points_of(layout: Layout) -> st.SearchStrategy[Point]:
    return st.one_of(cells_of(layout), crossings_of(layout))


def shortest(layout: Layout, start: Point, goal: Point) -> float:
    """Dijkstra's walk over every step that the floor has: cell to cell, cell to cross-aisle, aisle to aisle."""
    steps = _steps(layout)
    queue: list[tuple[float, int, Point]] = [(0.0, 0, start)]
    done: set[Point] = set()
    number = 0
    while queue:
        metres, _, here = heapq.heappop(queue)
        if here == goal:
            return metres
        if here in done:
            continue
        done.add(here)
        for there, step in steps[here]:
            number += 1
            heapq.heappush(queue, (metres + step, number, there))
    raise AssertionError("the floor has no way there")


def _steps(layout: Layout) -> dict[Point, list[tuple[Point, float]]]:
    steps: dict[Point, list[tuple[Point, float]]] = {}

    def join(one: Point, other: Point, metres: float) -> None:
        steps.setdefault(one, []).append((other, metres))
        steps.setdefault(other, []).append((one, metres))

    for aisle in range(layout.aisles):
        first = 0
        for block, cells in enumerate(layout.blocks):
            inside = [Cell(aisle, first + cell) for cell in range(cells)]
            join(Crossing(aisle, block), inside[0], layout.end_to_cell)
            for one, other in pairwise(inside):
                join(one, other, layout.cell_pitch)
            join(inside[-1], Crossing(aisle, block + 1), layout.end_to_cell)
            first += cells
    for cross_aisle in range(len(layout.blocks) + 1):
        for aisle in range(layout.aisles - 1):
            join(Crossing(aisle, cross_aisle), Crossing(aisle + 1, cross_aisle), layout.aisle_pitch)
    return steps
