"""What was only put beside and on top of each other, let down until it stands; and whether it then does."""

from collections.abc import Iterable, Sequence

from app.planning.cartons.goods import LEVEL_MM, SUPPORT
from app.planning.cartons.shapes import Lying, Shape


def settled(lying: Iterable[Lying], shapes: Sequence[Shape]) -> tuple[Lying, ...] | None:
    """Each piece as low as it comes, from the lowest on; None if one is not carried, or lies over a fragile one."""
    down: list[Lying] = []
    for one in sorted(lying, key=lambda piece: piece.z):
        under = [(other, area) for other in down if (area := one.over(other))]
        z = max((other.top for other, _ in under), default=0)
        if any(shapes[other.shape].is_fragile for other, _ in under):
            return None
        carried = sum(area for other, area in under if z - other.top <= LEVEL_MM)
        if z > LEVEL_MM and carried < SUPPORT * one.dx * one.dy:
            return None
        down.append(one._replace(z=z))
    return tuple(down)
