"""Two blocks beside or on top of each other are a block again: all the ways to join many pairs of blocks, side by side.

A block is a box around pieces; its sides rise. Bit n of `stands` says that it may be put up with its n-th side upright.
"""

from itertools import permutations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.planning.cartons.goods import SUPPORT, Size

Ints = NDArray[np.int64]

TURNS = np.array(list(permutations(range(3))))
"""How the second block may be turned: its side TURNS[t][n] lies along the first one's n-th."""
TURNED = np.array(
    [[sum((bits >> side & 1) << n for n, side in enumerate(turn)) for bits in range(8)] for turn in TURNS]
)
"""The bits of `stands` after a turn."""
BITS = np.array([1, 2, 4])


class Blocks(NamedTuple):
    """`content` tells by one number how many of each shape are in a block, `volume` is that of its pieces,
    `is_fragile` 0 or 1."""

    sides: Ints
    stands: Ints
    content: Ints
    volume: Ints
    is_fragile: Ints


class Joins(NamedTuple):
    """New blocks, the fullest first: of which two, how the second was turned, along which axis of the first they lie in
    a row, and which of those axes each of the risen sides was."""

    blocks: Blocks
    one: Ints
    other: Ints
    turn: Ints
    axis: Ints
    order: Ints


def joined(blocks: Blocks, one: Ints, other: Ints, inside: Size, waste: int, most: int) -> Joins:
    """At most `most` joins of the pairs (n,) that fit `inside` and leave at most `waste` mm³ of their box empty."""
    here, there = blocks.sides[one][:, None, :], blocks.sides[other][:, TURNS]
    wide, high = np.maximum(here, there), here + there
    boxes = np.stack([high[..., n] * wide[..., (n + 1) % 3] * wide[..., (n + 2) % 3] for n in range(3)], axis=-1)
    volume = blocks.volume[one] + blocks.volume[other]
    empty = boxes - volume[:, None, None]
    pair, turn, axis = np.nonzero(empty <= waste)
    share = empty[pair, turn, axis] / boxes[pair, turn, axis]
    fullest = np.argsort(share, kind="stable")[:most]
    pair, turn, axis = pair[fullest], turn[fullest], axis[fullest]
    first, second = one[pair], other[pair]
    sides = wide[pair, turn]
    sides[np.arange(len(pair)), axis] = high[pair, turn, axis]
    stands = blocks.stands[first] & TURNED[turn, blocks.stands[second]]
    stands &= ~(_unstable(blocks, first, second, here[pair, 0], there[pair, turn], axis) << axis)
    order = np.argsort(sides, axis=1, kind="stable")
    sides = np.take_along_axis(sides, order, axis=1)
    stands = ((stands[:, None] >> order) & 1) @ BITS & standing(sides, inside)
    fits = np.flatnonzero(stands)
    content, fragile = (
        blocks.content[first] + blocks.content[second],
        blocks.is_fragile[first] | blocks.is_fragile[second],
    )
    new = Blocks(sides[fits], stands[fits], content[fits], volume[pair][fits], fragile[fits])
    return Joins(new, first[fits], second[fits], turn[fits], axis[fits], order[fits])


def standing(sides: Ints, inside: Size) -> Ints:
    """For boxes whose sides rise (n, 3), the sides that may be upright for the box to fit."""
    shorter, longer = sorted(inside[:2])
    high, low = sides <= inside[2], np.zeros(len(sides), dtype=np.int64)
    for n, (small, large) in enumerate(((1, 2), (0, 2), (0, 1))):
        low |= (high[:, n] & (sides[:, small] <= shorter) & (sides[:, large] <= longer)).astype(np.int64) << n
    return low


def _unstable(blocks: Blocks, first: Ints, second: Ints, here: Ints, there: Ints, axis: Ints) -> Ints:
    """1 where the two cannot stand on top of each other: both are fragile, or neither carries the other."""
    rows = np.arange(len(axis))
    bases = [sides.prod(axis=1) // sides[rows, axis] for sides in (here, there, np.minimum(here, there))]
    carried = bases[2] >= SUPPORT * np.minimum(bases[0], bases[1])
    unstable: Ints = (~carried).astype(np.int64) | (blocks.is_fragile[first] & blocks.is_fragile[second])
    return unstable
