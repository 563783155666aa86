"""Bins and walk, chosen together; and one after the other, for comparison and for buildings that are no grid."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from app.planning.layout import Cell, Crossing, Layout, Point
from app.planning.paths import plan_path
from app.planning.scattered.demand import Choice, Demand, NotEnoughHeld
from app.planning.scattered.insertion import inserted_bins
from app.planning.scattered.rack import Bools, Rack
from app.planning.scattered.search import Search

MOST_BLOCKS = 4
Taken = list[tuple[Cell, int]]


def choose_bins(
    layout: Layout,
    demands: Sequence[Demand | tuple[int, Sequence[tuple[Cell, int]]]],
    start: Point,
    end: Point,
    stop: Callable[[], bool],
    seed: int = 0,
) -> Choice:
    """From which bins to take what is asked for, so that the walk from `start` to `end` is short.

    The best that is found until `stop`; it ends by itself where it knows that nothing is shorter. No bin gives more
    than it holds, and each demand gets just what it asks for. Equal seeds give equal choices where `stop` says the same
    at each call. In a grid of up to four blocks never longer than `nearest_bins`. Raises NotEnoughHeld, NotInLayout.
    """
    asked = _reachable(layout, demands)
    nearest = _nearest(layout, asked, start)
    if not any(nearest):
        return _choice(layout, nearest, start, end)
    if not layout.is_grid or len(layout.blocks) > MOST_BLOCKS:
        inserted = _choice(layout, inserted_bins(layout, asked, start, end, stop), start, end)
        return min(_choice(layout, nearest, start, end), inserted, key=lambda choice: choice.path.metres)
    rack = Rack(layout, asked, _crossing(layout, start), _crossing(layout, end))
    search = Search(rack, _as_bins(rack, asked, nearest), stop, seed)
    search.run()
    found = _choice(layout, _as_taken(rack, asked, search.best), start, end)
    if isinstance(start, Crossing) and isinstance(end, Crossing):
        return replace(found, is_proven=search.is_proven)
    return min(found, _choice(layout, nearest, start, end), key=lambda choice: choice.path.metres)


def nearest_bins(
    layout: Layout, demands: Sequence[Demand | tuple[int, Sequence[tuple[Cell, int]]]], start: Point, end: Point
) -> Choice:
    """Each demand from the bins nearest to the start, then the best walk. Raises NotEnoughHeld, NotInLayout."""
    return _choice(layout, _nearest(layout, _reachable(layout, demands), start), start, end)


def _reachable(layout: Layout, demands: Sequence[Demand | tuple[int, Sequence[tuple[Cell, int]]]]) -> list[Demand]:
    """The demands without the bins that nobody gets to for now; what is held in one cell is counted together."""
    found = []
    for number, (quantity, bins) in enumerate(demands):
        within: dict[Cell, int] = {}
        for cell, held in bins:
            if held > 0 and not layout.is_blocked(cell):
                within[cell] = within.get(cell, 0) + held
        if sum(within.values()) < quantity:
            raise NotEnoughHeld(number, quantity, sum(within.values()))
        found.append(Demand(quantity, tuple(within.items())))
    return found


def _nearest(layout: Layout, demands: Sequence[Demand], start: Point) -> list[Taken]:
    chosen = []
    for quantity, bins in demands:
        near = sorted(bins, key=lambda held: (layout.distance(start, held[0]), held[0].aisle, held[0].cell))
        chosen.append(_take(quantity, near))
    return chosen


def _take(quantity: int, bins: Sequence[tuple[Cell, int]]) -> Taken:
    taken = []
    for cell, held in bins:
        units = min(held, quantity)
        if units > 0:
            taken.append((cell, units))
            quantity -= units
    return taken


def _choice(layout: Layout, chosen: Sequence[Taken], start: Point, end: Point) -> Choice:
    stops = tuple(dict.fromkeys(cell for taken in chosen for cell, _ in taken))
    return Choice(tuple(map(tuple, chosen)), stops, plan_path(layout, stops, start, end))


def _crossing(layout: Layout, point: Point) -> Crossing:
    """The crossing nearest to a point in an aisle, which stands for it while bins are chosen."""
    if isinstance(point, Crossing):
        layout.position(point)
        return point
    block = layout.block_of(point.cell)
    ends = (Crossing(point.aisle, block), Crossing(point.aisle, block + 1))
    return min(ends, key=lambda crossing: layout.distance(point, crossing))


def _as_bins(rack: Rack, demands: Sequence[Demand], chosen: Sequence[Taken]) -> Bools:
    cells = [{cell for cell, _ in taken} for taken in chosen]
    return np.array([demands[demand].bins[index][0] in cells[demand] for demand, index in rack.source])


def _as_taken(rack: Rack, demands: Sequence[Demand], visited: Bools) -> list[Taken]:
    """Bins that hold more give first, so that the fewest are opened."""
    bins: list[Taken] = [[] for _ in demands]
    for number in np.flatnonzero(visited).tolist():
        demand, index = rack.source[number]
        bins[demand].append(demands[demand].bins[index])
    return [
        _take(demand.quantity, sorted(some, key=lambda held: -held[1]))
        for demand, some in zip(demands, bins, strict=True)
    ]
