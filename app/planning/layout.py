"""Layout: parallel aisles in blocks between cross-aisles, and how far it is from one point to another."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate


class NotInLayout(ValueError):
    """A point that this building does not have."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A place on an aisle where bins stand, on either side and on any level; cells are counted through all blocks."""

    aisle: int
    cell: int


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where an aisle meets a cross-aisle; cross-aisle 0 is the front one."""

    aisle: int
    cross_aisle: int


Point = Cell | Crossing


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether a stretch of aisle meets the cross-aisle at its front and at its back end."""

    front: bool
    back: bool


@dataclass(frozen=True)
class Layout:
    """A building of `aisles` parallel aisles (0 to n-1), `aisle_pitch` metres apart.

    `blocks` are the cells per aisle in each block, from cross-aisle 0 on; b blocks lie between b + 1 cross-aisles.
    A block is `end_to_cell` + (cells - 1) x `cell_pitch` + `end_to_cell` metres long; cross-aisles have no width of
    their own, and an aisle's width is not walked. `depots` and `lanes` (staging) are named by their location's address.
    Raises NotInLayout where a depot or lane lies outside, ValueError where a measure makes no building.
    """

    aisles: int
    blocks: tuple[int, ...]
    aisle_pitch: float
    cell_pitch: float
    end_to_cell: float
    depots: Mapping[str, Point] = field(default_factory=dict)
    lanes: Mapping[str, Point] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.aisles < 1 or not self.blocks or min(self.blocks) < 1:
            raise ValueError("a layout needs an aisle, a block, and a cell in each block")
        if min(self.aisle_pitch, self.cell_pitch, self.end_to_cell) < 0:
            raise ValueError("a layout's measures are metres, none of them negative")
        for point in (*self.depots.values(), *self.lanes.values()):
            self.position(point)

    @property
    def cells(self) -> int:
        """Cells of one aisle, through all blocks."""
        return sum(self.blocks)

    @cached_property
    def cross_aisles(self) -> tuple[float, ...]:
        """How many metres from the front each cross-aisle lies."""
        lengths = (2 * self.end_to_cell + (cells - 1) * self.cell_pitch for cells in self.blocks)
        return tuple(accumulate(lengths, initial=0.0))

    @cached_property
    def _cell_metres(self) -> tuple[float, ...]:
        starts = self.cross_aisles
        return tuple(
            starts[block] + self.end_to_cell + cell * self.cell_pitch
            for block, cells in enumerate(self.blocks)
            for cell in range(cells)
        )

    @property
    def is_grid(self) -> bool:
        """Whether every aisle may be walked both ways between cross-aisles, so that walks can be planned aisle by aisle."""
        return True

    def opening(self, aisle: int, block: int) -> Opening:
        """Where the aisle's stretch in that block may be entered and left. Raises NotInLayout."""
        self.position(Crossing(aisle, block + 1))
        return Opening(front=True, back=True)

    def block_of(self, cell: int) -> int:
        """The block in which a cell lies."""
        return next(block for block, last in enumerate(accumulate(self.blocks)) if cell < last)

    def position(self, point: Point) -> tuple[int, float]:
        """The point's aisle, and its metres from the front along it. Raises NotInLayout."""
        along, at = (
            (self._cell_metres, point.cell) if isinstance(point, Cell) else (self.cross_aisles, point.cross_aisle)
        )
        if not (0 <= point.aisle < self.aisles and 0 <= at < len(along)):
            raise NotInLayout(f"{point} is not in a building of {self.aisles} aisles and {self.cells} cells")
        return point.aisle, along[at]

    def metres(self, point: Point) -> tuple[float, float]:
        """The point on a plan: metres from aisle 0, metres from the front. Raises NotInLayout."""
        aisle, along = self.position(point)
        return aisle * self.aisle_pitch, along

    def distance(self, one: Point, other: Point) -> float:
        """The shortest walk between two points in metres, along aisles and cross-aisles only. Raises NotInLayout."""
        return self.walk(self.position(one), self.position(other))

    def travel(self, one: Point, other: Point) -> float:
        """`distance` in the directions in which aisles may be walked: from `one` to `other`. Raises NotInLayout."""
        return self.distance(one, other)

    def walk(self, one: tuple[int, float], other: tuple[int, float]) -> float:
        """`distance` between two positions, as `position` gives them."""
        (aisle, along), (other_aisle, other_along) = one, other
        if aisle == other_aisle:
            return abs(along - other_along)
        detour = min(abs(along - cross) + abs(other_along - cross) for cross in self.cross_aisles)
        return abs(aisle - other_aisle) * self.aisle_pitch + detour
