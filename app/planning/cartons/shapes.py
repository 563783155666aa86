"""Pieces that are alike, counted; what a search packs is numbers of shapes, and names come at the end."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

from app.planning.cartons.goods import CartonType, PackedCarton, Piece, Place, Size

Counts = tuple[int, ...]


@dataclass(frozen=True)
class Shape:
    """`sides` rise; bit n of `stands` says that the n-th of them may be upright."""

    sides: Size
    stands: int
    weight_g: int
    is_fragile: bool

    @property
    def volume(self) -> int:
        return self.sides[0] * self.sides[1] * self.sides[2]

    def ways(self) -> list[Size]:
        """Its extents, each way in which it may lie."""
        short, middle, long = self.sides
        flat = ((middle, long, short), (short, long, middle), (short, middle, long))
        lying = [flat[side] for side in range(3) if self.stands >> side & 1]
        return list(dict.fromkeys(way for x, y, z in lying for way in ((x, y, z), (y, x, z))))

    def fits(self, carton: CartonType) -> bool:
        """Whether one lies in the empty carton."""
        room = carton.inside
        return self.weight_g <= carton.carries_g and any(
            all(extent <= most for extent, most in zip(way, room, strict=True)) for way in self.ways()
        )


class Lying(NamedTuple):
    """One unit of a shape and its place."""

    shape: int
    x: int
    y: int
    z: int
    dx: int
    dy: int
    dz: int

    @property
    def top(self) -> int:
        return self.z + self.dz

    def over(self, other: "Lying") -> int:
        """The area that both cover, seen from above."""
        across = min(self.x + self.dx, other.x + other.dx) - max(self.x, other.x)
        along = min(self.y + self.dy, other.y + other.dy) - max(self.y, other.y)
        return across * along if across > 0 and along > 0 else 0


@dataclass(frozen=True)
class Packing:
    """A carton and what lies in it, not yet by name."""

    carton: CartonType
    lying: tuple[Lying, ...]

    @property
    def rank(self) -> tuple[float, int]:
        return self.carton.rank


class Goods:
    """Pieces that may share a carton, as shapes and their numbers: the largest first, fragile ones last."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        ids: defaultdict[Shape, list[str]] = defaultdict(list)
        for piece in pieces:
            ids[_shape(piece)].extend([piece.id] * piece.quantity)
        self.shapes = sorted(
            ids, key=lambda shape: (shape.is_fragile, -shape.volume, shape.sides, shape.stands, shape.weight_g)
        )
        self._ids = [ids[shape] for shape in self.shapes]
        self.pieces = {piece.id: piece for piece in pieces}
        self.counts: Counts = tuple(len(some) for some in self._ids)

    def volume(self, counts: Counts) -> int:
        return sum(shape.volume * units for shape, units in zip(self.shapes, counts, strict=True))

    def weight(self, counts: Counts) -> int:
        return sum(shape.weight_g * units for shape, units in zip(self.shapes, counts, strict=True))

    def may_hold(self, carton: CartonType, counts: Counts) -> bool:
        """Whether nothing that is quickly seen speaks against it: volume, weight, and each piece alone."""
        return (
            self.volume(counts) <= carton.volume
            and self.weight(counts) <= carton.carries_g
            and all(shape.fits(carton) for shape, units in zip(self.shapes, counts, strict=True) if units)
        )

    def named(self, packings: Sequence[Packing]) -> Iterator[PackedCarton]:
        """The cartons with each unit's own id, what carries before what it carries."""
        turns = [count() for _ in self.shapes]
        for packing in packings:
            upwards = _in_order(packing.lying)
            places = tuple(
                Place(self._ids[one.shape][next(turns[one.shape])], one.x, one.y, one.z, one.dx, one.dy, one.dz)
                for one in upwards
            )
            weight = sum(self.shapes[one.shape].weight_g for one in upwards)
            yield PackedCarton(packing.carton, places, packing.carton.weight_g + weight)


def _in_order(lying: Sequence[Lying]) -> list[Lying]:
    """From the bottom up, a pile of alike pieces at once."""
    waiting = dict.fromkeys(sorted(lying, key=lambda one: (one.z, one.y, one.x)))
    order: list[Lying] = []
    while waiting:
        one = next(iter(waiting))
        while one in waiting:
            order.append(one)
            del waiting[one]
            one = one._replace(z=one.top)
    return order


def _shape(piece: Piece) -> Shape:
    rising = sorted(range(3), key=lambda side: piece.sides[side])
    short, middle, long = (piece.sides[side] for side in rising)
    stands = sum(1 << turn for turn, side in enumerate(rising) if side in piece.verticals)
    return Shape((short, middle, long), stands, piece.weight_g, piece.is_fragile)
