"""What of a building a walk can use: the aisles that matter, and in each block what has to be met there."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.planning.layout import Cell, Crossing, Layout, Point


@dataclass(frozen=True)
class Terminal:
    """Where the walk begins or ends; `odd` is False where it does both there, so that it is met evenly."""

    point: Point
    odd: bool


def terminals(layout: Layout, start: Point, end: Point) -> tuple[Terminal, ...]:
    """One where the walk ends where it began, else two."""
    if start == end or _place(layout, start) == _place(layout, end):
        return (Terminal(start, False),)
    return Terminal(start, True), Terminal(end, True)


def crossings_in(aisle: int, ends: Sequence[Terminal]) -> Iterator[tuple[int, bool]]:
    """The terminals at crossings of an aisle: (cross-aisle, odd)."""
    for terminal in ends:
        if isinstance(terminal.point, Crossing) and terminal.point.aisle == aisle:
            yield terminal.point.cross_aisle, terminal.odd


def cells_in(layout: Layout, aisle: int, block: int, ends: Sequence[Terminal]) -> dict[float, bool]:
    """The terminals inside a stretch: metres from the front, and whether odd."""
    return {
        layout.position(terminal.point)[1]: terminal.odd
        for terminal in ends
        if isinstance(terminal.point, Cell)
        and terminal.point.aisle == aisle
        and layout.block_of(terminal.point.cell) == block
    }


def opening(layout: Layout, aisle: int, block: int) -> tuple[bool, bool]:
    """Whether a stretch may be entered at its front and at its back."""
    ends = layout.opening(aisle, block)
    return ends.front, ends.back


def _place(layout: Layout, point: Point) -> Point | tuple[int, int, float]:
    """The same for cells that lie in one place, which a cell that is no longer than nothing makes possible."""
    if not isinstance(point, Cell):
        return point
    return point.aisle, layout.block_of(point.cell), layout.position(point)[1]


def useful_aisles(layout: Layout, visited: Iterable[int]) -> list[int]:
    """The aisles that a shortest walk through the `visited` ones may need, ascending.

    An aisle where nothing is to be done serves only to change between cross-aisles. Where the visited neighbour is
    open from end to end, a walk changes there as well: all that it does beyond can be folded back onto that aisle.
    So empty aisles are left out, unless a neighbour that is visited is closed somewhere; then those up to the first
    aisle that is open from end to end may be of use.
    """
    at = sorted(set(visited))
    kept = set(at)
    kept.update(_detour(layout, at[0], range(at[0] - 1, -1, -1)))
    kept.update(_detour(layout, at[-1], range(at[-1] + 1, layout.aisles)))
    for left, right in pairwise(at):
        if not (_is_open(layout, left) and _is_open(layout, right)):
            kept.update(range(left, right))
    return sorted(kept)


def _detour(layout: Layout, outermost: int, beyond: range) -> Iterator[int]:
    if _is_open(layout, outermost):
        return
    for aisle in beyond:
        yield aisle
        if _is_open(layout, aisle):
            return


def _is_open(layout: Layout, aisle: int) -> bool:
    return all(all(opening(layout, aisle, block)) for block in range(len(layout.blocks)))
