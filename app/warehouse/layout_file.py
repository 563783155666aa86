"""The layout file: what a person writes about the building, read strictly. docs/layout.md describes it."""

import json
import tomllib
from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import gettext

from app.planning.graph import Way
from app.planning.layout import Crossing, Stretch
from app.warehouse.layout_pieces import (
    StretchRule,
    WayPoint,
    ZoneRule,
    read_places,
    read_points_named,
    read_stretches,
    read_way_points,
    read_ways,
    read_zones,
)
from app.warehouse.layout_reading import LayoutNotToml, Section

LARGEST = 200_000
"""Bins of one warehouse; a slip of the pen (2000 bays instead of 200) should not fill the book."""
LONGEST_REACH = 600
"""Seconds to reach a level: nobody waits ten minutes for a reach truck."""


@dataclass(frozen=True)
class LayoutFile:
    """Metres are between middles: of aisles, of neighbouring bays, of a cross-aisle and the bay next to it.

    A building of way points has the points as its aisles, with one cell each.
    """

    aisles: tuple[str, ...]
    aisle_pitch: float
    sides: int
    blocks: tuple[int, ...]
    cell_pitch: float
    end_to_cell: float
    levels: int
    reserve_levels: tuple[int, ...]
    address: str
    without: tuple[str, ...]
    depots: tuple[Crossing, ...]
    lanes: int
    docks: int
    totes: int
    zones: tuple[ZoneRule, ...]
    lane_places: tuple[Crossing, ...] = ()
    cross_widths: tuple[float, ...] = ()
    level_seconds: tuple[float, ...] = ()
    stretches: tuple[StretchRule, ...] = ()
    points: tuple[WayPoint, ...] = ()
    ways: tuple[Way, ...] = ()

    def lane_place(self, number: int) -> Crossing:
        """Where a lane (from 1) lies: its own place, or at the depots in turn."""
        places = self.lane_places or self.depots
        return places[(number - 1) % len(places)]

    def as_json(self) -> dict[str, Any]:
        """As a JSON column gives it back: lists, no tuples."""
        kept: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return kept


@dataclass(frozen=True)
class About:
    """The file's [warehouse] section: what a warehouse is called when this file makes it."""

    code: str
    name: str
    time_zone: str
    currency: str


def from_json(kept: dict[str, Any]) -> LayoutFile:
    """The layout that `as_json` gave and the database kept, by this version or an older one."""
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
    for name in ("depots", "lane_places"):
        values[name] = tuple(Crossing(**place) for place in kept.get(name, ()))
    values["zones"] = tuple(
        ZoneRule(zone["code"], zone["name"], tuple(zone["aisles"]), tuple(zone["levels"])) for zone in kept["zones"]
    )
    values["stretches"] = tuple(
        StretchRule(rule["aisle"], rule["block"], Stretch(**rule["stretch"])) for rule in kept.get("stretches", ())
    )
    values["points"] = tuple(WayPoint(**point) for point in kept.get("points", ()))
    values["ways"] = tuple(Way(**way) for way in kept.get("ways", ()))
    return LayoutFile(**values)


def read_layout(text: str) -> tuple[About | None, LayoutFile]:
    """The file's meaning; raises a DomainError that names the key and what to write there."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise LayoutNotToml(problem=str(problem)) from None
    root = Section("", document)
    about = _about(root.section("warehouse")) if root.has("warehouse") else None
    layout = _way_points(root) if root.has("points") else _grid(root)
    root.finish()
    return about, layout


def _about(section: Section) -> About:
    code = section.text("code", longest=20)
    about = About(
        code=code,
        name=section.text("name", code, longest=80),
        time_zone=section.time_zone("time_zone", "UTC"),
        currency=section.text("currency", "EUR", longest=3),
    )
    section.finish()
    return about


def _grid(root: Section) -> LayoutFile:
    aisles, bays, crosses = root.section("aisles"), root.section("bays"), root.section("cross_aisles")
    names = aisles.names("names")
    blocks = bays.numbers("blocks", least=1)
    sides = aisles.number("sides", 2, least=1, most=2)
    shared = _shared(root, "aisles", names)
    bays.check_total("blocks", len(names) * sum(blocks) * sides * shared["levels"], LARGEST)
    layout = LayoutFile(
        aisles=names,
        aisle_pitch=aisles.metres("pitch"),
        sides=sides,
        blocks=blocks,
        cell_pitch=bays.metres("pitch"),
        end_to_cell=bays.metres("end"),
        depots=read_places(root.sections("depots"), names, len(blocks)) or (Crossing(0, 0),),
        lane_places=read_places(root.sections("lanes"), names, len(blocks)),
        cross_widths=crosses.measures("widths", len(blocks) + 1, most=100),
        stretches=read_stretches(root.sections("stretches"), names, blocks),
        **shared,
    )
    for section in (aisles, bays, crosses):
        section.finish()
    return layout


def _way_points(root: Section) -> LayoutFile:
    found = read_way_points(root.sections("points"))
    names = tuple(found)
    ways = read_ways(root.sections("ways"), found)
    shared = _shared(root, "points", names)
    root.check_total("points", sum(point.bays for point in found.values()) * shared["levels"], LARGEST)
    return LayoutFile(
        aisles=names,
        aisle_pitch=0.0,
        sides=1,
        blocks=(1,),
        cell_pitch=0.0,
        end_to_cell=0.0,
        depots=read_points_named(root.sections("depots"), names) or (Crossing(0, 0),),
        lane_places=read_points_named(root.sections("lanes"), names),
        points=tuple(found.values()),
        ways=ways,
        **shared,
    )


def _shared(root: Section, aisles_key: str, names: tuple[str, ...]) -> dict[str, Any]:
    """What both kinds of building have: levels, addresses, staging, totes, zones."""
    levels, address, staging = root.section("levels"), root.section("address"), root.section("staging")
    totes = root.section("totes")
    count = levels.number("count", 1, least=1, most=20)
    own_lanes = len(root.sections("lanes"))
    if own_lanes and staging.has("lanes"):
        wanted = gettext("either a number of lanes here or a section [[lanes]] for each")
        raise staging.unclear("lanes", staging.number("lanes"), wanted)
    shared = {
        "levels": count,
        "reserve_levels": levels.numbers("reserve", (), least=1, most=count),
        "level_seconds": levels.measures("seconds", count, most=LONGEST_REACH),
        "address": address.pattern("pattern", "{aisle}-{bay:02}-{level}"),
        "without": address.texts("without", ()),
        "lanes": own_lanes or staging.number("lanes", 1, least=1, most=99),
        "docks": staging.number("docks", 1, least=0, most=99),
        "totes": totes.number("count", 0, least=0, most=9999),
        "zones": read_zones(root.sections("zones"), aisles_key, names, count),
    }
    for section in (levels, address, staging, totes):
        section.finish()
    return shared
