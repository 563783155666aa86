"""The sheet of a plan: metres of the building become units of a picture 320 wide, front at the bottom."""

from dataclasses import dataclass

from app.planning.graph import WayPoints
from app.planning.layout import Layout, Point

WIDTH = 320.0
SIDE, TOP, BOTTOM = 8.0, 20.0, 24.0
"""Margins: aisles' names stand above the building, depots' names below."""
LOW, HIGH = 150.0, 420.0
WIDEST_AISLE = 44.0
POINT_STEP = 20.0

Spot = tuple[float, float]


@dataclass(frozen=True)
class Frame:
    """A unit is a pixel on a handheld 320 wide. Height and width have scales of their own: a plan, not a survey."""

    layout: Layout
    left: float
    front: float
    across: float
    along: float
    height: float
    step: float

    def place(self, spot: Spot) -> Spot:
        """Where a spot of the building (metres from aisle 0, metres from the front) lies on the sheet."""
        return self.left + spot[0] * self.across, self.front - spot[1] * self.along

    def point(self, point: Point) -> Spot:
        """Where a point of the layout lies on the sheet. Raises NotInLayout."""
        return self.place(self.layout.metres(point))


def frame_of(layout: Layout) -> Frame:
    """The sheet for a building; too flat or too long ones are drawn out of scale, so that a walk can still be read."""
    (left, front), (right, back) = _extent(layout)
    wide, deep = right - left, max(back - front, 0.1)
    if isinstance(layout, WayPoints):
        step, span = POINT_STEP, WIDTH - 2 * SIDE - POINT_STEP
    else:
        step = min(WIDEST_AISLE, (WIDTH - 2 * SIDE) / layout.aisles)
        span = step * (layout.aisles - 1)
    across = span / wide if wide else 0.0
    inside = min(HIGH, max(LOW, deep * (across or 1.0)))
    return Frame(
        layout=layout,
        left=(WIDTH - (span if wide else 0.0)) / 2 - left * across,
        front=TOP + inside + front * inside / deep,
        across=across,
        along=inside / deep,
        height=TOP + inside + BOTTOM,
        step=step,
    )


def _extent(layout: Layout) -> tuple[Spot, Spot]:
    """The building's corners: least and most metres to the right, and from the front."""
    if not isinstance(layout, WayPoints):
        return (0.0, 0.0), ((layout.aisles - 1) * layout.aisle_pitch, layout.cross_aisles[-1])
    xs, ys = zip(*layout.spots, strict=True)
    return (min(xs), min(ys)), (max(xs), max(ys))


def number(value: float) -> str:
    """A coordinate with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0").replace("-0.", "-.") if abs(value) >= 0.05 else "0"
