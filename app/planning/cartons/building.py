"""A carton filled with blocks that are built of ever more pieces: the fullest are kept, however they came about.

What is put together of two blocks is a guillotine pattern, and most good packings of a few pieces are. The method is
that of the block-building tree searches for containers (Fanslau and Bortfeldt, "A tree search algorithm for solving the
container loading problem", 2010), here with all blocks of so many pieces built side by side in numpy.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

import numpy as np

from app.planning.cartons.goods import CartonType, Size
from app.planning.cartons.joining import TURNS, Blocks, Ints, Joins, joined, standing
from app.planning.cartons.settling import settled
from app.planning.cartons.shapes import Counts, Lying, Shape

MOST_PIECES = 16
"""With more, there are too many steps to the last block."""
CODE_BITS = 62
PAIRS, JOINS = 1_500, 4_000
"""Weighed at once: some milliseconds, after which it is asked whether to stop."""
TRIED = 24
"""Whole packings that are let down to see whether they stand."""


def can_build(counts: Counts) -> bool:
    """Whether it is for so many pieces, of so many shapes."""
    return 1 < sum(counts) <= MOST_PIECES and sum(_bits(units) for units in counts) <= CODE_BITS


def built(
    shapes: Sequence[Shape], counts: Counts, carton: CartonType, width: int, stop: Callable[[], bool]
) -> tuple[Lying, ...] | None:
    """All of `counts` in the carton, if it is found by keeping `width` blocks for each number of pieces."""
    building = _Building(shapes, counts, carton)
    total = sum(counts)
    for pieces in range(2, total):
        if stop():
            return None
        building.grow(pieces, width)
    if stop():
        return None
    return next((found for lying in building.whole(total) if (found := settled(lying, shapes))), None)


def _bits(units: int) -> int:
    """Of the code, what stands for one shape: a number up to `units`, and a bit that shows when it is exceeded."""
    return units.bit_length() + 1 if units else 0


class _Building:
    """Blocks by their number; those of one number of pieces stand one after the other."""

    def __init__(self, shapes: Sequence[Shape], counts: Counts, carton: CartonType) -> None:
        self._inside, self._shapes = carton.inside, shapes
        used = [number for number, units in enumerate(counts) if units]
        ends = list(accumulate(_bits(counts[number]) for number in used))
        self._guards = sum(1 << (end - 1) for end in ends)
        starts = [0, *ends[:-1]]
        self._room = self._guards + sum(counts[number] << start for number, start in zip(used, starts, strict=True))
        self._waste = carton.volume - sum(shapes[number].volume * counts[number] for number in used)
        sides = np.array([shapes[number].sides for number in used], dtype=np.int64)
        stands = np.array([shapes[number].stands for number in used], dtype=np.int64)
        self._blocks = Blocks(
            sides,
            stands & standing(sides, carton.inside),
            np.array([1 << start for start in starts], dtype=np.int64),
            sides.prod(axis=1),
            np.array([shapes[number].is_fragile for number in used], dtype=np.int64),
        )
        self._levels = {1: range(len(used))}
        self._made: list[int | _Made] = [*used]

    def grow(self, pieces: int, width: int) -> None:
        """Builds the blocks of so many pieces, and keeps `width` of them."""
        joins = self._joins(pieces)
        kept = np.array(_distinct(joins.blocks, width), dtype=np.int64)
        begin = len(self._made)
        self._levels[pieces] = range(begin, begin + len(kept))
        self._blocks = Blocks(*(np.concatenate(both) for both in zip(self._blocks, _rows(joins, kept), strict=True)))
        self._made += [_Made(joins, row) for row in kept.tolist()]

    def whole(self, pieces: int) -> Iterator[list[Lying]]:
        """All pieces in the carton, though not yet let down."""
        joins = self._joins(pieces)
        for row in range(min(TRIED, len(joins.one))):
            made = _Made(joins, row)
            sides, stands = joins.blocks.sides[row].tolist(), int(joins.blocks.stands[row])
            for upright in range(3):
                if stands >> upright & 1:
                    yield list(self._lying(made, sides, (0, 0, 0), _axes(upright, self._inside)))

    def _joins(self, pieces: int) -> Joins:
        pairs = [self._pairs(few, pieces - few) for few in range(1, pieces // 2 + 1)]
        one, other = (np.concatenate(some) for some in zip(*pairs, strict=True))
        if len(one) > PAIRS:
            empty = self._blocks.sides.prod(axis=1) - self._blocks.volume
            least = np.argpartition(empty[one] + empty[other], PAIRS)[:PAIRS]
            one, other = one[least], other[least]
        return joined(self._blocks, one, other, self._inside, self._waste, JOINS)

    def _pairs(self, few: int, many: int) -> tuple[Ints, Ints]:
        """Blocks of `few` and of `many` pieces that share none."""
        ones, others = self._levels[few], self._levels[many]
        content = self._blocks.content
        left = self._room - content[ones.start : ones.stop, None] - content[None, others.start : others.stop]
        apart = (left & self._guards) == self._guards
        if few == many:
            apart = np.triu(apart)
        one, other = np.nonzero(apart)
        return one + ones.start, other + others.start

    def _lying(self, made: "int | _Made", sides: Sequence[int], at: Size, axes: Sequence[int]) -> Iterator[Lying]:
        """The pieces of a block whose n-th side lies along the carton's axis `axes[n]`."""
        if isinstance(made, int):
            x, y, z = (sides[axes.index(axis)] for axis in range(3))
            yield Lying(made, *at, x, y, z)
            return
        across = [axes[made.order.index(n)] for n in range(3)]
        turned = [across[made.turn.index(n)] for n in range(3)]
        one, other = (self._blocks.sides[number].tolist() for number in (made.one, made.other))
        along, axis = across[made.axis], made.axis
        beyond = list(at)
        if along == 2 and not self._carries(made):
            beyond[along] += other[made.turn[axis]]
            yield from self._lying(self._made[made.one], one, _size(beyond), across)
            yield from self._lying(self._made[made.other], other, at, turned)
            return
        beyond[along] += one[axis]
        yield from self._lying(self._made[made.one], one, at, across)
        yield from self._lying(self._made[made.other], other, _size(beyond), turned)

    def _carries(self, made: "_Made") -> bool:
        """Whether the first is to be below the second: what is fragile is above, else the smaller base."""
        if self._blocks.is_fragile[made.one] or self._blocks.is_fragile[made.other]:
            return not self._blocks.is_fragile[made.one]
        one, other = self._blocks.sides[made.one], self._blocks.sides[made.other]
        return bool(one.prod() // one[made.axis] >= other.prod() // other[made.turn[made.axis]])


class _Made:
    """How a block came about; see `Joins`."""

    def __init__(self, joins: Joins, row: int) -> None:
        self.one, self.other, self.axis = int(joins.one[row]), int(joins.other[row]), int(joins.axis[row])
        self.turn: list[int] = TURNS[joins.turn[row]].tolist()
        self.order: list[int] = joins.order[row].tolist()


def _distinct(blocks: Blocks, width: int) -> list[int]:
    """The first `width` of the blocks for which no earlier one stands, with as much in it and no larger."""
    known: dict[int, list[tuple[list[int], int]]] = {}
    kept: list[int] = []
    rows = zip(blocks.content.tolist(), blocks.sides.tolist(), blocks.stands.tolist(), strict=True)
    for row, (content, sides, stands) in enumerate(rows):
        if len(kept) == width:
            break
        alike = known.setdefault(content, [])
        if not any(_replaces(one, sides, stands) for one in alike):
            alike.append((sides, stands))
            kept.append(row)
    return kept


def _replaces(one: tuple[list[int], int], sides: list[int], stands: int) -> bool:
    smaller = one[0][0] <= sides[0] and one[0][1] <= sides[1] and one[0][2] <= sides[2]
    return smaller and not stands & ~one[1]


def _rows(joins: Joins, kept: Ints) -> Blocks:
    return Blocks(*(values[kept] for values in joins.blocks))


def _axes(upright: int, inside: Size) -> list[int]:
    """The carton's axis along which each of the risen sides comes to lie, the `upright`-th being its height."""
    shorter, longer = sorted((0, 1), key=lambda axis: inside[axis])
    flat = iter((shorter, longer))
    return [2 if n == upright else next(flat) for n in range(3)]


def _size(at: Sequence[int]) -> Size:
    x, y, z = at
    return x, y, z
