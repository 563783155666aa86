"""How an order lies in its carton: seen from above, layer by layer from the bottom up, as a packer puts it in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from app.drawing.floor import FONT, INK, Words
from app.drawing.frame import WIDTH, number
from app.planning.cartons import LEVEL_MM, PackedCarton, Place

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" class="carton" viewBox="0 0 {wide} {high}" role="img"'
SIDE, GAP, CAPTION = 8.0, 12.0, 22.0
FEW = 4
"""With no more piles to see in any layer, two layers stand side by side."""
HIGHEST = 240.0
LARGE, SMALL, LEAST = 24.0, 12.0, 11.0
CHARACTER = 0.62
"""Width of a digit, as a share of its height."""


@dataclass(frozen=True)
class Pile:
    """Alike pieces on top of each other, one or more: numbers of the first and the last, and the place of the first."""

    first: int
    last: int
    place: Place

    @property
    def high(self) -> int:
        return self.place.dz * (self.last - self.first + 1)

    @property
    def top(self) -> int:
        return self.place.z + self.high

    @property
    def label(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


@dataclass(frozen=True)
class Layer:
    """What stands at one height: what is put in now, and what reaches up beside it."""

    base: int
    now: tuple[Pile, ...]
    beside: tuple[Pile, ...]


def layers(places: Sequence[Place]) -> list[Layer]:
    """The layers from the bottom up; bases within LEVEL_MM of the lowest are one layer. Numbers count from 1."""
    rising = sorted(_piles(places), key=lambda pile: (pile.place.z, pile.first))
    found: list[Layer] = []
    while rising:
        base = rising[0].place.z
        now = tuple(pile for pile in rising if pile.place.z <= base + LEVEL_MM)
        rising = rising[len(now) :]
        before = [pile for layer in found for pile in layer.now]
        found.append(Layer(base, now, tuple(pile for pile in before if pile.top > base + LEVEL_MM)))
    return found


def _piles(places: Sequence[Place]) -> list[Pile]:
    found: list[Pile] = []
    for turn, place in enumerate(places, 1):
        pile = found[-1] if found else None
        if pile and place == replace(pile.place, z=pile.top):
            found[-1] = replace(pile, last=turn)
        else:
            found.append(Pile(turn, turn, place))
    return found


def carton_svg(packed: PackedCarton, words: Words, names: Mapping[str, str] | None = None) -> str:
    """The layers of a carton; a pile bears its pieces' numbers in the order of packing, and how high it stands.

    Its length goes to the right, its width upwards. What is put in now is filled, what stands beside it already is
    dashed. A screen reader hears a piece's name (`names` by its id, else the id) and its extents. 320 units wide.
    """
    shown = layers(packed.places)
    columns = 2 if all(len(layer.now) + len(layer.beside) <= FEW for layer in shown) and len(shown) > 1 else 1
    length, width, _ = packed.carton.inside
    room = (WIDTH - 2 * SIDE - (columns - 1) * GAP) / columns
    scale = min(room / length, HIGHEST / width)
    down = CAPTION + width * scale + GAP
    high = down * max(1, -(-len(shown) // columns))
    drawn = []
    for turn, layer in enumerate(shown):
        row, column = divmod(turn, columns)
        left = SIDE + column * (room + GAP) + (room - length * scale) / 2
        drawn.append(_layer(layer, turn + 1, (left, row * down + CAPTION), packed, scale, names or {}))
    parts = [
        HEAD.format(wide=number(WIDTH), high=number(high)) + f"{FONT}>",
        f"<title>{escape(words.title)}</title>",
        f"<desc>{escape(words.description)}</desc>" if words.description else "",
        f'<rect class="carton__ground" width="{number(WIDTH)}" height="{number(high)}" fill="#fff"/>',
        *drawn,
        "</svg>",
    ]
    return "".join(parts)


def _layer(
    layer: Layer, turn: int, at: tuple[float, float], packed: PackedCarton, scale: float, names: Mapping[str, str]
) -> str:
    """One layer with its turn and the height on which it stands, in a frame that is the carton."""
    length, width, _ = packed.carton.inside
    piles = [
        *(_pile(pile, width, scale, names, is_new=False) for pile in layer.beside),
        *(_pile(pile, width, scale, names, is_new=True) for pile in layer.now),
    ]
    return (
        f'<g class="carton__layer" transform="translate({number(at[0])} {number(at[1])})">'
        f'<text y="-6" fill="{INK}" font-size="14">{turn}. <tspan font-size="12">↥ {layer.base} mm</tspan></text>'
        f"{''.join(piles)}"
        f'<rect width="{number(length * scale)}" height="{number(width * scale)}" fill="none" stroke="{INK}" '
        f'stroke-width="2.5"/></g>'
    )


def _pile(pile: Pile, width: int, scale: float, names: Mapping[str, str], is_new: bool) -> str:
    place = pile.place
    x, y = place.x * scale, (width - place.y - place.dy) * scale
    wide, high = place.dx * scale, place.dy * scale
    kind, paint = ("now", 'fill="#d7e6f7"') if is_new else ("beside", 'fill="#fff" stroke-dasharray="4 3"')
    name = names.get(place.piece_id, place.piece_id)
    return (
        f'<g class="carton__{kind}"><title>{escape(f"{pile.label}: {name}")}, {place.dx} × {place.dy} × {place.dz} mm'
        f'</title><rect x="{number(x)}" y="{number(y)}" width="{number(wide)}" height="{number(high)}" {paint} '
        f'stroke="{INK}"/>{_label(pile, (x + wide / 2, y + high / 2), wide, high, is_new)}</g>'
    )


def _label(pile: Pile, middle: tuple[float, float], wide: float, high: float, is_new: bool) -> str:
    """The numbers as large as the pile lets them be, and below them how high it stands where there is room."""
    size = max(LEAST, min(LARGE if is_new else SMALL, high * 0.6, wide / (len(pile.label) + 1) / CHARACTER))
    note = f"↕ {pile.high}"
    has_room = is_new and high >= size + SMALL + 6 and wide >= len(note) * SMALL * CHARACTER + 4
    x, y = middle
    at = f'x="{number(x)}" y="{number(y + size * 0.35 - (SMALL / 2 if has_room else 0))}"'
    weight = ' font-weight="700"' if is_new else ""
    below = f'<text x="{number(x)}" y="{number(y + size * 0.35 + SMALL * 0.75)}" font-size="12">{note}</text>'
    return (
        f'<g fill="{INK}" text-anchor="middle"><text {at} font-size="{number(size)}"{weight}>{pile.label}</text>'
        f"{below if has_room else ''}</g>"
    )
