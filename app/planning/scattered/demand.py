"""What is asked of items that lie in several bins, and what was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.planning.layout import Cell
from app.planning.paths import Path


class Demand(NamedTuple):
    """`quantity` units of an item that lies in `bins`: (cell, units held there). A cell may be named twice."""

    quantity: int
    bins: Sequence[tuple[Cell, int]]


class NotEnoughHeld(ValueError):
    """The bins of a demand hold less, where the walk can get, than is asked for; `demand` is its index."""

    def __init__(self, demand: int, asked: int, held: int) -> None:
        super().__init__(f"demand {demand} asks for {asked}, and its bins hold {held}")
        self.demand = demand


@dataclass(frozen=True)
class Choice:
    """`taken` holds for each demand the (cell, units) to take; `path` is the walk through `stops`, to which its
    `order` refers. `is_proven` says that no other bins make a shorter walk."""

    taken: tuple[tuple[tuple[Cell, int], ...], ...]
    stops: tuple[Cell, ...]
    path: Path
    is_proven: bool = False
