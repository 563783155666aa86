"""Zones: which part of an order is picked where, side by side and joined, or one after the other and passed on.

Sources: synchronised zoning (each zone picks its part at once, the parts are joined) and progressive zoning (pick and
pass: the tote goes from zone to zone) as in de Koster, Le-Duc and Roodbergen, "Design and control of warehouse order
picking" (European Journal of Operational Research 182, 2007). Few zones to an order by the greedy rule for set covering
(Chvátal 1979); among equals the zone with the least work so far, so that the zones finish together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Zone = int | None
"""A zone's id; None stands for the bins that belong to no zone."""


class NoSuchZone(ValueError):
    """A line lies in none of the zones that are picked."""


@dataclass(frozen=True)
class ZoneLine:
    """A line, the zones in each of which it can be picked whole, and its work there (seconds, or units, or 1)."""

    id: int
    zones: tuple[Zone, ...]
    work: float = 1.0


@dataclass(frozen=True)
class ZoneOrder:
    """An order to be split; every line is picked in exactly one zone."""

    id: int
    lines: tuple[ZoneLine, ...]


@dataclass(frozen=True)
class Part:
    """What one zone picks of one order. Parts of one order with the same `turn` are picked at the same time.

    `turn` counts from 0; a tote that is passed on is begun in the part of turn 0, and is whole after the last.
    """

    order_id: int
    zone: Zone
    line_ids: tuple[int, ...]
    turn: int
    work: float


@dataclass(frozen=True)
class Balance:
    """Work by zone, zones without any too; `spread` is the busiest zone's work ÷ the mean: 1.0 where all are even."""

    work: Mapping[Zone, float]
    spread: float


@dataclass(frozen=True)
class Split:
    """Parts in the order of their orders, and by turn within one; `joins` counts orders of more than one part."""

    parts: tuple[Part, ...]
    balance: Balance
    joins: int


def split(orders: Sequence[ZoneOrder], zones: Sequence[Zone], passed_on: bool = False) -> Split:
    """Every line in exactly one zone in which it lies; as few zones to an order as a greedy choice finds, even work.

    `zones` are in the order in which a tote passes them. With `passed_on` an order's parts take turns in that order,
    else all have turn 0 and are joined. Raises NoSuchZone for a line that lies in none of `zones`.
    """
    work = dict.fromkeys(zones, 0.0)
    chosen: dict[int, dict[Zone, list[ZoneLine]]] = {}
    for order in sorted(orders, key=_choices):  # those that leave no choice come first, the others even out
        chosen[order.id] = _zones_of(order, work)
        for zone, lines in chosen[order.id].items():
            work[zone] += _work(lines)
    parts = [part for order in orders for part in _parts(order.id, chosen[order.id], zones, passed_on)]
    return Split(tuple(parts), balance(parts, zones), sum(len(by_zone) > 1 for by_zone in chosen.values()))


def in_turn(stops: Sequence[Zone], zones: Sequence[Zone]) -> list[list[int]]:
    """Which stops of a cart that is passed on each zone picks, by their numbers; `stops` are the zones they lie in."""
    lines = tuple(ZoneLine(number, (zone,)) for number, zone in enumerate(stops))
    return [list(part.line_ids) for part in split([ZoneOrder(0, lines)], zones, passed_on=True).parts]


def balance(parts: Iterable[Part], zones: Sequence[Zone]) -> Balance:
    """How even the parts' work is among `zones`."""
    work = dict.fromkeys(zones, 0.0)
    for part in parts:
        work[part.zone] += part.work
    total = sum(work.values())
    return Balance(work, max(work.values()) * len(work) / total if total else 1.0)


def _choices(order: ZoneOrder) -> int:
    return max((len(line.zones) for line in order.lines), default=0)


def _zones_of(order: ZoneOrder, work: Mapping[Zone, float]) -> dict[Zone, list[ZoneLine]]:
    """The order's lines by zone: always the zone next that has most of the lines that are left."""
    left = list(order.lines)
    taken: dict[Zone, list[ZoneLine]] = {}
    turn = {zone: number for number, zone in enumerate(work)}
    while left:
        here = {zone: lines for zone in work if (lines := [line for line in left if zone in line.zones])}
        if not here:
            raise NoSuchZone(f"line {left[0].id} of order {order.id} lies in none of the zones {list(work)}")
        zone = min(here, key=lambda zone: (not _must(here[zone], work), -len(here[zone]), work[zone], turn[zone]))
        taken[zone] = here[zone]
        left = [line for line in left if zone not in line.zones]
    return taken


def _must(lines: Sequence[ZoneLine], work: Mapping[Zone, float]) -> bool:
    """Whether one of the lines lies in no other zone."""
    return any(sum(zone in work for zone in set(line.zones)) == 1 for line in lines)


def _parts(order_id: int, by_zone: Mapping[Zone, list[ZoneLine]], zones: Sequence[Zone], passed_on: bool) -> list[Part]:
    visited = [zone for zone in dict.fromkeys(zones) if zone in by_zone]
    return [
        Part(order_id, zone, tuple(line.id for line in by_zone[zone]), turn * passed_on, _work(by_zone[zone]))
        for turn, zone in enumerate(visited)
    ]


def _work(lines: Iterable[ZoneLine]) -> float:
    return sum(line.work for line in lines)
