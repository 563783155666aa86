"""Which stops of a walk somebody else takes over: whole orders where that walks less, else the last ones."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite

from app.planning.carts import Place, path_of
from app.planning.layout import Cell, NotInLayout, Point
from app.planning.paths import walk_metres

MOST_BEYOND = 0.5
"""A whole order still goes along where at most this share of its stops is more than was asked for."""
LEAST_GAIN = 1e-6


@dataclass(frozen=True)
class OpenStop:
    """A stop still to do. `order` is its place on the cart; `is_whole`: nothing of that place was picked yet."""

    cell: Cell | None
    order: int
    may_go: bool = True
    is_whole: bool = True


@dataclass(frozen=True)
class Walks:
    """Where the one walk goes on from, and where the other begins; both end at the lane of `place`."""

    place: Place
    here: Point | None
    policy: str

    def metres(self, stops: Sequence[OpenStop], going: frozenset[int]) -> float:
        """What both walk together when those go; 0 where too little is known of the building."""
        cells = [stop.cell for stop in stops if stop.cell]
        if self.place.layout is None or len(cells) < len(stops):
            return 0.0
        stay = [cell for index, cell in enumerate(cells) if index not in going]
        go = [cell for index, cell in enumerate(cells) if index in going]
        try:
            return self._walk(self.here, stay) + self._walk(self.place.start, go)
        except NotInLayout:
            return 0.0

    def _walk(self, start: Point | None, cells: Sequence[Cell]) -> float:
        layout, end = self.place.layout, self.place.end
        if layout is None or start is None or end is None:
            return 0.0
        path = path_of(layout, list(dict.fromkeys(cells)), start, end, self.policy)
        return walk_metres(layout, [start, *path, end])


def divide(stops: Sequence[OpenStop], walks: Walks, count: int | None = None) -> tuple[int, ...]:
    """Indexes of the stops that go, in path order: `count` of them, or as many as lie on the second half of the way.

    Somebody keeps at least one, and what may not go stays. Empty where nothing can go. Whole orders go, perhaps a few
    stops more or less, where both walk no more than with the last stops of the path.
    """
    movable = [index for index, stop in enumerate(stops) if stop.may_go]
    most = min(len(movable), len(stops) - 1)
    wanted = min(count if count is not None else _second_half(stops, walks), most)
    if wanted < 1:
        return ()
    last = frozenset(movable[-wanted:])
    candidates = [found for found in _whole_orders(stops, wanted, most) if found]
    best = min(candidates, key=lambda found: walks.metres(stops, found), default=last)
    if walks.metres(stops, best) > walks.metres(stops, last) + LEAST_GAIN:
        best = last
    return tuple(sorted(best))


def _second_half(stops: Sequence[OpenStop], walks: Walks) -> int:
    """How many stops lie beyond the middle of the way; beyond the middle of the list where no way is known."""
    known = [stop.cell for stop in stops if stop.cell]
    layout, end = walks.place.layout, walks.place.end
    if layout is None or end is None or walks.here is None or len(known) < len(stops):
        return len(stops) // 2
    try:
        legs = [layout.distance(one, other) for one, other in zip([walks.here, *known], [*known, end], strict=True)]
    except NotInLayout:
        return len(stops) // 2
    walked, half = 0.0, sum(legs) / 2
    if not isfinite(half):
        return len(stops) // 2
    for index, metres in enumerate(legs[:-1]):
        walked += metres
        if walked > half:
            return max(1, len(stops) - max(1, index))
    return 1


def _whole_orders(stops: Sequence[OpenStop], wanted: int, most: int) -> list[frozenset[int]]:
    """Sets of whole orders of about so many stops: those whose stops come last, and those that begin last."""
    orders: defaultdict[int, list[int]] = defaultdict(list)
    for index, stop in enumerate(stops):
        orders[stop.order].append(index)
    whole = [
        found for found in orders.values() if all(stops[index].may_go and stops[index].is_whole for index in found)
    ]
    ranks: Sequence[Callable[[list[int]], float]] = (lambda found: sum(found) / len(found), min, max)
    return [_filled(sorted(whole, key=rank, reverse=True), wanted, most) for rank in ranks]


def _filled(orders: Sequence[list[int]], wanted: int, most: int) -> frozenset[int]:
    taken: set[int] = set()
    for found in orders:
        beyond = len(taken) + len(found) - wanted
        if len(taken) < wanted and beyond <= MOST_BEYOND * len(found) and len(taken) + len(found) <= most:
            taken.update(found)
    return frozenset(taken)
