"""What slotting is asked about: bins, what lies in them, and whether it may lie elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.planning.layout import Cell


@dataclass(frozen=True)
class Bin:
    """A bin, what lies in it (an item's id, or None), and what it carries. What lies in a `fixed` bin stays there."""

    id: int
    cell: Cell
    item_id: int | None = None
    zone: int | None = None
    volume_l: float = inf
    weight_kg: float = inf
    fixed: bool = False


@dataclass(frozen=True)
class Size:
    """What an item's stock in its bin takes in all."""

    volume_l: float = 0.0
    weight_kg: float = 0.0


class Exchange(NamedTuple):
    """Indexes of two bins: what lies in the source goes to the target, what lies there comes back."""

    source: int
    target: int


class Rules:
    """Which exchanges may be: within a zone, between bins that each carry what comes, of what is not fixed."""

    def __init__(self, bins: Sequence[Bin], sizes: Mapping[int, Size]) -> None:
        stocks = [sizes.get(bin_.item_id, Size()) if bin_.item_id is not None else Size() for bin_ in bins]
        self._needs = np.array([(stock.volume_l, stock.weight_kg) for stock in stocks]).reshape(-1, 2)
        self._carries = np.array([(bin_.volume_l, bin_.weight_kg) for bin_ in bins]).reshape(-1, 2)
        zones = {zone: number for number, zone in enumerate(dict.fromkeys(bin_.zone for bin_ in bins))}
        self._zone = np.array([zones[bin_.zone] for bin_ in bins], dtype=np.intp)
        self._free = np.array([not bin_.fixed for bin_ in bins], dtype=np.bool_)

    def targets(self, source: int) -> NDArray[np.bool_]:
        """For each bin, whether the source's stock may change places with it."""
        fits = (self._needs[source] <= self._carries).all(axis=1) & (self._needs <= self._carries[source]).all(axis=1)
        may: NDArray[np.bool_] = fits & (self._zone == self._zone[source]) & self._free & self._free[source]
        return may
