"""The gift shop's catalogue, by a seed."""

from dataclasses import dataclass
from itertools import product
from random import Random

from app.catalog.models import CASE, EACH, INNER
from app.demo.customs import customs_of
from app.demo.words import COLOURS, KINDS, MOTIFS, SIZED, SIZES, Kind

LANGUAGES = ("en", "zh_Hant", "zh_Hans")
IN_STORE = "20"
"""EAN-13 numbers that begin with 20 to 29 are for use within a shop: no real item has them."""


@dataclass(frozen=True)
class DemoItem:
    """`row` are the item's columns, `codes` its barcodes; the first items are in the highest demand."""

    row: dict[str, object]
    codes: tuple[tuple[str, str, int], ...]
    price: float
    track: str

    @property
    def sku(self) -> str:
        return str(self.row["sku"])


def demo_items(count: int, seed: int) -> list[DemoItem]:
    """As many different items, the most popular first; the same ones for the same seed."""
    random = Random(seed)
    designs = list(product(KINDS, COLOURS, MOTIFS))
    random.shuffle(designs)
    return [_item(number, *design, random) for number, design in enumerate(designs[:count], 1)]


def _item(number: int, kind: Kind, colour: str, motif: str, random: Random) -> DemoItem:
    scale = random.uniform(0.85, 1.2)
    length, width, height = (max(3, round(side * scale)) for side in kind.size)
    row: dict[str, object] = {
        "sku": f"{kind.key.upper()}-{number:04}",
        "names": _names(kind, colour, motif),
        "attributes": _attributes(kind, colour, random),
        "length_mm": length,
        "width_mm": width,
        "height_mm": height,
        "weight_g": max(5, round(kind.weight * scale**3)),
        "picture": f"{kind.key}-{colour}-{motif}",
        "flags": list(kind.flags),
        "tracks_lot": kind.track in ("lot", "expiry"),
        "tracks_expiry": kind.track == "expiry",
        "tracks_serial": kind.track == "serial",
        **customs_of(kind.key, kind.words[0], number),
    }
    return DemoItem(row, _codes(number, random), round(kind.price * random.uniform(0.8, 1.4), 2), kind.track)


def _names(kind: Kind, colour: str, motif: str) -> dict[str, str]:
    colours, motifs = COLOURS[colour], MOTIFS[motif]
    english = f"{colours[0]} {motifs[0]} {kind.words[0]}"
    return {"en": english} | {
        language: f"{colours[index]}{motifs[index]}{kind.words[index]}"
        for index, language in enumerate(LANGUAGES)
        if language != "en"
    }


def _attributes(kind: Kind, colour: str, random: Random) -> dict[str, object]:
    attributes: dict[str, object] = {"colour": dict(zip(LANGUAGES, COLOURS[colour], strict=True))}
    if kind.key in SIZED:
        attributes["size"] = random.choice(SIZES)
    return attributes


def _codes(number: int, random: Random) -> tuple[tuple[str, str, int], ...]:
    """Code, unit and quantity: each has its own, one in two an inner box of 6, one in four a case of 24."""
    codes = [(ean13(f"{IN_STORE}0{number:09}"), EACH, 1)]
    if random.random() < 0.5:
        codes.append((ean13(f"{IN_STORE}1{number:09}"), INNER, 6))
    if random.random() < 0.25:
        codes.append((ean13(f"{IN_STORE}2{number:09}"), CASE, 24))
    return tuple(codes)


def ean13(twelve: str) -> str:
    """The number with its check digit (GS1 General Specifications, 7.9)."""
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve))
    return f"{twelve}{-weighted % 10}"
