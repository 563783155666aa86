"""From a layout file to the building that planning walks in."""

from collections.abc import Iterator
from math import inf

from flask_babel import gettext, lazy_gettext

from app.errors import DomainError
from app.planning.graph import way_points
from app.planning.layout import Cell, Layout, Point
from app.warehouse.layout_file import LayoutFile


class NobodyGetsThere(DomainError):
    code = "nobody_gets_there"
    status = 422
    message = lazy_gettext("Nobody can walk from %(start)s to %(end)s. Look at dead ends, one-way and blocked aisles.")


def building_from(layout: LayoutFile, reach_seconds: tuple[float, ...] = ()) -> Layout:
    """The building that the file describes; `reach_seconds`, by level, count where the file itself gives none."""
    seconds = layout.level_seconds or reach_seconds
    depots: dict[str, Point] = {f"DEPOT-{number}": depot for number, depot in enumerate(layout.depots, 1)}
    lanes: dict[str, Point] = {f"LANE-{number}": layout.lane_place(number) for number in range(1, layout.lanes + 1)}
    if layout.points:
        spots = {name: (point.x, point.y) for name, point in zip(layout.aisles, layout.points, strict=True)}
        return way_points(spots, layout.ways, depots, lanes, seconds)
    return Layout(
        aisles=len(layout.aisles),
        blocks=layout.blocks,
        aisle_pitch=layout.aisle_pitch,
        cell_pitch=layout.cell_pitch,
        end_to_cell=layout.end_to_cell,
        depots=depots,
        lanes=lanes,
        cross_widths=layout.cross_widths,
        stretches={(rule.aisle, rule.block): rule.stretch for rule in layout.stretches},
        reach_seconds=seconds,
    )


def check_ways(layout: LayoutFile, building: Layout) -> None:
    """Every bin is reached from every depot, and every lane from every bin, unless its own aisle is blocked.

    Raises NobodyGetsThere.
    """
    for cell in _cells_to_reach(layout, building):
        for depot in building.depots.values():
            _check(layout, building, depot, cell)
        for lane in building.lanes.values():
            _check(layout, building, cell, lane)


def _cells_to_reach(layout: LayoutFile, building: Layout) -> Iterator[Cell]:
    """One cell of each stretch: whoever reaches one of them reaches all, as no stretch is one way and a dead end."""
    for aisle in range(building.aisles):
        for block in range(len(building.blocks)):
            cells = building.cells_of(aisle, block)
            has_bins = cells and not (layout.points and not layout.points[aisle].bays)
            if has_bins and not building.stretch(aisle, block).blocked:
                yield Cell(aisle, cells[0])


def _check(layout: LayoutFile, building: Layout, start: Point, end: Point) -> None:
    if building.distance(start, end) == inf:
        raise NobodyGetsThere(start=_named(layout, building, start), end=_named(layout, building, end))


def _named(layout: LayoutFile, building: Layout, point: Point) -> str:
    name = layout.aisles[point.aisle]
    if layout.points:
        return name
    if isinstance(point, Cell):
        block = building.block_of(point.cell)
        return str(gettext("aisle %(aisle)s, block %(block)s", aisle=name, block=block))
    return str(gettext("aisle %(aisle)s at cross-aisle %(cross)s", aisle=name, cross=point.cross_aisle))
