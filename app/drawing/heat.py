"""How often each cell is visited, as bars that grow wider and darker."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from math import ceil, log1p

from app.drawing.frame import Frame, number
from app.planning.graph import WayPoints
from app.planning.layout import Cell

SHADES = ("#f6d9a8", "#efb25c", "#dd7f1f", "#b44d0c", "#7c2606")
LEAST_HEIGHT = 3.0
MOST_BARS = 900
"""Together with the racks some 12 KB; more would be finer than a handheld shows."""


def heat_map(frame: Frame, visits: Mapping[Cell, float]) -> str:
    """Five steps up to the most visited place, each a multiple of the one before.

    Neighbouring cells share a bar where they would be too thin to see.
    """
    bars = _bars(frame, visits)
    most = max(bars.values(), default=0.0)
    if most <= 0:
        return ""
    shades = {place: ceil(log1p(count) / log1p(most) * len(SHADES)) for place, count in bars.items() if count > 0}
    return "".join(_shade(frame, shades, shade) for shade in range(1, len(SHADES) + 1))


def _bars(frame: Frame, visits: Mapping[Cell, float]) -> dict[tuple[int, int], float]:
    """Visits by aisle and bar; bars are counted from the front."""
    bars: dict[tuple[int, int], float] = {}
    if isinstance(frame.layout, WayPoints):
        return {(cell.aisle, 0): count for cell, count in visits.items()}
    for cell, count in visits.items():
        bar = int(frame.layout.metres(cell)[1] * frame.along / _bar_height(frame))
        bars[cell.aisle, bar] = bars.get((cell.aisle, bar), 0.0) + count
    return bars


def _bar_height(frame: Frame) -> float:
    inside = frame.layout.cross_aisles[-1] * frame.along
    return max(LEAST_HEIGHT, frame.layout.cell_pitch * frame.along, inside * frame.layout.aisles / MOST_BARS)


def _shade(frame: Frame, shades: Mapping[tuple[int, int], int], shade: int) -> str:
    """All bars of one shade in one path; the wider, the more visits, so that it shows without colours too."""
    drawn = "".join(_runs(frame, sorted(place for place, one in shades.items() if one == shade)))
    if not drawn:
        return ""
    width = number(frame.step * (0.3 + 0.13 * shade))
    stroke = f'stroke="{SHADES[shade - 1]}" stroke-width="{width}"'
    return f'<path class="floor__heat floor__heat--{shade}" d="{drawn}" {stroke}/>'


def _runs(frame: Frame, places: list[tuple[int, int]]) -> Iterator[str]:
    """Bars that follow each other as one; a way point's is as long as it is wide."""
    if isinstance(frame.layout, WayPoints):
        for point, _ in places:
            x, y = frame.point(Cell(point, 0))
            yield f"M{number(x)} {number(y - 5)}v10"
        return
    height = _bar_height(frame)
    for _, group in groupby(enumerate(places), key=lambda place: (place[1][0], place[1][1] - place[0])):
        run = [place for _, place in group]
        x, _ = frame.place((run[0][0] * frame.layout.aisle_pitch, 0.0))
        front = frame.place((0.0, 0.0))[1] - run[0][1] * height
        yield f"M{number(x)} {number(front)}v{number(-height * len(run))}"
