"""A carton filled space by space, each with the block of alike pieces that suits it best: quick, not the last word."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from math import inf
from random import Random

from app.planning.cartons.goods import LEVEL_MM, SUPPORT, CartonType, Size
from app.planning.cartons.shapes import Counts, Lying, Shape
from app.planning.cartons.spaces import Space, without

ROWS = tuple(permutations(range(3), 3))
"""Along which side a block grows first, then along which."""
TOGETHER = 24
"""Shapes that are weighed against each other; with more, the larger ones come first."""

Block = tuple[int, Size, Size]
"""The shape, how its pieces lie, and how often along each axis."""
Liking = tuple[bool, float, int]


@dataclass(frozen=True)
class Taste:
    """What a filling likes: the axes by which the next space is chosen, how much each millimetre beside a block counts
    against it, and how far chance may change its mind."""

    axes: tuple[int, int, int] = (2, 1, 0)
    snug: float = 0.0
    noise: float = 0.0


PLAIN = (Taste(), Taste(snug=0.02), Taste((0, 2, 1)), Taste((1, 2, 0), snug=0.02))


def some_taste(random: Random) -> Taste:
    """One by chance."""
    return Taste(random.choice(ROWS), random.choice((0.0, 0.01, 0.05)), random.choice((0.2, 0.5, 1.0)))


def filled(
    shapes: Sequence[Shape], counts: Counts, carton: CartonType, taste: Taste, random: Random, stop: Callable[[], bool]
) -> tuple[tuple[Lying, ...], Counts]:
    """What of `counts` found its place until `stop()`, and how many of each did not; the first one finds its place
    whatever `stop` says."""
    filling = _Filling(shapes, counts, carton, taste, random)
    filling.run(stop)
    return tuple(filling.lying), tuple(filling.left)


class _Filling:
    def __init__(
        self, shapes: Sequence[Shape], counts: Counts, carton: CartonType, taste: Taste, random: Random
    ) -> None:
        self.lying: list[Lying] = []
        self.left = list(counts)
        self._shapes, self._taste, self._random = shapes, taste, random
        self._sides = [shape.sides for shape in shapes]
        self._ways = [shape.ways() for shape in shapes]
        self._high = carton.inside[2]
        self._grams = carton.carries_g
        self._spaces: list[Space] = [(0, 0, 0, *carton.inside)]
        wanted = [shape.sides for shape, units in zip(shapes, counts, strict=True) if units]
        self._least = [min(sides) for sides in zip(*wanted, strict=True)]

    def run(self, stop: Callable[[], bool]) -> None:
        """Until no space takes anything more, or nothing is left, or it was enough."""
        first, second, third = self._taste.axes
        while self._spaces and any(self.left) and not (self.lying and stop()):
            space = min(self._spaces, key=lambda one: (one[first], one[second], one[third], one))
            best = self._best(space)
            if best is None:
                self._spaces.remove(space)
            else:
                self._take(space, *best)

    def _best(self, space: Space) -> Block | None:
        """What is liked best and would stand, of the first shapes of which anything would."""
        short, middle, long = sorted((space[3] - space[0], space[4] - space[1], space[5] - space[2]))
        there = [
            number
            for number, (x, y, z) in enumerate(self._sides)
            if self.left[number] and x <= short and y <= middle and z <= long
        ]
        below = [one for one in self.lying if 0 <= space[2] - one.top <= LEVEL_MM] if there else []
        for begin in range(0, len(there), TOGETHER):
            offers = sorted(self._offers(space, there[begin : begin + TOGETHER]), key=_liked, reverse=True)
            best = next((block for _, block in offers if self._carried(space, below, *block)), None)
            if best:
                return best
        return None

    def _offers(self, space: Space, numbers: Sequence[int]) -> Iterator[tuple[Liking, Block]]:
        """Blocks with how well they are liked: fragile pieces come last, of equals the lowest is best."""
        room = (space[3] - space[0], space[4] - space[1], space[5] - space[2])
        for number in numbers:
            shape, units = self._shapes[number], self._units(number)
            for way in self._ways[number] if units else ():
                for times in _blocks(room, way, units, shape.is_fragile):
                    yield (
                        (not shape.is_fragile, self._liking(room, way, times), -way[2] * times[2]),
                        (number, way, times),
                    )

    def _units(self, number: int) -> int:
        weight = self._shapes[number].weight_g
        if not weight or self._grams == inf:
            return self.left[number]
        return min(self.left[number], int(self._grams // weight))

    def _liking(self, room: Size, way: Size, times: Size) -> float:
        extents = [extent * often for extent, often in zip(way, times, strict=True)]
        beside = min(most - extent for most, extent in zip(room, extents, strict=True))
        volume = float(extents[0] * extents[1] * extents[2]) / (1 + self._taste.snug * beside)
        noise = self._taste.noise
        return volume * (1 - noise * self._random.random()) if noise else volume

    def _carried(self, space: Space, below: Sequence[Lying], number: int, way: Size, times: Size) -> bool:
        """Whether each piece of the lowest layer stands; a fragile one must have nothing above it."""
        block = self._block(space, way, times)
        if self._shapes[number].is_fragile and any(one.z >= space[2] and block.over(one) for one in self.lying):
            return False
        if space[2] <= LEVEL_MM:
            return True
        layer = _pieces(0, space, way, (times[0], times[1], 1))
        return all(sum(one.over(other) for other in below) >= SUPPORT * one.dx * one.dy for one in layer)

    def _block(self, space: Space, way: Size, times: Size) -> Lying:
        dx, dy, dz = (extent * often for extent, often in zip(way, times, strict=True))
        return Lying(0, space[0], space[1], space[2], dx, dy, dz)

    def _take(self, space: Space, number: int, way: Size, times: Size) -> None:
        block, shape = self._block(space, way, times), self._shapes[number]
        pieces = _pieces(number, space, way, times)
        self.lying += pieces
        self.left[number] -= len(pieces)
        self._grams -= shape.weight_g * len(pieces)
        top = self._high if shape.is_fragile else block.top  # over a fragile piece nothing comes any more
        taken = (block.x, block.y, block.z, block.x + block.dx, block.y + block.dy, top)
        self._spaces = without(self._spaces, taken, self._least)


def _liked(offer: tuple[Liking, Block]) -> Liking:
    return offer[0]


def _blocks(room: Size, way: Size, units: int, is_fragile: bool) -> list[Size]:
    """How often the piece may be repeated along each axis."""
    if units == 1:
        return [(1, 1, 1)] if way[0] <= room[0] and way[1] <= room[1] and way[2] <= room[2] else []
    most = [room[axis] // way[axis] for axis in range(3)]
    if is_fragile:
        most[2] = min(most[2], 1)
    if 0 in most:
        return []
    found = []
    for row in ROWS:
        left, times = units, [1, 1, 1]
        for axis in row:
            times[axis] = min(most[axis], left)
            left //= times[axis]
        found.append((times[0], times[1], times[2]))
    return list(dict.fromkeys(found))


def _pieces(number: int, space: Space, way: Size, times: Size) -> list[Lying]:
    x, y, z = space[:3]
    dx, dy, dz = way
    return [
        Lying(number, x + a * dx, y + b * dy, z + c * dz, dx, dy, dz)
        for c in range(times[2])
        for b in range(times[1])
        for a in range(times[0])
    ]
