"""The classic policies, for comparison and for a warehouse that insists; each gives an order of stops.

Sources: S-shape, return, midpoint and largest gap after Hall (1993) and Petersen (1997) for one block; block by block
after Roodbergen and de Koster (2001), Routing methods for warehouses with multiple cross aisles, where "combined" is
their dynamic programme over the aisles of a block. Metres are those of shortest walks from stop to stop, so they
flatter a policy that walks an aisle to its end for nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from app.planning.layout import Cell, Layout, Point
from app.planning.paths.blocks import Picks, Rule, visits
from app.planning.paths.walks import Path, path_through

Policy = Callable[[Layout, Sequence[Cell], Point, Point], Path]


def _s_shape(block: Picks) -> Iterator[Cell]:
    """Through each aisle with picks from end to end."""
    up = block.from_home
    for aisle in block.aisles:
        yield from block.cells(aisle, up)
        up = not up


def _return(block: Picks) -> Iterator[Cell]:
    """Into each aisle from the cross-aisle on the home side, and back."""
    for aisle in block.aisles:
        yield from block.cells(aisle, True)


def _midpoint(block: Picks) -> Iterator[Cell]:
    """The nearer half of each aisle from one side, the farther half from the other."""
    yield from _both_sides(block, lambda aisle: block.length / 2)


def _largest_gap(block: Picks) -> Iterator[Cell]:
    """Each aisle from both sides, but for the longest part in which nothing is picked."""

    def middle(aisle: int) -> float:
        depths = [block.depth(cell) for cell in block.cells(aisle, True)]
        before, after = max(pairwise([0.0, *depths, block.length]), key=lambda gap: gap[1] - gap[0])
        return (before + after) / 2

    yield from _both_sides(block, middle)


def _both_sides(block: Picks, middle: Callable[[int], float]) -> Iterator[Cell]:
    """What lies deeper in an aisle than its `middle` on the way along the far cross-aisle, the rest on the way back.

    The last aisle is walked from end to end, and the first one too where one comes from the home side.
    """
    aisles = list(block.aisles)
    if len(aisles) == 1:
        yield from block.cells(aisles[0], block.from_home)
        return
    if block.from_home:
        yield from block.cells(aisles.pop(0), True)
    last = aisles.pop()
    parted = {aisle: middle(aisle) for aisle in aisles}
    for aisle in aisles:
        yield from (cell for cell in block.cells(aisle, False) if block.depth(cell) > parted[aisle])
    yield from block.cells(last, False)
    for aisle in reversed(aisles):
        yield from (cell for cell in block.cells(aisle, True) if block.depth(cell) <= parted[aisle])


def _combined(block: Picks) -> Iterator[Cell]:
    """Each aisle from end to end or in and back, whichever way is shortest for all of them."""
    best: dict[bool, tuple[float, list[bool]]] = {block.from_home: (0.0, [])}
    for aisle in block.aisles:
        depths = [block.depth(cell) for cell in block.cells(aisle, True)]
        steps = [
            (at_home, metres + more, [*sides, from_home])
            for from_home, (metres, sides) in best.items()
            for at_home, more in (
                (not from_home, block.length),
                (from_home, 2 * (max(depths) if from_home else block.length - min(depths))),
            )
        ]
        best = {}
        for at_home, metres, sides in steps:
            if at_home not in best or metres < best[at_home][0]:
                best[at_home] = metres, sides
    ends = [(metres if at_home else metres + block.length, sides) for at_home, (metres, sides) in best.items()]
    for aisle, from_home in zip(block.aisles, min(ends)[1], strict=True):
        yield from block.cells(aisle, from_home)


def _by_blocks(rule: Rule) -> Policy:
    def policy(layout: Layout, stops: Sequence[Cell], start: Point, end: Point) -> Path:
        return path_through(layout, stops, start, end, visits(layout, stops, start, rule))

    policy.__doc__ = rule.__doc__
    return policy


def sort_by_code(layout: Layout, stops: Sequence[Cell], start: Point, end: Point) -> Path:
    """As a list sorted by location code has them: aisle by aisle, cells ascending."""
    cells = sorted(set(stops), key=lambda cell: (cell.aisle, cell.cell))
    return path_through(layout, stops, start, end, cells)


def serpentine(layout: Layout, stops: Sequence[Cell], start: Point, end: Point) -> Path:
    """Aisle by aisle, cells ascending and descending in turn through all blocks; aisles without a stop do not count."""
    aisles = sorted({stop.aisle for stop in stops})
    down = {aisle: place % 2 for place, aisle in enumerate(aisles)}
    cells = sorted(set(stops), key=lambda cell: (cell.aisle, -cell.cell if down[cell.aisle] else cell.cell))
    return path_through(layout, stops, start, end, cells)


CLASSIC: Mapping[str, Policy] = {
    "s-shape": _by_blocks(_s_shape),
    "return": _by_blocks(_return),
    "midpoint": _by_blocks(_midpoint),
    "largest-gap": _by_blocks(_largest_gap),
    "combined": _by_blocks(_combined),
    "sort-by-code": sort_by_code,
    "serpentine": serpentine,
}
