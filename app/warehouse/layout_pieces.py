"""Pieces of a layout file of which there may be many: depots, zones, aisles that differ, way points and ways."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from math import dist

from flask_babel import gettext

from app.planning.graph import Way
from app.planning.layout import Crossing, Stretch
from app.warehouse.layout_reading import Section

BOTH = "both"


@dataclass(frozen=True)
class ZoneRule:
    """Bins of these aisles and levels belong to the zone; the first rule that fits counts."""

    code: str
    name: str
    aisles: tuple[int, ...]
    levels: tuple[int, ...]


@dataclass(frozen=True)
class StretchRule:
    """How one aisle differs in one block."""

    aisle: int
    block: int
    stretch: Stretch


@dataclass(frozen=True)
class WayPoint:
    """Where a way point lies: metres to the right, metres from the front; and the bays that stand there."""

    x: float
    y: float
    bays: int


def read_places(sections: Iterable[Section], aisles: tuple[str, ...], blocks: int) -> tuple[Crossing, ...]:
    """Crossings where depots or lanes lie."""
    places = []
    for section in sections:
        aisle = aisles.index(section.one_of("aisle", aisles))
        places.append(Crossing(aisle, section.number("cross_aisle", 0, least=0, most=blocks)))
        section.finish()
    return tuple(places)


def read_points_named(sections: Iterable[Section], names: tuple[str, ...]) -> tuple[Crossing, ...]:
    """Way points where depots or lanes lie."""
    places = []
    for section in sections:
        places.append(Crossing(names.index(section.one_of("point", names)), 0))
        section.finish()
    return tuple(places)


def read_zones(sections: Iterable[Section], key: str, aisles: tuple[str, ...], levels: int) -> tuple[ZoneRule, ...]:
    """Zones; `key` is what the file calls their aisles."""
    return tuple(_zone(section, key, aisles, levels) for section in sections)


def _zone(section: Section, key: str, aisles: tuple[str, ...], levels: int) -> ZoneRule:
    code = section.text("code", longest=20)
    everywhere = tuple(range(1, levels + 1))
    rule = ZoneRule(
        code=code,
        name=section.text("name", code, longest=80),
        aisles=section.some_of(key, aisles),
        levels=section.numbers("levels", everywhere, least=1, most=levels),
    )
    section.finish()
    return rule


def read_stretches(
    sections: Iterable[Section], aisles: tuple[str, ...], blocks: tuple[int, ...]
) -> tuple[StretchRule, ...]:
    """Aisles that differ, block by block; what a later section says of the same stretch is added to it."""
    found: dict[tuple[int, int], Stretch] = {}
    for section in sections:
        mine = section.some_of("aisles", aisles)
        for block in section.numbers("blocks", tuple(range(len(blocks))), most=len(blocks) - 1):
            for aisle in mine:
                found[aisle, block] = _stretch(section, found.get((aisle, block), Stretch()), blocks[block])
        section.finish()
    return tuple(StretchRule(aisle, block, stretch) for (aisle, block), stretch in sorted(found.items()))


def _stretch(section: Section, stretch: Stretch, cells: int) -> Stretch:
    """The stretch with what the section says: fewer cells, a dead end, one way."""
    from_back = section.choice("from", ("front", "back"), "front") == "back"
    count = section.number("cells", cells, least=0, most=cells)
    if section.has("cells"):
        stretch = replace(stretch, first=cells - count if from_back else 0, last=cells - 1 if from_back else count - 1)
    if section.flag("dead_end", False):
        stretch = replace(stretch, front=not from_back and count > 0, back=from_back and count > 0)
    way = section.choice("one_way", ("up", "down", BOTH), stretch.one_way or BOTH)
    stretch = replace(stretch, one_way="" if way == BOTH else way)
    if stretch.one_way and not (stretch.front and stretch.back):
        raise section.unclear("one_way", way, gettext("one way only where the aisle is no dead end"))
    return stretch


def read_way_points(sections: Iterable[Section]) -> dict[str, WayPoint]:
    """Way points by name, in the order of the file."""
    found: dict[str, WayPoint] = {}
    for section in sections:
        name = section.name_of_aisle("name")
        if name in found:
            raise section.unclear("name", name, gettext("each name once"))
        x, y = section.measure("x"), section.measure("y")
        found[name] = WayPoint(x, y, section.number("bays", 1, least=0, most=200))
        section.finish()
    return found


def read_ways(sections: Iterable[Section], points: dict[str, WayPoint]) -> tuple[Way, ...]:
    """The floor between way points; a way through several points is one from each to the next."""
    names = tuple(points)
    found: list[Way] = []
    for section in sections:
        through = section.listed("points", names)
        if len(through) < 2:
            raise section.unclear("points", ", ".join(through), gettext("at least two way points"))
        one_way = section.flag("one_way", False)
        given = section.measure("metres") if section.has("metres") else None
        if given is not None and len(through) > 2:
            raise section.unclear("metres", given, gettext("metres only for a way between two points"))
        for start, end in pairwise(through):
            one, other = points[start], points[end]
            metres = dist((one.x, one.y), (other.x, other.y)) if given is None else given
            found.append(Way(names.index(start), names.index(end), round(metres, 3), one_way))
        section.finish()
    return tuple(found)
