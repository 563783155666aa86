"""What a packer takes beside the carton, by the handling flags of what goes into it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from math import ceil, prod

from app.planning.cartons.goods import PackedCarton, Size

BUBBLE_WRAP, SEALED_BAG, PAPER = "bubble_wrap", "sealed_bag", "paper"
FRAGILE_LABEL, UPRIGHT_LABEL, DANGEROUS_LABEL = "fragile_label", "this_way_up_label", "dangerous_goods_label"

AROUND = {"fragile": BUBBLE_WRAP, "liquid": SEALED_BAG}
"""Around each unit, in this order from the inside out."""
THICKNESS_MM = {BUBBLE_WRAP: 5, SEALED_BAG: 0}
"""What it adds on each side."""
ON_CARTON = {"fragile": FRAGILE_LABEL, "keep_upright": UPRIGHT_LABEL, "dangerous": DANGEROUS_LABEL}
"""On the carton, once, if anything in it has the flag."""
LITRE = 1_000_000


def wrapped(sides: Size, flags: Collection[str]) -> Size:
    """The sides of a unit in what goes around it: plan the carton with these."""
    more = 2 * sum(THICKNESS_MM[material] for flag, material in AROUND.items() if flag in flags)
    return sides[0] + more, sides[1] + more, sides[2] + more


def materials(packed: PackedCarton, flags: Mapping[str, Collection[str]]) -> dict[str, int]:
    """How much of which material a carton takes: pieces of each, and paper for what stays empty in whole litres.

    `flags` are the handling flags by piece; a piece that is not in it has none.
    """
    units = [flags.get(place.piece_id, ()) for place in packed.places]
    counted = Counter(_around(units))
    counted.update({label for flag, label in ON_CARTON.items() if any(flag in some for some in units)})
    taken = sum(prod((place.dx, place.dy, place.dz)) for place in packed.places)
    counted[PAPER] = ceil((packed.carton.volume - taken) / LITRE)
    return dict(+counted)


def _around(units: Iterable[Collection[str]]) -> Iterable[str]:
    return (material for some in units for flag, material in AROUND.items() if flag in some)
