"""What is packed, into what, and how it then lies. Lengths are whole millimetres, weights grams."""

from dataclasses import dataclass
from functools import cached_property
from math import inf, prod

Size = tuple[int, int, int]

ANY_WAY, UPRIGHT = (0, 1, 2), (2,)
SUPPORT = 0.7
"""So much of a piece's base stands on the floor or on other pieces."""
LEVEL_MM = 3
"""What ends at most so far below a base carries it: no two boxes are alike to the millimetre."""


@dataclass(frozen=True)
class Piece:
    """`quantity` units alike; of its sides the third is the height.

    `verticals` are the sides that may stand upright: all, or UPRIGHT. A fragile piece has nothing above it; dangerous
    pieces lie in cartons of their own.
    """

    id: str
    sides: Size
    weight_g: int = 0
    verticals: tuple[int, ...] = ANY_WAY
    is_fragile: bool = False
    is_dangerous: bool = False
    quantity: int = 1


@dataclass(frozen=True)
class CartonType:
    """`inside` is length, width and height; `carries_g` is what may lie in it. The one that costs less is chosen, then
    the smaller one."""

    name: str
    inside: Size
    weight_g: int = 0
    carries_g: float = inf
    cost: float = 0.0

    @cached_property
    def volume(self) -> int:
        """In cubic millimetres."""
        return prod(self.inside)

    @cached_property
    def rank(self) -> tuple[float, int]:
        """The lower, the better."""
        return self.cost, self.volume


@dataclass(frozen=True)
class Place:
    """Where one unit of a piece lies: its corner nearest to the origin, and its extents as it is turned."""

    piece_id: str
    x: int
    y: int
    z: int
    dx: int
    dy: int
    dz: int


@dataclass(frozen=True)
class PackedCarton:
    """Places in the order in which a packer puts them in: what carries comes before what it carries."""

    carton: CartonType
    places: tuple[Place, ...]
    weight_g: int

    @property
    def fill(self) -> float:
        """The share of the room inside that is taken."""
        return sum(place.dx * place.dy * place.dz for place in self.places) / self.carton.volume


@dataclass(frozen=True)
class CartonPlan:
    """Cartons; in `left` the ids of units that no carton takes; `is_proven` says that no cheaper plan can be."""

    cartons: tuple[PackedCarton, ...]
    left: tuple[str, ...] = ()
    is_proven: bool = False
