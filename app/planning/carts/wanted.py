"""What carts are planned from, and the plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.planning.allocation import BinStock, OrderDemand
from app.planning.batching import Cart, Goods, Pickers
from app.planning.layout import Layout, Point
from app.planning.zones import Zone

OPTIMAL = "optimal"


@dataclass(frozen=True)
class Place:
    """Where walks begin and end in a building; without a layout there are no metres, and bins go by address."""

    layout: Layout | None = None
    start: Point | None = None
    end: Point | None = None


@dataclass(frozen=True)
class Rules:
    """What the warehouse insists on. `policy` is a key of paths.policies; `zones` (none: they do not matter) are picked
    side by side, or with `passed_on` a cart goes from one to the next; with `pickers` and the time `at` which they
    begin, nothing is late that could be on time.
    """

    policy: str = OPTIMAL
    mix_priorities: bool = True
    zones: tuple[Zone, ...] = ()
    passed_on: bool = False
    pickers: Pickers | None = None
    at: datetime | None = None
    seed: int = 1

    @property
    def apart(self) -> tuple[Zone, ...]:
        """The zones whose goods never share a cart."""
        return () if self.passed_on else self.zones


@dataclass(frozen=True)
class Wanted:
    """Orders to fill from `stocks` per item id, with what they are carried on, where, and by which rules."""

    orders: Sequence[OrderDemand]
    stocks: Mapping[int, Sequence[BinStock]]
    cart: Cart
    place: Place = Place()
    whole_orders_first: bool = True
    rules: Rules = Rules()


@dataclass(frozen=True)
class Take:
    """Goods for an order, at their place in the walk."""

    order_id: int
    goods: Goods


@dataclass(frozen=True)
class PlannedCart:
    """One walk, or one for each zone that passes the cart on: what is taken, in path order.

    `closes` are the orders that no later cart of the plan picks for.
    """

    takes: tuple[Take, ...]
    metres: float
    closes: frozenset[int] = field(default=frozenset())


@dataclass(frozen=True)
class CartPlan:
    """The carts in the order in which they start; the metres of all, and those of first come, first served."""

    carts: tuple[PlannedCart, ...]
    metres: float = 0.0
    first_come_metres: float = 0.0


@dataclass(frozen=True)
class Progress:
    """How far planning is: the share that is done, and the metres of the best plan so far."""

    share: float
    metres: float
