"""The layout file: what a person writes about the building, read strictly. docs/layout.md describes it."""

import json
import tomllib
from dataclasses import asdict, dataclass
from typing import Any

from app.warehouse.layout_reading import LayoutNotToml, Section

LARGEST = 200_000
"""Bins of one warehouse; a slip of the pen (2000 bays instead of 200) should not fill the book."""


@dataclass(frozen=True)
class Crossing:
    """Where an aisle meets a cross-aisle; cross-aisle 0 is the front."""

    aisle: int
    cross_aisle: int


@dataclass(frozen=True)
class ZoneRule:
    """Bins of these aisles and levels belong to the zone; the first rule that fits counts."""

    code: str
    name: str
    aisles: tuple[int, ...]
    levels: tuple[int, ...]


@dataclass(frozen=True)
class LayoutFile:
    """Metres are between middles: of aisles, of neighbouring bays, of a cross-aisle and the bay next to it."""

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

    @property
    def cells(self) -> int:
        """Cells of an aisle, through all blocks."""
        return sum(self.blocks)

    def metres_along(self, cell: int) -> float:
        """How far a cell lies from the front."""
        start = 0.0
        for length in self.blocks:
            if cell < length:
                return start + self.end_to_cell + cell * self.cell_pitch
            start += self._block_metres(length)
            cell -= length
        raise IndexError(cell)

    def cross_aisle_metres(self, cross_aisle: int) -> float:
        """How far a cross-aisle lies from the front."""
        return sum(self._block_metres(length) for length in self.blocks[:cross_aisle])

    def _block_metres(self, length: int) -> float:
        return 2 * self.end_to_cell + (length - 1) * self.cell_pitch

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
    """The layout that `as_json` gave and the database kept."""
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
    values["depots"] = tuple(Crossing(**depot) for depot in kept["depots"])
    values["zones"] = tuple(
        ZoneRule(zone["code"], zone["name"], tuple(zone["aisles"]), tuple(zone["levels"])) for zone in kept["zones"]
    )
    return LayoutFile(**values)


def read_layout(text: str) -> tuple[About | None, LayoutFile]:
    """The file's meaning; raises a DomainError that names the key and what to write there."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise LayoutNotToml(problem=str(problem)) from None
    root = Section("", document)
    about = _about(root.section("warehouse")) if "warehouse" in document else None
    layout = _layout(root)
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


def _layout(root: Section) -> LayoutFile:
    aisles, bays, levels = root.section("aisles"), root.section("bays"), root.section("levels")
    address, staging = root.section("address"), root.section("staging")
    names = aisles.names("names")
    blocks = bays.numbers("blocks", least=1)
    count = levels.number("count", 1, least=1, most=20)
    layout = LayoutFile(
        aisles=names,
        aisle_pitch=aisles.metres("pitch"),
        sides=aisles.number("sides", 2, least=1, most=2),
        blocks=blocks,
        cell_pitch=bays.metres("pitch"),
        end_to_cell=bays.metres("end"),
        levels=count,
        reserve_levels=levels.numbers("reserve", (), least=1, most=count),
        address=address.pattern("pattern", "{aisle}-{bay:02}-{level}"),
        without=address.texts("without", ()),
        depots=_depots(root, names, len(blocks)),
        lanes=staging.number("lanes", 1, least=1, most=99),
        docks=staging.number("docks", 1, least=0, most=99),
        totes=root.section("totes").number("count", 0, least=0, most=9999),
        zones=tuple(_zone(zone, names, count) for zone in root.sections("zones")),
    )
    for section in (aisles, bays, levels, address, staging, root.section("totes")):
        section.finish()
    bays.check_total("blocks", len(names) * layout.cells * layout.sides * count, LARGEST)
    return layout


def _depots(root: Section, aisles: tuple[str, ...], blocks: int) -> tuple[Crossing, ...]:
    depots = []
    for section in root.sections("depots"):
        aisle = aisles.index(section.one_of("aisle", aisles))
        depots.append(Crossing(aisle, section.number("cross_aisle", 0, least=0, most=blocks)))
        section.finish()
    return tuple(depots) or (Crossing(0, 0),)


def _zone(section: Section, aisles: tuple[str, ...], levels: int) -> ZoneRule:
    code = section.text("code", longest=20)
    mine = section.names("aisles", aisles)
    for aisle in mine:
        section.check_one_of("aisles", aisle, aisles)
    everywhere = tuple(range(1, levels + 1))
    rule = ZoneRule(
        code=code,
        name=section.text("name", code, longest=80),
        aisles=tuple(aisles.index(aisle) for aisle in mine),
        levels=section.numbers("levels", everywhere, least=1, most=levels),
    )
    section.finish()
    return rule
