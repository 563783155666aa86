"""Which cartons, and how all lies in them."""

from collections import Counter
from collections.abc import Callable, Sequence
from random import Random

from app.planning.cartons.filling import PLAIN, filled, some_taste
from app.planning.cartons.goods import ANY_WAY, CartonPlan, CartonType, PackedCarton, Piece
from app.planning.cartons.search import Search, Solver
from app.planning.cartons.shapes import Goods, Packing

FILLINGS = 1_000
"""Of one carton by chance, at most: bounds the time without a clock."""
_OVER = object()


def plan_cartons(
    pieces: Sequence[Piece],
    types: Sequence[CartonType],
    stop: Callable[[], bool],
    seed: int = 0,
    solver: Solver | None = None,
) -> CartonPlan:
    """The smallest sufficient carton, else as few and as small ones as are found until `stop()`; any-time.

    A first plan is made whatever `stop` says: by one filling of the largest carton, and more where that is not enough.
    From then on it is asked every few milliseconds. Dangerous pieces lie apart from the others. `left`
    names the units that fit no carton alone. The same seed gives the same plan unless `stop` cuts it short. Raises
    ValueError for two pieces of one id, and for extents, quantities or weights that are not of this world.
    """
    _check(pieces, types)
    shapes = {piece.id: Goods([piece]).shapes[0] for piece in pieces}
    takes = {piece.id: any(shapes[piece.id].fits(carton) for carton in types) for piece in pieces}
    left = [piece.id for piece in pieces if not takes[piece.id] for _ in range(piece.quantity)]
    groups = [
        [piece for piece in pieces if takes[piece.id] and piece.is_dangerous is dangerous]
        for dangerous in (False, True)
    ]
    searches = [Search(Goods(group), types, Random(seed), solver) for group in groups if group]
    running = [search.tries(stop) for search in searches]
    while running and not stop():
        running = [tries for tries in running if next(tries, _OVER) is not _OVER]
    cartons = [packed for search in searches for packed in search.named()]
    return CartonPlan(tuple(cartons), tuple(left), all(search.is_proven for search in searches))


def fill_carton(
    pieces: Sequence[Piece], carton: CartonType, stop: Callable[[], bool], seed: int = 0
) -> tuple[PackedCarton, tuple[str, ...]]:
    """As much of the pieces as finds room in one carton until `stop()`, by volume, and the ids of the units that are
    left out; any-time. Raises ValueError as plan_cartons does, and where dangerous pieces are among others."""
    _check(pieces, [carton])
    if len({piece.is_dangerous for piece in pieces}) > 1:
        raise ValueError("dangerous goods share no carton with others")
    goods, random = Goods(pieces), Random(seed)
    best = filled(goods.shapes, goods.counts, carton, PLAIN[0], random, lambda: False)
    for number in range(1, FILLINGS):
        if stop() or not any(best[1]):
            break
        taste = PLAIN[number] if number < len(PLAIN) else some_taste(random)
        found = filled(goods.shapes, goods.counts, carton, taste, random, stop)
        best = min(best, found, key=lambda one: goods.volume(one[1]))
    packed = next(goods.named([Packing(carton, best[0])]))
    out = Counter({piece.id: piece.quantity for piece in pieces})
    out.subtract(place.piece_id for place in packed.places)
    return packed, tuple(out.elements())


def _check(pieces: Sequence[Piece], types: Sequence[CartonType]) -> None:
    if len({piece.id for piece in pieces}) < len(pieces):
        raise ValueError("two pieces have one id")
    for piece in pieces:
        if min(*piece.sides, piece.quantity) < 1 or piece.weight_g < 0 or not {*piece.verticals} & {*ANY_WAY}:
            raise ValueError(f"{piece.id} is no piece")
    for carton in types:
        if min(carton.inside) < 1 or carton.carries_g < 0 or carton.weight_g < 0:
            raise ValueError(f"{carton.name} is no carton")
