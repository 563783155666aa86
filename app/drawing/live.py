"""What moves on the floor, as a sheet to lay over `floor_svg` of the same building: people, their ways, crowds.

All of it differs in shape too: who is away is a square; a crowd that is there has a full frame, one to come a dashed.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from app.drawing.floor import Words
from app.drawing.frame import WIDTH, Frame, frame_of, number
from app.drawing.heat import heat_map
from app.drawing.lines import beside, path
from app.drawing.stops import CHARACTER
from app.planning.drawable import walk_line
from app.planning.graph import WayPoints
from app.planning.layout import Cell, Layout, Point

RADIUS, SMALL = 6.0, 4.2
NAMED, ROOMY = 24, 60
"""With more people than this a dot has its initials only; with more than that it is small."""


@dataclass(frozen=True)
class Person:
    """Where somebody is: `key` for the element, `initials` on the dot, `name` beside it; `away`: not heard of."""

    key: str
    initials: str
    name: str
    at: Point
    away: bool = False


@dataclass(frozen=True)
class Crowd:
    """Two or more in one stretch of an aisle: there now, or by what they are led to next."""

    aisle: int
    block: int
    people: int
    is_now: bool


@dataclass(frozen=True)
class Live:
    """All that lies over the floor. `stops`: bins that are still to be visited; `ways`: the rest of some walks."""

    people: Sequence[Person] = ()
    stops: Sequence[Cell] = ()
    ways: Sequence[Sequence[Point]] = ()
    crowds: Sequence[Crowd] = ()
    visits: Mapping[Cell, float] | None = None


def live_svg(layout: Layout, words: Words, live: Live) -> str:
    """The sheet. Raises NotInLayout for a point that the building does not have."""
    frame = frame_of(layout)
    box = f'class="floor floor--live" viewBox="0 0 {number(WIDTH)} {number(frame.height)}"'
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img" font-family="system-ui,sans-serif">',
            f"<title>{escape(words.title)}</title><desc>{escape(words.description)}</desc>",
            heat_map(frame, live.visits) if live.visits else "",
            *(_crowd(frame, crowd) for crowd in live.crowds),
            _ways(frame, live.ways),
            _stops(frame, live.stops),
            _people(frame, live.people),
            "</svg>",
        ]
    )


def _ways(frame: Frame, ways: Sequence[Sequence[Point]]) -> str:
    """Thin lines, side by side where they share an aisle."""
    drawn = []
    for turn, way in enumerate(ways):
        aside = frame.step * (0.04 + 0.16 * turn / max(1, len(ways)))
        drawn.append(path(beside([frame.place(spot) for spot in walk_line(frame.layout, way)], aside)))
    return f'<path class="live__ways" d="{"".join(drawn)}"/>' if drawn else ""


def _stops(frame: Frame, stops: Sequence[Cell]) -> str:
    places = sorted({frame.point(cell) for cell in stops})
    marks = "".join(f"M{number(x)} {number(y)}h0" for x, y in places)
    return f'<path class="live__stops" d="{marks}"/>' if marks else ""


def _crowd(frame: Frame, crowd: Crowd) -> str:
    """A frame around the stretch, with how many there are."""
    x, front, back = _stretch(frame, crowd)
    half = frame.step * 0.44
    kind = "now" if crowd.is_now else "soon"
    return (
        f'<g class="live__crowd live__crowd--{kind}"><rect x="{number(x - half)}" y="{number(back)}" '
        f'width="{number(2 * half)}" height="{number(front - back)}" rx="3"/>'
        f'<text x="{number(x)}" y="{number(back + 9)}" font-size="8" text-anchor="middle">{crowd.people}</text></g>'
    )


def _stretch(frame: Frame, crowd: Crowd) -> tuple[float, float, float]:
    """The middle of the stretch, its front and its back on the sheet."""
    if isinstance(frame.layout, WayPoints):
        x, y = frame.point(Cell(crowd.aisle, 0))
        return x, y + 14, y - 14
    x = frame.place((crowd.aisle * frame.layout.aisle_pitch, 0.0))[0]
    front, back = (frame.place((0.0, cross))[1] for cross in frame.layout.cross_aisles[crowd.block : crowd.block + 2])
    return x, front, back


def _people(frame: Frame, people: Sequence[Person]) -> str:
    """Dots; those who stand at one place fan out."""
    at_place: Counter[tuple[float, float]] = Counter()
    radius = RADIUS if len(people) <= ROOMY else SMALL
    drawn = []
    for person in people:
        spot = frame.point(person.at)
        turn = at_place[spot]
        at_place[spot] += 1
        x = spot[0] + radius * 1.4 * ((turn + 1) // 2) * (1 if turn % 2 else -1)
        x = min(max(x, radius + 1), WIDTH - radius - 1)
        drawn.append(_person(person, (x, spot[1]), radius, len(people) <= NAMED))
    return "".join(drawn)


def _person(person: Person, at: tuple[float, float], radius: float, is_named: bool) -> str:
    kind = "away" if person.away else "there"
    return (
        f'<g class="live__person live__person--{kind}" data-person="{escape(person.key)}" '
        f'transform="translate({number(at[0])} {number(at[1])})" text-anchor="middle">'
        f"<title>{escape(person.name)}</title>{_shape(person, radius)}"
        f'<text y="{number(radius * 0.42)}" font-size="{number(radius * 1.15)}" font-weight="700">'
        f"{escape(person.initials)}</text>{_name(person, at[0], radius) if is_named else ''}</g>"
    )


def _shape(person: Person, radius: float) -> str:
    half, side = number(radius), number(2 * radius)
    if person.away:
        return f'<rect x="-{half}" y="-{half}" width="{side}" height="{side}"/>'
    return f'<circle r="{half}"/>'


def _name(person: Person, x: float, radius: float) -> str:
    """The first name, below the dot; it stays on the sheet."""
    label = (person.name.split() or [""])[0]
    half = len(label) * CHARACTER * 0.6 / 2
    aside = max(0.0, half - x) + min(0.0, WIDTH - half - x)
    return f'<text class="live__name" x="{number(aside)}" y="{number(radius + 7)}" font-size="7">{escape(label)}</text>'
