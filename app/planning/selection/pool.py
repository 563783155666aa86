"""The orders and aisles of a wave selection as arrays, and what a choice of them is worth."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Pick:
    """Chosen orders (as the pool counts them) and aisles."""

    orders: frozenset[int]
    aisles: frozenset[int]
    units: int

    @property
    def ratio(self) -> float:
        """Units per aisle."""
        return self.units / len(self.aisles)


class Pool:
    """Orders that could be filled at all, by falling units; `numbers` are the indexes that the caller knows them by.

    Raises ValueError for negative units.
    """

    def __init__(
        self, orders: Sequence[Mapping[Any, int]], aisles: Sequence[Mapping[Any, int]], lower: int, upper: int
    ) -> None:
        if any(units < 0 for row in (*orders, *aisles) for units in row.values()):
            raise ValueError("units of an item are counted from 0")
        self.lower, self.upper = lower, upper
        asked = [{item: units for item, units in order.items() if units} for order in orders]
        items = {item: number for number, item in enumerate({item: None for order in asked for item in order})}
        self.stock = np.zeros((len(aisles), len(items)), dtype=np.int64)
        for number, aisle in enumerate(aisles):
            for item in aisle.keys() & items.keys():
                self.stock[number, items[item]] = aisle[item]
        held = self.stock.sum(axis=0)
        lines = [[(items[item], units) for item, units in order.items()] for order in asked]
        units = [sum(order.values()) for order in asked]
        whole = [
            number
            for number, order in enumerate(lines)
            if 0 < units[number] <= upper and all(held[item] >= wanted for item, wanted in order)
        ]
        self.numbers = sorted(whole, key=lambda number: -units[number])
        self.lines = [lines[number] for number in self.numbers]
        self.units = [units[number] for number in self.numbers]

    @property
    def demand(self) -> NDArray[np.int64]:
        """Units of each item that all orders of the pool ask for."""
        demand = np.zeros(self.stock.shape[1], dtype=np.int64)
        for order in self.lines:
            for item, units in order:
                demand[item] += units
        return demand

    def filled(self, aisles: Iterable[int], turns: Iterable[int] | None = None) -> Pick:
        """The orders that the aisles' stock fills, up to the upper bound: the largest first, or as `turns` has them."""
        chosen = frozenset(aisles)
        left = self.stock[sorted(chosen)].sum(axis=0).tolist()
        room, orders = self.upper, []
        for number in range(len(self.lines)) if turns is None else turns:
            order = self.lines[number]
            if self.units[number] <= room and all(left[item] >= units for item, units in order):
                room -= self.units[number]
                orders.append(number)
                for item, units in order:
                    left[item] -= units
        return Pick(frozenset(orders), chosen, self.upper - room)

    def is_possible(self, pick: Pick) -> bool:
        """Whether the bounds hold, and the stock of the pick's aisles is enough for its orders."""
        left = self.stock[sorted(pick.aisles)].sum(axis=0)
        for order in pick.orders:
            for item, units in self.lines[order]:
                left[item] -= units
        return self.lower <= pick.units <= self.upper and not (left < 0).any()
