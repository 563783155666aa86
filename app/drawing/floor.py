"""The floor as SVG: aisles with their bins, depots and lanes, walks over it, and how often cells are visited.

For a page: `floor_svg(layout, Words(_("Map of the walk"), …), [FloorWalk(start, cells in path order, end)])` gives the
text of one `<svg class="floor">`; show it with `|safe`. All that comes in from outside is escaped here. Colours are
presentation attributes, good on paper; `static/css/floor.css` gives them by classes in each theme. One walk has
numbered stops: the group whose `data-stops` names a stop is found by `[data-stops~="5"]`, and the script puts `is-here`
on it. Several walks differ in colour, dashes and number; `walk_sample(2)` is the same stroke for their legend.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from app.drawing.frame import BOTTOM, TOP, WIDTH, Frame, frame_of, number
from app.drawing.heat import heat_map
from app.drawing.lines import Stroke, arrows, beside, path
from app.drawing.racks import racks
from app.drawing.stops import BADGE, CHARACTER, dots, numbered
from app.planning.drawable import walk_line
from app.planning.graph import WayPoints
from app.planning.layout import Cell, Layout, Point

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" class="floor" viewBox="0 0 {wide} {high}" role="img"'
FONT = ' font-family="system-ui,sans-serif"'
INK = "#12171c"


@dataclass(frozen=True)
class Words:
    """What a screen reader says of the picture, in the reader's language."""

    title: str
    description: str = ""


@dataclass(frozen=True)
class FloorWalk:
    """A walk: where it starts, its stops in path order (a cell again for each stop there), and where it ends."""

    start: Point
    stops: Sequence[Cell]
    end: Point


def floor_svg(
    layout: Layout,
    words: Words,
    walks: Sequence[FloorWalk] = (),
    visits: Mapping[Cell, float] | None = None,
    aisles: Sequence[str] = (),
    caption: str = "",
) -> str:
    """The floor with `walks` over it, or with `visits` by cell, or bare; `aisles` are their names.

    A `caption` stands below it, for a picture that goes without a page.

    Some 7 KB for 40 aisles and 40 stops. Raises NotInLayout for a point that the building does not have.
    """
    frame = frame_of(layout)
    parts = [
        HEAD.format(wide=number(WIDTH), high=number(frame.height)) + f"{FONT}>",
        f"<title>{escape(words.title)}</title>",
        f"<desc>{escape(words.description)}</desc>" if words.description else "",
        f'<rect class="floor__ground" width="{number(WIDTH)}" height="{number(frame.height)}" fill="#fff"/>',
        racks(frame),
        _names(frame, aisles),
        heat_map(frame, visits) if visits else "",
        _doors(frame),
        _walk(frame, walks[0]) if len(walks) == 1 else _walks(frame, walks),
        _caption(frame, caption) if caption else "",
        "</svg>",
    ]
    return "".join(parts)


def walk_sample(turn: int) -> str:
    """The stroke of the walk of that number (from 1 on), for a legend; its words stand beside it."""
    stroke = Stroke(turn)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" class="floor-sample" viewBox="0 0 64 20" width="64" height="20" '
        f'aria-hidden="true"{FONT}><path class="{stroke.name}" d="M22 10H64" fill="none" stroke="{stroke.colour}" '
        f'stroke-width="2.5"{stroke.dashes}/>{_badge(10.0, 10.0, turn)}</svg>'
    )


def _names(frame: Frame, aisles: Sequence[str]) -> str:
    """The aisles' names above the building; way points have no row to stand in."""
    if isinstance(frame.layout, WayPoints):
        return ""
    named = enumerate(aisles[: frame.layout.aisles])
    return _row([(frame.place((aisle * frame.layout.aisle_pitch, 0.0))[0], name) for aisle, name in named], TOP - 8)


def _caption(frame: Frame, caption: str) -> str:
    at = f'x="{number(WIDTH - 4)}" y="{number(frame.height - 4)}"'
    return f'<text class="floor__caption" {at} fill="{INK}" font-size="11" text-anchor="end">{escape(caption)}</text>'


def _row(names: Sequence[tuple[float, str]], y: float) -> str:
    """As many names, each at its x, as fit into a row without touching each other or the edge."""
    drawn, free = [], 0.0
    for x, name in sorted(names):
        half = len(name) * CHARACTER / 2
        middle = min(max(x, half + 2), WIDTH - half - 2)
        if middle - half >= free:
            drawn.append(f'<text x="{number(middle)}" y="{number(y)}">{escape(name)}</text>')
            free = middle + half + 4
    if not drawn:
        return ""
    return f'<g class="floor__names" fill="{INK}" font-size="11" text-anchor="middle">{"".join(drawn)}</g>'


def _doors(frame: Frame) -> str:
    """Depots as filled squares, staging lanes as open ones around them; the names of depots stand below the front."""
    at: dict[Point, list[str]] = {}
    for name, point in frame.layout.lanes.items():
        at.setdefault(point, []).append(name)
    drawn = [_door(frame, point, "lane", names, 'fill="none" ') for point, names in at.items()]
    drawn += [_door(frame, point, "depot", [name], f'fill="{INK}" ') for name, point in frame.layout.depots.items()]
    front = [(frame.point(point), name) for name, point in frame.layout.depots.items()]
    return "".join(drawn) + _row(
        [(x, name) for (x, y), name in front if y > frame.height - BOTTOM - 1], frame.height - 4
    )


def _door(frame: Frame, point: Point, kind: str, names: Sequence[str], fill: str) -> str:
    x, y = frame.point(point)
    half = 6.0 if kind == "lane" else 3.5
    label = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
    return (
        f'<rect class="floor__{kind}" x="{number(x - half)}" y="{number(y - half)}" width="{number(2 * half)}" '
        f'height="{number(2 * half)}" {fill}stroke="{INK}" stroke-width="1.5"><title>{escape(label)}</title></rect>'
    )


def _walk(frame: Frame, walk: FloorWalk) -> str:
    """One walk: its line with heads that show which way it goes, and its stops numbered."""
    line = _line(frame, walk, min(2.2, frame.step * 0.11))
    stroke = Stroke(1)
    return (
        f'<path class="{stroke.name}" d="{path(line)}" fill="none" stroke="{stroke.colour}" stroke-width="2" '
        f'stroke-linejoin="round"/><path class="{stroke.badge}" d="{arrows(line)}" '
        f'fill="{stroke.colour}"/><g class="{stroke.badge}" fill="{stroke.colour}">{numbered(frame, walk.stops)}</g>'
    )


def _walks(frame: Frame, walks: Sequence[FloorWalk]) -> str:
    """Several walks: side by side in the aisles, each with its number where it is far from the others' numbers."""
    drawn, badges = [], []
    taken: list[tuple[float, float]] = []
    for turn, walk in enumerate(walks, 1):
        stroke, aside = Stroke(turn), frame.step * 0.24 * turn / len(walks)
        places = dots(frame, walk.stops, aside)
        drawn.append(
            f'<path class="{stroke.name}" d="{path(_line(frame, walk, aside))}" fill="none" stroke="{stroke.colour}" '
            f'stroke-width="1.5"{stroke.dashes}/><path class="{stroke.name} floor__dots" d="{places}" '
            f'stroke="{stroke.colour}" stroke-width="5" stroke-linecap="round"/>'
        )
        spots = [frame.point(cell) for cell in walk.stops] or [frame.point(walk.start)]
        x, y = max(spots, key=lambda spot: min((_apart(spot, other) for other in taken), default=-spot[1]))
        taken.append((x, y))
        badges.append(_badge(x, y, turn))
    return "".join(drawn + badges)


def _line(frame: Frame, walk: FloorWalk, aside: float) -> list[tuple[float, float]]:
    line = walk_line(frame.layout, [walk.start, *walk.stops, walk.end])
    return beside([frame.place(spot) for spot in line], aside)


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]))


def _badge(x: float, y: float, turn: int) -> str:
    stroke = Stroke(turn)
    at = f'transform="translate({number(x)} {number(y)})"'
    return (
        f'<g class="{stroke.badge}" fill="{stroke.colour}" {at}>'
        f'<circle r="{number(BADGE)}"/><text y="4" fill="#fff" font-size="11" font-weight="700" '
        f'text-anchor="middle">{turn}</text></g>'
    )
