"""Layout: parallel aisles in blocks between cross-aisles, and how far it is from one point to another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate, pairwise
from math import inf
from typing import Self

from app.planning.around import Around
from app.planning.points import PLAIN, Cell, Crossing, NotInLayout, NoWay, Opening, Point, Stretch

__all__ = ["Cell", "Crossing", "Layout", "NoWay", "NotInLayout", "Opening", "Point", "Stretch"]


@dataclass(frozen=True)
class Layout:
    """A building of `aisles` parallel aisles (0 to n-1), `aisle_pitch` metres apart.

    `blocks` are the cells per aisle in each block, from cross-aisle 0 on; b blocks lie between b + 1 cross-aisles.
    A block is `end_to_cell` + (cells - 1) x `cell_pitch` + `end_to_cell` metres long. `cross_widths` are the metres
    that the cross-aisles lie between the blocks, in whose middle one walks; left out, they have none. An aisle's width
    is not walked. `stretches` holds, by aisle and block, those that differ. `depots` and `lanes` (staging) are named by
    their location's address. `reach_seconds` is what reaching up to each level takes, from level 1 on.
    Raises NotInLayout where a depot or lane lies outside, ValueError where a measure makes no building.
    """

    aisles: int
    blocks: tuple[int, ...]
    aisle_pitch: float
    cell_pitch: float
    end_to_cell: float
    depots: Mapping[str, Point] = field(default_factory=dict)
    lanes: Mapping[str, Point] = field(default_factory=dict)
    cross_widths: tuple[float, ...] = ()
    stretches: Mapping[tuple[int, int], Stretch] = field(default_factory=dict)
    reach_seconds: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if self.aisles < 1 or not self.blocks or min(self.blocks) < 1:
            raise ValueError("a layout needs an aisle, a block, and a cell in each block")
        measures = (self.aisle_pitch, self.cell_pitch, self.end_to_cell, *self.cross_widths, *self.reach_seconds)
        if not all(0 <= measure < inf for measure in measures):
            raise ValueError("a layout's measures are metres and seconds, none of them negative")
        if self.cross_widths and len(self.cross_widths) != len(self.blocks) + 1:
            raise ValueError("a layout gives the width of each cross-aisle, or of none")
        if any(stretch.one_way not in ("", "up", "down") for stretch in self.stretches.values()):
            raise ValueError("a layout's one-way aisles lead up or down")
        for aisle, block in self.stretches:
            self.opening(aisle, block)
        for point in (*self.depots.values(), *self.lanes.values()):
            self.position(point)

    @property
    def cells(self) -> int:
        """Cells of one aisle, through all blocks."""
        return sum(self.blocks)

    @cached_property
    def cross_aisles(self) -> tuple[float, ...]:
        """How many metres from the front one (from its middle) the middle of each cross-aisle lies."""
        lengths = (2 * self.end_to_cell + (cells - 1) * self.cell_pitch for cells in self.blocks)
        halves = ((one + other) / 2 for one, other in pairwise(self._widths))
        return tuple(accumulate(map(sum, zip(lengths, halves, strict=True)), initial=0.0))

    @cached_property
    def is_grid(self) -> bool:
        """Whether every aisle may be walked both ways between cross-aisles, so that walks can be planned by aisles."""
        return not any(stretch.one_way and not stretch.blocked for stretch in self.stretches.values())

    def stretch(self, aisle: int, block: int) -> Stretch:
        """How the aisle is in that block. Raises NotInLayout."""
        if not (0 <= aisle < self.aisles and 0 <= block < len(self.blocks)):
            raise NotInLayout(f"aisle {aisle} has no block {block} in a building of {self.aisles} aisles")
        return self.stretches.get((aisle, block), PLAIN)

    def opening(self, aisle: int, block: int) -> Opening:
        """Where the aisle's stretch in that block may be entered and left. Raises NotInLayout."""
        return self.stretch(aisle, block).opening

    def cells_of(self, aisle: int, block: int) -> range:
        """The cells that the aisle has in that block, counted through all blocks. Raises NotInLayout."""
        stretch = self.stretch(aisle, block)
        first, last = sum(self.blocks[:block]), self.blocks[block] - 1
        return range(first + stretch.first, first + min(last, last if stretch.last is None else stretch.last) + 1)

    def block_of(self, cell: int) -> int:
        """The block in which a cell lies."""
        return self._block_of[cell]

    def seconds_to_reach(self, level: int | None) -> float:
        """What reaching up to that level takes; a level that the layout says nothing of takes nothing."""
        return self.reach_seconds[level - 1] if level and level <= len(self.reach_seconds) else 0.0

    def with_blocked(self, stretches: Iterable[tuple[int, int]]) -> Self:
        """The building while nobody may enter these stretches (aisle, block). Raises NotInLayout."""
        blocked = {(aisle, block): replace(self.stretch(aisle, block), blocked=True) for aisle, block in stretches}
        return replace(self, stretches={**self.stretches, **blocked}) if blocked else self

    def is_blocked(self, point: Point) -> bool:
        """Whether nobody gets there, because its stretch of aisle is blocked. Raises NotInLayout."""
        self.position(point)
        return isinstance(point, Cell) and self.stretch(point.aisle, self.block_of(point.cell)).blocked

    def way_out(self, point: Point) -> Point:
        """The nearest end of the blocked stretch in which somebody stands; of any other point, itself."""
        if not isinstance(point, Cell) or not self.is_blocked(point):
            return point
        block = self.block_of(point.cell)
        stretch, (_, at) = self.stretch(point.aisle, block), self.position(point)
        ends = [block] * stretch.front + [block + 1] * stretch.back
        nearest = min(ends, key=lambda cross: abs(self.cross_aisles[cross] - at), default=block)
        return Crossing(point.aisle, nearest)

    def position(self, point: Point) -> tuple[int, float]:
        """The point's aisle, and its metres from the front along it. Raises NotInLayout."""
        along, at = (
            (self._cell_metres, point.cell) if isinstance(point, Cell) else (self.cross_aisles, point.cross_aisle)
        )
        if not (0 <= point.aisle < self.aisles and 0 <= at < len(along)) or self._is_missing(point):
            raise NotInLayout(f"{point} is not in a building of {self.aisles} aisles and {self.cells} cells")
        return point.aisle, along[at]

    def metres(self, point: Point) -> tuple[float, float]:
        """The point on a plan: metres from aisle 0, metres from the front. Raises NotInLayout."""
        aisle, along = self.position(point)
        return aisle * self.aisle_pitch, along

    def distance(self, one: Point, other: Point) -> float:
        """The shortest walk from `one` to `other` in metres, along aisles and cross-aisles only, in the directions in
        which they may be walked; infinite where there is none. Raises NotInLayout."""
        here, there = self.position(one), self.position(other)
        return self._across(here, there) if self._is_open else self._around.metres(one, other)

    def distances(self, points: Sequence[Point]) -> list[list[float]]:
        """`distance` from each of n points (row) to each (column). Raises NotInLayout."""
        positions = [self.position(point) for point in points]
        if not self._is_open:
            return self._around.table(points)
        metres = [[0.0] * len(points) for _ in points]
        for index, one in enumerate(positions):
            for other in range(index):
                metres[index][other] = metres[other][index] = self._across(one, positions[other])
        return metres

    @cached_property
    def _widths(self) -> tuple[float, ...]:
        return self.cross_widths or (0.0,) * (len(self.blocks) + 1)

    @cached_property
    def _block_of(self) -> tuple[int, ...]:
        return tuple(block for block, cells in enumerate(self.blocks) for _ in range(cells))

    @cached_property
    def _cell_metres(self) -> tuple[float, ...]:
        return tuple(
            self.cross_aisles[block] + self._widths[block] / 2 + self.end_to_cell + cell * self.cell_pitch
            for block, cells in enumerate(self.blocks)
            for cell in range(cells)
        )

    @cached_property
    def _around(self) -> Around:
        return Around(
            self.aisles, self.aisle_pitch, self.cross_aisles, self._cell_metres, self._block_of, self.stretches
        )

    @cached_property
    def _is_open(self) -> bool:
        """Whether every aisle goes through from cross-aisle to cross-aisle, both ways."""
        through = Opening(front=True, back=True)
        return self.is_grid and all(stretch.opening == through for stretch in self.stretches.values())

    def _is_missing(self, point: Point) -> bool:
        if not self.stretches or not isinstance(point, Cell):
            return False
        return point.cell not in self.cells_of(point.aisle, self.block_of(point.cell))

    def _across(self, one: tuple[int, float], other: tuple[int, float]) -> float:
        """The closed form: within the aisle, or by the cross-aisle that is least out of the way."""
        (aisle, along), (other_aisle, other_along) = one, other
        if aisle == other_aisle:
            return abs(along - other_along)
        detour = min(abs(along - cross) + abs(other_along - cross) for cross in self.cross_aisles)
        return abs(aisle - other_aisle) * self.aisle_pitch + detour
