"""Where what came in should lie: for each lot the bins that take it, the best first.

A bin takes goods only where the rules allow it. Among those that do, they go to a forward bin that asks for them or to
their own lot, else to their own item, else to an empty bin: near the depot what is asked for often, far from it what is
asked for rarely.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import heapify, heappop

OFTEN, RARELY = "A", "C"
DANGEROUS = "dangerous"


@dataclass(frozen=True)
class Goods:
    """`units` of a lot that want a place. `volume_ml` and `weight_g` are of one unit, None where nobody measured it.

    `whole`: a plate as it came, for the reserve levels; the rest goes within reach first.
    """

    id: int
    item_id: int
    lot_id: int
    units: int
    volume_ml: int | None = None
    weight_g: int | None = None
    flags: frozenset[str] = frozenset()
    demand: str = ""
    whole: bool = False


@dataclass(frozen=True)
class Bin:
    """`lots` that lie there as (item, lot), with the flags of their items; `free_ml` is None where no size is known.

    `takes`: the handling flags that its zone is for; `metres` is how far it is from the depot. `kept_for`: the only
    items that somebody meant it for; none where it is for any.
    """

    id: int
    address: str
    reserve: bool = False
    level: int | None = None
    metres: float = 0.0
    free_ml: int | None = None
    takes: frozenset[str] = frozenset()
    lots: frozenset[tuple[int, int]] = frozenset()
    flags: frozenset[str] = frozenset()
    kept_for: frozenset[int] = frozenset()

    def holds(self, item_id: int) -> bool:
        return any(item == item_id for item, _ in self.lots)


@dataclass(frozen=True)
class PlaceRules:
    """`heavy_g`: from this weight on a unit goes no higher than `low_levels`; 0: anywhere. `mixed`: items share bins.

    `room` is how many more units of an item a forward bin takes, by (bin, item), where it has a maximum; `zoned` are
    flags that some zone is for, also one of which no bin is given.
    """

    heavy_g: int = 0
    low_levels: int = 0
    mixed: bool = False
    room: Mapping[tuple[int, int], int] = field(default_factory=dict)
    zoned: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Placing:
    goods_id: int
    bin_id: int
    units: int


FULL, OTHERS, KEPT, ZONE, HEAVY, APART = "full", "others", "kept", "zone", "heavy", "apart"
"""Why a bin does not take goods."""


def place(goods: Sequence[Goods], bins: Iterable[Bin], rules: PlaceRules) -> list[Placing]:
    """A bin for each unit, as far as there are bins that take it; equal input gives equal places."""
    now = {one.id: one for one in bins}
    zoned = rules.zoned.union(*(one.takes for one in now.values()))
    room = dict(rules.room)
    rules = replace(rules, room=room)
    placings = []
    for one in sorted(goods, key=_order):
        left = one.units
        for bin_id in _best_first(one, now.values(), rules, zoned):
            units = min(left, fits(one, now[bin_id], rules))
            placings.append(Placing(one.id, bin_id, units))
            now[bin_id] = _with(now[bin_id], one, units)
            if (bin_id, one.item_id) in room:
                room[bin_id, one.item_id] -= units
            left -= units
            if not left:
                break
    return placings


def why_not(goods: Goods, into: Bin, rules: PlaceRules, zoned: frozenset[str]) -> str:
    """Why the bin takes none of the goods; empty where it takes some. `zoned` are the flags that some zone is for."""
    if into.takes and not goods.flags & into.takes:
        return ZONE
    if goods.flags & zoned - into.takes:
        return ZONE
    if rules.heavy_g and (goods.weight_g or 0) >= rules.heavy_g and (into.level or 1) > rules.low_levels:
        return HEAVY
    if into.lots and (DANGEROUS in goods.flags) != (DANGEROUS in into.flags):
        return APART
    others = any(item != goods.item_id for item, _ in into.lots)
    if others and (not rules.mixed or into.free_ml is None or goods.volume_ml is None):
        return OTHERS
    if into.kept_for and goods.item_id not in into.kept_for and not rules.mixed:
        return KEPT
    return "" if fits(goods, into, rules) else FULL


def fits(goods: Goods, into: Bin, rules: PlaceRules) -> int:
    """How many units of the goods there is room for; all of them where no size and no maximum is known."""
    units = goods.units
    if into.free_ml is not None and goods.volume_ml:
        units = min(units, into.free_ml // goods.volume_ml)
    room = rules.room.get((into.id, goods.item_id))
    return max(0, units if room is None or into.reserve else min(units, room))


def _order(goods: Goods) -> tuple[bool, int, int]:
    """What may lie in few bins chooses first: what has flags, then what is heavy."""
    return not goods.flags, -(goods.weight_g or 0), goods.id


def _best_first(goods: Goods, bins: Iterable[Bin], rules: PlaceRules, zoned: frozenset[str]) -> Iterable[int]:
    """A heap, because one or two bins of ten thousand are enough."""
    ranked = [(_rank(goods, one, rules), one.id) for one in bins if not why_not(goods, one, rules, zoned)]
    heapify(ranked)
    while ranked:
        yield heappop(ranked)[1]


def _rank(goods: Goods, into: Bin, rules: PlaceRules) -> tuple[bool, int, float, str]:
    """A forward bin that asks for the item goes first, before the reserve also where a whole plate came."""
    asks = not into.reserve and rules.room.get((into.id, goods.item_id), 0) > 0
    wrong_height = not asks and into.reserve != goods.whole
    if asks or (goods.item_id, goods.lot_id) in into.lots:
        own = 0
    elif into.holds(goods.item_id):
        own = 1
    else:
        own = 3 if into.lots or into.kept_for else 2
    way = -into.metres if goods.demand == RARELY else into.metres
    return wrong_height, own, way, into.address


def _with(into: Bin, goods: Goods, units: int) -> Bin:
    """The bin once the units lie there."""
    free_ml = None if into.free_ml is None else into.free_ml - units * (goods.volume_ml or 0)
    lots = into.lots | {(goods.item_id, goods.lot_id)}
    return replace(into, free_ml=free_ml, lots=lots, flags=into.flags | goods.flags)
