"""Wave selection: which of the ready orders make the best wave now, and which aisles it is picked in.

The problem is that of the wave picking challenge that Mercado Livre and SOBRAPO published for the Brazilian Symposium
on Operational Research (SBPO 2025): choose orders and aisles so that the units picked per aisle visited are most, with
the units of the wave between two bounds and no more of an item than lies in the chosen aisles.

Method: aisles are added greedily by the wanted units that they hold, then exchanged while that helps (`greedy`). From
there the ratio is made best by the method of Dinkelbach ("On nonlinear fractional programming", Management Science 13,
1967): one binary programme after the other asks HiGHS for a wave that beats the best ratio so far (`exact`); when there
is none, the wave is proven to be the best.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from app.planning.selection.exact import improved
from app.planning.selection.greedy import searched
from app.planning.selection.pool import Pick, Pool

Item = TypeVar("Item")


class NoWave(ValueError):
    """No choice of orders lies between the bounds; or none was found in the time, where `proven` is false."""

    def __init__(self, proven: bool) -> None:
        super().__init__("no wave lies between the bounds" if proven else "no wave was found in the time")
        self.proven = proven


@dataclass(frozen=True)
class Selection:
    """Indexes of the chosen orders and aisles, in rising order; `proven` says that no other is better."""

    orders: tuple[int, ...]
    aisles: tuple[int, ...]
    units: int
    proven: bool

    @property
    def units_per_aisle(self) -> float:
        return self.units / len(self.aisles)


def choose_wave(
    orders: Sequence[Mapping[Item, int]],
    aisles: Sequence[Mapping[Item, int]],
    lower: int,
    upper: int,
    stop: Callable[[], bool],
    seed: int = 0,
) -> Selection:
    """The orders with the most units per aisle visited; any-time: on `stop` the best so far.

    `orders` are the units asked for of each item, `aisles` the units that lie there and may be taken; an order goes
    whole or not at all. The wave has `lower` to `upper` units, and at least one. The same seed gives the same wave
    unless `stop` cuts it short. Raises ValueError for negative units, NoWave where there is none.
    """
    pool = Pool(orders, aisles, max(lower, 1), upper)
    found = searched(pool, Random(seed), stop)
    best, proven = improved(pool, found, seed, stop)
    if best is None:
        raise NoWave(proven)
    return _told(pool, best, proven)


def _told(pool: Pool, best: Pick, proven: bool) -> Selection:
    return Selection(
        orders=tuple(sorted(pool.numbers[order] for order in best.orders)),
        aisles=tuple(sorted(best.aisles)),
        units=best.units,
        proven=proven,
    )


__all__ = ["NoWave", "Selection", "choose_wave"]
