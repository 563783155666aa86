"""The rest of a walk under way, planned again from where its picker stands."""

from collections.abc import Sequence

from app.planning.carts import OPTIMAL, path_of
from app.planning.layout import Cell, Layout, Point
from app.planning.paths import walk_metres

LEAST_GAIN = 1e-6


def onward(layout: Layout, standing_at: Cell, stops: Sequence[Cell], end: Point, policy: str = OPTIMAL) -> list[int]:
    """Indexes of `stops`, in the order in which what is left is walked shortest from the bin to `end`.

    What lies in that very cell comes first, and last what lies in a blocked aisle. The order given is kept where no
    other is shorter, so that a picker who has seen the path is not led another way for nothing. Raises NotInLayout.
    """
    here = [index for index, stop in enumerate(stops) if stop == standing_at]
    shut = [index for index, stop in enumerate(stops) if stop != standing_at and layout.is_blocked(stop)]
    left = [index for index in range(len(stops)) if index not in {*here, *shut}]
    start = layout.way_out(standing_at)
    cells = list(dict.fromkeys(stops[index] for index in left))
    turns = {cell: turn for turn, cell in enumerate(path_of(layout, cells, start, end, policy))}
    best = sorted(left, key=lambda index: turns[stops[index]])

    def metres(order: Sequence[int]) -> float:
        return walk_metres(layout, [start, *(stops[index] for index in order), end])

    if policy == OPTIMAL and metres(left) <= metres(best) + LEAST_GAIN:
        return here + left + shut
    return here + best + shut
