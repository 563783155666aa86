"""What batching is asked: orders with their visits, what a cart carries, who walks, and what may not be mixed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, inf

from app.planning.layout import Cell, Layout, Point


@dataclass(frozen=True)
class Cart:
    """What a cart carries at most, in all. `lines` bounds how many lines one task has.

    `places` are for totes. With `units_in_tote` an order takes as many places as its units fill totes; with
    `shared_totes` orders share totes, so that only the units of the whole cart count, and an order's `places` do not.
    """

    places: float = inf
    units: float = inf
    volume_l: float = inf
    weight_kg: float = inf
    lines: float = inf
    orders: float = inf
    units_in_tote: float = inf
    shared_totes: bool = False

    def limits(self) -> tuple[float, ...]:
        """The most of each of `BatchOrder.room`'s measures; what is `inf` has no limit."""
        units = min(self.units, self.places * self.units_in_tote) if self.shared_totes else self.units
        places = inf if self.shared_totes else self.places
        return places, units, self.volume_l, self.weight_kg, self.lines, self.orders

    def carries(self, room: Sequence[float]) -> bool:
        """Whether what takes `room` (in the order of `limits`) goes on one cart."""
        return all(taken <= limit + TOLERANCE for taken, limit in zip(room, self.limits(), strict=True))


TOLERANCE = 1e-9
"""Sums of litres and kilograms are floats: 0.1 + 0.2 kg go on a cart for 0.3 kg."""


@dataclass(frozen=True)
class Visit:
    """Units of one line to take from one cell; a bin outside the layout has no cell, and counts no metres.

    `reach_seconds` is what reaching up to the bin takes.
    """

    cell: Cell | None
    units: int = 1
    reach_seconds: float = 0.0


@dataclass(frozen=True)
class BatchOrder:
    """An order, or a part of one, that goes on one cart whole.

    `volume_l` and `weight_kg` are the whole order's. `due` is the second, on the clock of `Pickers.starts_at`, until
    which its walk must be over. Orders are only kept apart by `priority` and `zone` if the problem says so.
    """

    visits: tuple[Visit, ...]
    volume_l: float = 0.0
    weight_kg: float = 0.0
    places: int = 1
    due: float | None = None
    priority: int = 0
    zone: str | None = None

    @property
    def units(self) -> int:
        """How many things it asks for."""
        return sum(visit.units for visit in self.visits)

    @property
    def lines(self) -> int:
        """How often a picker takes something from a bin for it."""
        return len(self.visits)

    @property
    def reach_seconds(self) -> float:
        """What reaching up to its bins takes in all."""
        return sum(visit.reach_seconds for visit in self.visits)

    def room(self, cart: Cart) -> tuple[float, ...]:
        """What it takes of the cart, in the order of `Cart.limits`."""
        units = self.units
        totes = max(self.places, ceil(units / cart.units_in_tote)) if cart.units_in_tote < inf else self.places
        return 0 if cart.shared_totes else totes, units, self.volume_l, self.weight_kg, self.lines, 1


@dataclass(frozen=True)
class Pickers:
    """Who walks: all begin at `starts_at` seconds, walk alike, and take the next batch when they are back.

    A batch takes `seconds_per_start`, its metres at `metres_per_second`, and `seconds_per_pick` for each visit,
    beside what its bins take to reach up to.
    Raises ValueError where nobody walks, or nobody moves.
    """

    number: int = 1
    metres_per_second: float = 1.0
    seconds_per_pick: float = 0.0
    seconds_per_start: float = 0.0
    starts_at: float = 0.0

    def __post_init__(self) -> None:
        if self.number < 1 or self.metres_per_second <= 0:
            raise ValueError("a batch needs a picker, and a picker moves")
        if min(self.seconds_per_pick, self.seconds_per_start) < 0:
            raise ValueError("picking takes seconds, not less than none")

    def seconds(self, metres: float, lines: float, reaching: float = 0.0) -> float:
        """How long a batch takes from its start; `reaching` are the seconds of reaching up."""
        return self.seconds_per_start + metres / self.metres_per_second + self.seconds_per_pick * lines + reaching


@dataclass(frozen=True)
class BatchProblem:
    """Which orders go on which carts. Without a layout or a start there are no metres, and fewer carts are better.

    A walk ends where it starts unless `end` says otherwise. Without `pickers` nothing is late; batches with the
    earliest due time come first.
    """

    orders: tuple[BatchOrder, ...]
    cart: Cart = Cart()
    layout: Layout | None = None
    start: Point | None = None
    end: Point | None = None
    pickers: Pickers | None = None
    mix_priorities: bool = True
    mix_zones: bool = True

    def kind(self, order: BatchOrder) -> tuple[int | None, str | None]:
        """Orders of different kinds are never on one cart."""
        return None if self.mix_priorities else order.priority, None if self.mix_zones else order.zone


def parts_of(order: BatchOrder, cart: Cart) -> list[BatchOrder]:
    """The order in parts that a cart carries each, line by line; a line is cut only where it fills a cart alone.

    Litres and kilograms are shared out by units. A single unit that is too much for a cart is a part of its own.
    """
    if cart.carries(order.room(cart)):
        return [order]
    parts: list[BatchOrder] = []
    for piece in (piece for visit in order.visits for piece in _pieces(order, visit, cart)):
        if parts and cart.carries((longer := _part(order, (*parts[-1].visits, piece))).room(cart)):
            parts[-1] = longer
        else:
            parts.append(_part(order, (piece,)))
    return parts or [order]


def _part(order: BatchOrder, visits: tuple[Visit, ...]) -> BatchOrder:
    share = sum(visit.units for visit in visits) / max(1, order.units)
    places = max(1, ceil(order.places * share))
    return replace(
        order, visits=visits, volume_l=order.volume_l * share, weight_kg=order.weight_kg * share, places=places
    )


def _pieces(order: BatchOrder, visit: Visit, cart: Cart) -> Iterator[Visit]:
    """The units of a line in pieces that a cart carries."""
    units = max(1, order.units)
    bounds = [cart.limits()[1]]
    bounds += [] if cart.shared_totes else [cart.places * cart.units_in_tote]
    bounds += [cart.volume_l * units / order.volume_l] if order.volume_l else []
    bounds += [cart.weight_kg * units / order.weight_kg] if order.weight_kg else []
    most = min(bounds)
    size = visit.units if most >= visit.units else max(1, floor(most + TOLERANCE))
    for taken in range(0, visit.units, size):
        yield replace(visit, units=min(size, visit.units - taken))
