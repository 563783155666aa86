"""The best path that there is for a layout: exact where it is a grid, improved where it is not."""

from collections.abc import Iterator, Sequence

from app.planning.layout import Cell, Layout, Point
from app.planning.paths.classic import CLASSIC
from app.planning.paths.directed import improved_walk
from app.planning.paths.exact import shortest_pieces
from app.planning.paths.floor import terminals
from app.planning.paths.legs import Spot, legs, node, spot
from app.planning.paths.tour import trails, zigzag
from app.planning.paths.walks import Path, distances, path_through

EXACT_BLOCKS = 4
"""Up to so many blocks the dynamic programme is quick."""
HEAVIER = 2.0
"""An item that weighs so many times another should not be laid on it."""


def plan_path(layout: Layout, stops: Sequence[Cell], start: Point, end: Point, weights: Sequence[float] = ()) -> Path:
    """A shortest walk from `start` through all `stops` to `end`, each stop exactly once.

    Exact in a grid of up to four blocks, else the best that a bounded effort finds, never longer than any classic
    policy. `start` and `end` may differ, and may be cells. Of equally long walks it keeps one without needless zigzag;
    with `weights` (kilograms of each stop) one that meets heavy stops early, also by leaving a light one for the way
    back. Raises NotInLayout for a point outside, NoWay where no walk comes to every stop.
    """
    cells = list(dict.fromkeys(stops))
    if layout.is_grid and len(layout.blocks) <= EXACT_BLOCKS:
        order = _exact(layout, cells, start, end, _weight_by_cell(stops, weights))
    else:
        order = _improved(layout, cells, start, end)
    return path_through(layout, stops, start, end, order, weights)


def _exact(layout: Layout, cells: list[Cell], start: Point, end: Point, weights: dict[Cell, float]) -> list[Cell]:
    ends = terminals(layout, start, end)
    found = list(legs(layout, shortest_pieces(layout, cells, start, end), ends))
    cells_at: dict[Spot, list[Cell]] = {}
    for cell in cells:
        cells_at.setdefault(spot(layout, cell), []).append(cell)
    weight_at = {at: max(weights.get(cell, 0.0) for cell in some) for at, some in cells_at.items()}
    walks = [[at for at in trail if at in cells_at] for trail in trails(found, node(layout, start))]
    if len(ends) == 1:
        walks += [walk[::-1] for walk in walks]
    orders = [order for walk in walks for order in _picks(walk, weight_at if weights else {})]
    best = min(orders, key=lambda order: (_lateness(order, weight_at), zigzag(order)))
    return [cell for at in best for cell in cells_at[at]]


def _picks(walk: list[Spot], weights: dict[Spot, float]) -> Iterator[list[Spot]]:
    """Each spot when it is first met; or a light one when it is last met, where something much heavier lies between."""
    first = list(dict.fromkeys(walk))
    yield first
    if not weights:
        return
    last = {at: place for place, at in enumerate(walk)}
    begun = {at: place for place, at in reversed(list(enumerate(walk)))}

    def place(at: Spot) -> int:
        between = (weights[other] for other in walk[begun[at] + 1 : last[at]])
        return last[at] if max(between, default=0.0) >= HEAVIER * weights[at] > 0 else begun[at]

    yield sorted(first, key=place)


def _lateness(order: list[Spot], weights: dict[Spot, float]) -> float:
    """The lower, the earlier what is heavy."""
    return sum(place * weights[at] for place, at in enumerate(order))


def _weight_by_cell(stops: Sequence[Cell], weights: Sequence[float]) -> dict[Cell, float]:
    heaviest: dict[Cell, float] = {}
    for stop, weight in zip(stops, weights, strict=False):
        heaviest[stop] = max(heaviest.get(stop, 0.0), weight)
    return heaviest


def _improved(layout: Layout, cells: list[Cell], start: Point, end: Point) -> list[Cell]:
    metres = distances(layout, [start, *cells, end])
    walks = [
        [0, *(index + 1 for index in policy(layout, cells, start, end).order), len(cells) + 1]
        for policy in CLASSIC.values()
    ]
    return [cells[index - 1] for index in improved_walk(metres, walks)[1:-1]]
