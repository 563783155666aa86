"""Orders to pack: cut from a known carton and made a little smaller, or picked from the demo's gift shop."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from app.demo.words import KINDS
from app.planning.cartons import ANY_WAY, UPRIGHT, CartonType, Piece, Size

SIZES = (
    (200, 150, 100), (250, 200, 100), (300, 200, 150), (350, 250, 150), (350, 250, 250),
    (400, 300, 200), (400, 300, 300), (500, 350, 300), (600, 400, 300), (600, 400, 400),
)  # fmt: skip
TYPES = tuple(CartonType("×".join(map(str, size)), size) for size in SIZES)
SMALLER = 0.97
LEAST_MM = 30
"""No cut leaves a side shorter than this."""
MOST = 12
HANDLED = 0.25
"""The share of pieces with a flag, where flags are given."""

Box = tuple[int, int, int, int, int, int]


@dataclass(frozen=True)
class Order:
    """Pieces, and the carton that they were cut from if they were."""

    pieces: tuple[Piece, ...]
    known: CartonType | None = None


def cut_orders(each: int, seed: int, handled: bool = False) -> Iterator[Order]:
    """So many orders of 1 piece, of 2, … of MOST; `handled` ones have pieces that stay upright, or are fragile."""
    for count in range(1, MOST + 1):
        for number in range(each):
            random = Random(f"{seed} {count} {number} {handled}")
            known = random.choice(TYPES)
            boxes = _cut(known.inside, count, random)
            pieces = [_piece(turn, box, boxes, random, handled) for turn, box in enumerate(boxes)]
            random.shuffle(pieces)
            yield Order(tuple(pieces), known)


def gift_orders(each: int, seed: int) -> Iterator[Order]:
    """So many orders of 1 unit, of 2, … of MOST, of the demo's items in their own sizes; some items more than once."""
    for count in range(1, MOST + 1):
        for number in range(each):
            units = Counter(Random(f"{seed} {count} {number}").choices(KINDS, k=count))
            yield Order(tuple(Piece(kind.key, kind.size, quantity=often) for kind, often in units.items()))


def _cut(inside: Size, count: int, random: Random) -> list[Box]:
    """Guillotine cuts: always one box, through and through, the larger ones more often."""
    boxes: list[Box] = [(0, 0, 0, *inside)]
    while len(boxes) < count:
        box = random.choices(boxes, [one[3] * one[4] * one[5] for one in boxes])[0]
        axis = random.choice([axis for axis in range(3) if box[3 + axis] >= 2 * LEAST_MM] or [-1])
        if axis < 0:
            continue
        long = box[3 + axis]
        at = min(max(round(long * random.uniform(0.25, 0.75)), LEAST_MM), long - LEAST_MM)
        near, far = list(box), list(box)
        near[3 + axis], far[axis], far[3 + axis] = at, box[axis] + at, long - at
        boxes.remove(box)
        boxes += [_box(near), _box(far)]
    return boxes


def _box(numbers: list[int]) -> Box:
    x, y, z, dx, dy, dz = numbers
    return x, y, z, dx, dy, dz


def _piece(turn: int, box: Box, boxes: list[Box], random: Random, handled: bool) -> Piece:
    """Its sides in any order, so that they say nothing of how it lay; what stays upright keeps its height."""
    sides = [int(side * SMALLER) for side in box[3:]]
    is_upright = handled and random.random() < HANDLED
    is_fragile = handled and random.random() < HANDLED and not any(_over(box, other) for other in boxes)
    if is_upright:
        sides[:2] = random.sample(sides[:2], 2)
    else:
        random.shuffle(sides)
    size = (sides[0], sides[1], sides[2])
    return Piece(str(turn), size, verticals=UPRIGHT if is_upright else ANY_WAY, is_fragile=is_fragile)


def _over(box: Box, other: Box) -> bool:
    """Whether the other one lay above."""
    apart = any(
        box[axis] + box[3 + axis] <= other[axis] or other[axis] + other[3 + axis] <= box[axis] for axis in (0, 1)
    )
    return not apart and other[2] > box[2]
