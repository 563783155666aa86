"""Noto Sans CJK cut down to the signs of one document: a small typeface for a PDF to carry.

The whole one has 65,535 glyphs, and reading it takes longer than all else about a label. It is read once in a process;
a document gets the outlines of its own signs, as curves that every reader and printer of PDF knows (TrueType).
"""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from io import BytesIO
from threading import Lock
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from app.printing.faces import font_file

ABSENT = 0
"""The glyph of what the typeface does not have."""
CLOSE = 0.5
"""How far, in thousandths of the type's size, a curve may lie from the one that was drawn."""
MOST_KEPT = 6000
"""Outlines that are kept for the next document: what a day of parcels says, at some kilobyte each."""
MADE = 2_082_844_800
"""The first second of 1970, as type counts them: from 1904."""
_reading = Lock()


def cut(number: int, bold: bool, signs: Iterable[str]) -> bytes:
    """A TrueType file with those of the signs that the typeface has."""
    with _reading:
        known = _whole(number, bold).ids
        wanted = {f"u{ord(sign)}": ord(sign) for sign in sorted(set(signs)) if ord(sign) in known}
        drawn = {".notdef": _drawn(number, bold, ABSENT)}
        drawn |= {name: _drawn(number, bold, known[sign]) for name, sign in wanted.items()}
        return _file(_whole(number, bold), drawn, {sign: name for name, sign in wanted.items()})


def known_signs(number: int, bold: bool) -> Mapping[int, int]:
    """What the typeface has a form of, by code point."""
    with _reading:
        return _whole(number, bold).ids


class _Whole:
    """The typeface as it is installed; its outlines are read as they are asked for."""

    def __init__(self, number: int, bold: bool) -> None:
        with TTFont(font_file(bold), fontNumber=number, lazy=True) as font:
            self.ids: Mapping[int, int] = {sign: font.getGlyphID(name) for sign, name in font.getBestCmap().items()}
            self.name: str = font["name"].getBestFullName()
            self.unit: int = font["head"].unitsPerEm
            self.ascent: int = font["hhea"].ascent
            self.descent: int = font["hhea"].descent
            self.capital: int = font["OS/2"].sCapHeight
            self.weight: int = font["OS/2"].usWeightClass
            self.outlines: Any = font["CFF "].cff.topDictIndex[0].CharStrings.charStringsIndex


@cache
def _whole(number: int, bold: bool) -> _Whole:
    return _Whole(number, bold)


@lru_cache(maxsize=MOST_KEPT)
def _drawn(number: int, bold: bool, glyph_id: int) -> tuple[int, Any]:
    """How wide the glyph is, and its outline."""
    whole, pen = _whole(number, bold), TTGlyphPen(None)
    outline = whole.outlines[glyph_id]
    outline.draw(Cu2QuPen(pen, CLOSE * whole.unit / 1000, reverse_direction=True))
    glyph = pen.glyph()
    glyph.recalcBounds(None)
    return round(outline.width), glyph


def _file(whole: _Whole, drawn: Mapping[str, tuple[int, Any]], names: Mapping[int, str]) -> bytes:
    builder = FontBuilder(whole.unit, isTTF=True)
    builder.setupGlyphOrder(list(drawn))
    builder.setupCharacterMap(names)
    builder.setupGlyf({name: outline for name, (_, outline) in drawn.items()})
    builder.setupHorizontalMetrics({name: (width, outline.xMin) for name, (width, outline) in drawn.items()})
    builder.setupHorizontalHeader(ascent=whole.ascent, descent=whole.descent)
    builder.setupNameTable({"fullName": whole.name, "psName": whole.name.replace(" ", "-")})
    builder.setupOS2(sCapHeight=whole.capital, usWeightClass=whole.weight)
    builder.setupPost()
    builder.updateHead(created=MADE, modified=MADE)  # the same signs give the same file
    builder.font.recalcTimestamp = False
    file = BytesIO()
    builder.save(file)
    return file.getvalue()
