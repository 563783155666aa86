"""The pieces of a shortest walk as legs between the places where a walker has a choice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.planning.layout import Cell, Layout, Point
from app.planning.paths.exact import Crossed, Piece, Walked
from app.planning.paths.floor import Terminal

Spot = tuple[int, int, float]
"""A place inside a stretch: aisle, block, metres from the front."""
Node = tuple[int, int] | Spot
"""A crossing (aisle, cross-aisle), or the place inside a stretch where the walk begins or ends."""


@dataclass(frozen=True, slots=True)
class Leg:
    """Walked once, from either end; where both ends are one, into an aisle and back. `spots` are met on the way."""

    one: Node
    other: Node
    spots: tuple[Spot, ...] = ()

    @property
    def is_spur(self) -> bool:
        return self.one == self.other

    def beyond(self, node: Node) -> Node:
        """The end to which one comes from the other end, `node`."""
        return self.other if node == self.one else self.one

    def passed(self, node: Node) -> tuple[Spot, ...]:
        """The spots as they are met from `node`; in a spur also on the way back."""
        if self.is_spur:
            return (*self.spots, *self.spots[-2::-1])
        return self.spots if node == self.one else self.spots[::-1]


def spot(layout: Layout, cell: Cell) -> Spot:
    """Where a cell is."""
    return cell.aisle, layout.block_of(cell.cell), layout.position(cell)[1]


def node(layout: Layout, point: Point) -> Node:
    """Where a terminal is."""
    return spot(layout, point) if isinstance(point, Cell) else (point.aisle, point.cross_aisle)


def legs(layout: Layout, pieces: Sequence[Piece], ends: Sequence[Terminal]) -> Iterator[Leg]:
    """All legs of the walk; what is walked twice is two legs, or a spur."""
    choices = {node(layout, terminal.point) for terminal in ends}
    for piece in pieces:
        if isinstance(piece, Walked):
            yield from _legs_inside(piece, choices)
        else:
            yield from _legs_across(piece)


def _legs_across(piece: Crossed) -> Iterator[Leg]:
    for cross_aisle, times in enumerate(piece.times):
        for _ in range(times):
            yield Leg((piece.left, cross_aisle), (piece.right, cross_aisle))


def _legs_inside(piece: Walked, choices: set[Node]) -> Iterator[Leg]:
    """A part that is not walked ends one spur and begins another, which hangs on the next place of choice."""
    since: Node | None = (piece.aisle, piece.block)
    met: list[Spot] = []
    for part, times in enumerate(piece.parts):
        if times == 0:
            if since and met:
                yield Leg(since, since, tuple(met))
            since, met = None, []
        here: Node = (piece.aisle, piece.block, piece.marks[part + 1])
        if part == len(piece.parts) - 1:
            here = (piece.aisle, piece.block + 1)
        elif here not in choices:
            met.append((piece.aisle, piece.block, piece.marks[part + 1]))
            continue
        if since:
            yield from [Leg(since, here, tuple(met))] * times
        elif met:
            yield Leg(here, here, tuple(met[::-1]))
        since, met = here, []
