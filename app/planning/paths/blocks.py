"""A building taken block by block, as the classic policies walk it."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from app.planning.layout import Cell, Layout, Point


class Picks:
    """What is picked in one block: the `aisles` in the order in which they are walked, and each aisle's cells.

    The walk goes home at last: towards the front if `homewards`. `home` is the cross-aisle on that side, in metres from
    the front, `length` an aisle's metres; `from_home` tells whether one comes to the block from there.
    """

    def __init__(
        self, layout: Layout, cells: Iterable[Cell], block: int, homewards: bool, from_home: bool, leftwards: bool
    ) -> None:
        self._layout = layout
        self._picked: dict[int, list[Cell]] = {}
        for cell in sorted(cells, key=lambda cell: cell.cell):
            self._picked.setdefault(cell.aisle, []).append(cell)
        self._homewards = homewards
        front, back = layout.cross_aisles[block : block + 2]
        self.home = front if homewards else back
        self.length = back - front
        self.from_home = from_home
        self.aisles = sorted(self._picked, reverse=leftwards)

    def cells(self, aisle: int, away: bool) -> list[Cell]:
        """An aisle's cells in the order in which one meets them, `away` from home or towards it."""
        cells = self._picked[aisle]
        return cells if away == self._homewards else cells[::-1]

    def depth(self, cell: Cell) -> float:
        """Metres from the cross-aisle on the home side."""
        return abs(self._layout.position(cell)[1] - self.home)


Rule = Callable[[Picks], Iterator[Cell]]


def visits(layout: Layout, stops: Sequence[Cell], start: Point, rule: Rule) -> Iterator[Cell]:
    """The cells of `stops`, block by block: the farthest block first, then home; first behind the start, then before.

    On the way to the farthest block everything in the leftmost aisle is picked. Each following block is walked from
    its nearer side.
    """
    _, at = layout.position(start)
    home = min(range(len(layout.cross_aisles)), key=lambda cross: abs(layout.cross_aisles[cross] - at))
    last = len(layout.blocks) - 1
    for blocks, homewards in ((range(last, home - 1, -1), True), (range(home), False)):
        left = {block: {stop for stop in stops if layout.block_of(stop.cell) == block} for block in blocks}
        yield from _side(layout, left, rule, homewards)


def _side(layout: Layout, left: dict[int, set[Cell]], rule: Rule, homewards: bool) -> Iterator[Cell]:
    """The blocks on one side of the start, `left` holding the cells by block, the farthest block first."""
    blocks = [block for block, cells in left.items() if cells]
    if not blocks:
        return
    aisle = min(cell.aisle for cells in left.values() for cell in cells)
    for block in blocks[:0:-1]:
        passed = sorted((cell for cell in left[block] if cell.aisle == aisle), key=lambda cell: cell.cell)
        yield from passed if homewards else passed[::-1]
        left[block].difference_update(passed)
    for block in blocks:
        if not left[block]:
            continue
        aisles = [cell.aisle for cell in left[block]]
        leftwards = abs(max(aisles) - aisle) < abs(min(aisles) - aisle)
        walked = list(rule(Picks(layout, left[block], block, homewards, block == blocks[0], leftwards)))
        yield from walked
        aisle = walked[-1].aisle
