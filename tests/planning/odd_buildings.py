"""Buildings with dead ends, one-way and blocked aisles and wide cross-aisles, drawn step by step for a plain search."""

from heapq import heappop, heappush
from itertools import count, pairwise
from math import inf

from hypothesis import strategies as st

from app.planning.layout import Cell, Crossing, Layout, Point, Stretch
from tests.planning.buildings import METRES

Steps = dict[Point, list[tuple[Point, float]]]


@st.composite
def stretches_of(draw: st.DrawFn, cells: int, one_way: bool = True) -> Stretch:
    first = draw(st.integers(0, cells - 1))
    return Stretch(
        first=first,
        last=draw(st.one_of(st.none(), st.integers(first - 1, cells - 1))),
        front=draw(st.booleans()),
        back=draw(st.booleans()),
        one_way=draw(st.sampled_from(["", "", "up", "down"])) if one_way else "",
        blocked=draw(st.sampled_from([False, False, False, True])),
    )


@st.composite
def odd_layouts(draw: st.DrawFn, one_way: bool = True) -> Layout:
    aisles = draw(st.integers(1, 5))
    blocks = tuple(draw(st.lists(st.integers(1, 5), min_size=1, max_size=3)))
    places = draw(st.sets(st.tuples(st.integers(0, aisles - 1), st.integers(0, len(blocks) - 1))))
    return Layout(
        aisles=aisles,
        blocks=blocks,
        aisle_pitch=draw(METRES),
        cell_pitch=draw(METRES),
        end_to_cell=draw(METRES),
        cross_widths=draw(st.one_of(st.just(()), st.tuples(*[METRES] * (len(blocks) + 1)))),
        stretches={
            (aisle, block): draw(stretches_of(blocks[block], one_way=one_way)) for aisle, block in sorted(places)
        },
    )


def points_there(layout: Layout) -> list[Point]:
    """Every point of the building, the blocked ones too."""
    stretches = [(aisle, block) for aisle in range(layout.aisles) for block in range(len(layout.blocks))]
    cells: list[Point] = [Cell(aisle, cell) for aisle, block in stretches for cell in _cells(layout, aisle, block)]
    return [*cells, *(Crossing(aisle, cross) for aisle in range(layout.aisles) for cross in _crosses(layout))]


def walked(layout: Layout, start: Point, goal: Point) -> float:
    """Dijkstra's walk over every step that the floor has; infinite where there is none."""
    steps = drawn(layout)
    number = count()
    queue: list[tuple[float, int, Point]] = [(0.0, next(number), start)]
    done: set[Point] = set()
    while queue:
        metres, _, here = heappop(queue)
        if here == goal:
            return metres
        if here not in done:
            done.add(here)
            for there, step in steps.get(here, ()):
                heappush(queue, (metres + step, next(number), there))
    return inf


def drawn(layout: Layout) -> Steps:
    """Each step of the floor: cell to cell, cell to the middle of a cross-aisle, aisle to aisle."""
    steps: Steps = {}
    for aisle in range(layout.aisles):
        for block in range(len(layout.blocks)):
            stretch = layout.stretches.get((aisle, block), Stretch())
            if not stretch.blocked:
                _draw_stretch(steps, layout, aisle, block, stretch)
    for cross in _crosses(layout):
        for aisle in range(layout.aisles - 1):
            _step(steps, Crossing(aisle, cross), Crossing(aisle + 1, cross), layout.aisle_pitch, "")
    return steps


def _draw_stretch(steps: Steps, layout: Layout, aisle: int, block: int, stretch: Stretch) -> None:
    """Every place of a bin has its metre of floor, whether a bin stands there or not."""
    before = sum(layout.blocks[:block])
    floor: list[Point] = [Cell(aisle, before + cell) for cell in range(layout.blocks[block])]
    ends = [
        layout.end_to_cell + (layout.cross_widths[cross] / 2 if layout.cross_widths else 0)
        for cross in (block, block + 1)
    ]
    for one, other in pairwise(floor):
        _step(steps, one, other, layout.cell_pitch, stretch.one_way)
    if stretch.front:
        _step(steps, Crossing(aisle, block), floor[0], ends[0], stretch.one_way)
    if stretch.back:
        _step(steps, floor[-1], Crossing(aisle, block + 1), ends[1], stretch.one_way)


def _step(steps: Steps, one: Point, other: Point, metres: float, one_way: str) -> None:
    if one_way != "down":
        steps.setdefault(one, []).append((other, metres))
    if one_way != "up":
        steps.setdefault(other, []).append((one, metres))


def _cells(layout: Layout, aisle: int, block: int) -> list[int]:
    stretch = layout.stretches.get((aisle, block), Stretch())
    last = layout.blocks[block] - 1 if stretch.last is None else stretch.last
    return [sum(layout.blocks[:block]) + cell for cell in range(stretch.first, last + 1)]


def _crosses(layout: Layout) -> range:
    return range(len(layout.blocks) + 1)
