"""Whether a carton is packed as the rules say. It shares no code with the planning, so that it can judge it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from app.planning.cartons.goods import LEVEL_MM, SUPPORT, CartonPlan, CartonType, PackedCarton, Piece, Place

Span = tuple[int, int]


def wrong_in_plan(plan: CartonPlan, pieces: Sequence[Piece]) -> list[str]:
    """What is wrong with a plan for `pieces`, in words; nothing, where it is right."""
    known = {piece.id: piece for piece in pieces}
    units = Counter({piece.id: piece.quantity for piece in pieces})
    told = Counter(place.piece_id for packed in plan.cartons for place in packed.places)
    told.update(plan.left)
    counted = [f"{name}: {told[name]} of {units[name]}" for name in {*told, *units} if told[name] != units[name]]
    return [*counted, *(wrong for packed in plan.cartons for wrong in wrong_in_carton(packed, known))]


def wrong_in_carton(packed: PackedCarton, pieces: Mapping[str, Piece]) -> list[str]:
    """What is wrong with one carton."""
    return [*wrong_in_space(packed.carton, packed.places), *_handled(packed, pieces), *_carried(packed.places, pieces)]


def wrong_in_space(carton: CartonType, places: Sequence[Place]) -> list[str]:
    """Parts outside, and parts where two pieces would be."""
    outside = [
        f"{place.piece_id} is outside"
        for place in places
        for (begin, end), room in zip(_spans(place), carton.inside, strict=True)
        if begin < 0 or end > room or end <= begin
    ]
    overlaps = [
        f"{one.piece_id} and {other.piece_id} overlap"
        for one, other in combinations(places, 2)
        if all(_shared(a, b) > 0 for a, b in zip(_spans(one), _spans(other), strict=True))
    ]
    return outside + overlaps


def _handled(packed: PackedCarton, pieces: Mapping[str, Piece]) -> Iterator[str]:
    """Turned as it may not be, too heavy, or with what it may not lie with."""
    inside = [pieces[place.piece_id] for place in packed.places]
    for piece, place in zip(inside, packed.places, strict=True):
        if not any(_lies(piece, place, vertical) for vertical in piece.verticals):
            yield f"{piece.id} lies in a way that it may not"
    weight = sum(piece.weight_g for piece in inside)
    if weight > packed.carton.carries_g:
        yield f"{weight} g in {packed.carton.name}"
    if packed.weight_g != weight + packed.carton.weight_g:
        yield f"{packed.carton.name} does not weigh {packed.weight_g} g"
    if len({piece.is_dangerous for piece in inside}) > 1:
        yield f"dangerous goods lie with others in {packed.carton.name}"


def _lies(piece: Piece, place: Place, vertical: int) -> bool:
    lying = sorted(side for number, side in enumerate(piece.sides) if number != vertical)
    return place.dz == piece.sides[vertical] and sorted([place.dx, place.dy]) == lying


def _carried(places: Sequence[Place], pieces: Mapping[str, Piece]) -> Iterator[str]:
    """In the air, over a fragile piece, or put in before what carries it."""
    for number, place in enumerate(places):
        below = [(other, _over(place, other)) for other in places if other is not place and other.z < place.z]
        for other, area in below:
            if area and pieces[other.piece_id].is_fragile:
                yield f"{place.piece_id} lies over {other.piece_id}, which is fragile"
        carrying = [(other, area) for other, area in below if area and 0 <= place.z - other.z - other.dz <= LEVEL_MM]
        if place.z > LEVEL_MM and sum(area for _, area in carrying) < SUPPORT * place.dx * place.dy:
            yield f"{place.piece_id} is not carried"
        if any(other is later for other, _ in carrying for later in places[number + 1 :]):
            yield f"{place.piece_id} is put in before what carries it"


def _over(one: Place, other: Place) -> int:
    """The area that both cover, seen from above."""
    across, along = (max(0, _shared(a, b)) for a, b in _flat(one, other))
    return across * along


def _flat(one: Place, other: Place) -> Iterable[tuple[Span, Span]]:
    return zip(_spans(one)[:2], _spans(other)[:2], strict=True)


def _spans(place: Place) -> tuple[Span, Span, Span]:
    return (place.x, place.x + place.dx), (place.y, place.y + place.dy), (place.z, place.z + place.dz)


def _shared(one: Span, other: Span) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])
