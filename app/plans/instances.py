"""One line of JSON as a building, with the stops, demands and orders in it. docs/planning.md describes the form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.planning.layout import Cell, Crossing, Layout, Point
from app.planning.scattered import Demand

MOST_AISLES, MOST_BLOCKS, MOST_CELLS, MOST_STOPS = 2_000, 50, 20_000, 5_000
"""Far beyond real buildings: more is a slip of the pen, or somebody who wants to keep the machine busy."""
MOST_METRES = 10_000.0
MOST_UNITS = 1_000_000


class Unclear(ValueError):
    """A line of which no plan can be made; says what is wrong with it in plain words."""


@dataclass(frozen=True)
class Building:
    """Where a walk goes, begins and ends."""

    layout: Layout
    start: Point
    end: Point

    def cell(self, given: object, what: str) -> Cell:
        """`[aisle, cell]`, which the building must have."""
        aisle, cell = pair(given, what)
        layout = self.layout
        if not (0 <= aisle < layout.aisles and 0 <= cell < layout.cells):
            raise Unclear(
                f"{what} [{aisle}, {cell}] is not in the building: its aisles are 0 to {layout.aisles - 1}, "
                f"its cells 0 to {layout.cells - 1}"
            )
        return Cell(aisle, cell)


def building_of(instance: Mapping[str, Any]) -> Building:
    """The building of an instance. Walks begin and end at the depot, unless `start` and `end` say otherwise."""
    given = table(instance.get("layout"), '"layout"')
    blocks = tuple(
        whole(cells, 'each of "blocks"', 1, MOST_CELLS) for cells in rows(given.get("blocks"), '"blocks"', MOST_BLOCKS)
    )
    if not 1 <= sum(blocks) <= MOST_CELLS:
        raise Unclear(f'"blocks" has no entry, or more than {MOST_CELLS} cells of an aisle in all')
    layout = Layout(
        aisles=whole(given.get("aisles"), '"aisles"', 1, MOST_AISLES),
        blocks=blocks,
        aisle_pitch=amount(given.get("aisle_pitch"), '"aisle_pitch"', MOST_METRES),
        cell_pitch=amount(given.get("cell_pitch"), '"cell_pitch"', MOST_METRES),
        end_to_cell=amount(given.get("end_to_cell"), '"end_to_cell"', MOST_METRES),
    )
    depot = _crossing(layout, given.get("depot"), '"depot"')
    bare = Building(layout, depot, depot)
    start, end = (_end(bare, instance.get(key), f'"{key}"') for key in ("start", "end"))
    return Building(layout, start, end)


def stops_of(instance: Mapping[str, Any], building: Building) -> list[Cell]:
    """The cells to visit, in the order of the line."""
    return [building.cell(stop, "stop") for stop in rows(instance.get("stops"), '"stops"', MOST_STOPS)]


def demands_of(instance: Mapping[str, Any], building: Building) -> list[Demand]:
    """What is to be taken, and the bins that hold it, in the order of the line."""
    given = rows(instance.get("demand"), '"demand"', MOST_STOPS)
    return [
        _demand(table(demand, f"demand {number}"), f"demand {number}", building) for number, demand in enumerate(given)
    ]


def _demand(given: Mapping[str, Any], what: str, building: Building) -> Demand:
    bins = rows(given.get("bins"), f'"bins" of {what}', MOST_STOPS)
    return Demand(
        whole(given.get("quantity"), f'"quantity" of {what}', 1, MOST_UNITS),
        [counted(held, f"a bin of {what}", "held", building) for held in bins],
    )


def counted(given: object, what: str, word: str, building: Building) -> tuple[Cell, int]:
    """`[aisle, cell, units]`; `word` says what the units are."""
    if not isinstance(given, list) or len(given) != 3:
        raise Unclear(f"{what} is to be [aisle, cell, {word}]")
    return building.cell(given[:2], what), whole(given[2], f'"{word}" of {what}', 1, MOST_UNITS)


def table(given: object, what: str) -> Mapping[str, Any]:
    """An object in braces."""
    if not isinstance(given, dict):
        raise Unclear(f"{what} is missing, or no object in braces")
    return given


def rows(given: object, what: str, most: int) -> Sequence[Any]:
    """A list of at most so many."""
    if not isinstance(given, list):
        raise Unclear(f"{what} is missing, or no list")
    if len(given) > most:
        raise Unclear(f"{what} has {len(given)} entries, and at most {most} are planned together")
    return given


def pair(given: object, what: str) -> tuple[int, int]:
    """Two whole numbers."""
    if not isinstance(given, list) or len(given) != 2:
        raise Unclear(f"{what} is to be [aisle, cell]")
    aisle, cell = (whole(number, f"each number of {what}", -MOST_UNITS, MOST_UNITS) for number in given)
    return aisle, cell


def whole(given: object, what: str, least: int, most: int) -> int:
    """A whole number; 6.0 is one."""
    number = _number(given)
    if number is None or not least <= number <= most or number != int(number):
        raise Unclear(f"{what} is to be a whole number from {least} to {most}")
    return int(number)


def amount(given: object, what: str, most: float, least: float = 0.0) -> float:
    """A number within its bounds."""
    number = _number(given)
    if number is None or not least <= number <= most:
        raise Unclear(f"{what} is to be a number from {least:g} to {most:g}")
    return float(number)


def _number(given: object) -> int | float | None:
    return given if isinstance(given, int | float) and not isinstance(given, bool) else None


def _end(building: Building, given: object, what: str) -> Point:
    if given is None:
        return building.start
    if isinstance(given, dict):
        return _crossing(building.layout, given, what)
    return building.cell(given, what)


def _crossing(layout: Layout, given: object, what: str) -> Crossing:
    crossing = table(given, what)
    return Crossing(
        whole(crossing.get("aisle"), f'"aisle" of {what}', 0, layout.aisles - 1),
        whole(crossing.get("cross_aisle"), f'"cross_aisle" of {what}', 0, len(layout.blocks)),
    )
