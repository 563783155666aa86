"""The typefaces of paper: Helvetica, which every reader and printer has, and Noto Sans CJK for all that it lacks.

A paper is set in one of them throughout. Where Noto is not installed, Latin still prints and other signs become `?`;
`has_chinese` says so to whoever shows a page about it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from fpdf.fonts import CORE_FONTS_CHARWIDTHS
from PIL import ImageFont

FOLDERS = (Path("/usr/share/fonts/opentype/noto"), Path("/usr/share/fonts/noto-cjk"))
FILES = {False: "NotoSansCJK-Regular.ttc", True: "NotoSansCJK-Bold.ttc"}
NUMBERS = {"zh_Hans": 2, "zh_Hant": 3}
"""Which font of the collection draws the signs as that language's readers write them."""
ENGLISH = 3
MM = 25.4 / 72
DRAWN = 100
"""Pixels at which Noto is measured."""


@dataclass(frozen=True)
class Face:
    """`language` chooses among Noto's forms; `is_latin`: Helvetica is enough."""

    is_latin: bool
    language: str = "en"

    @property
    def number(self) -> int:
        return NUMBERS.get(self.language, ENGLISH)

    @property
    def dots(self) -> str:
        """What stands where a text was cut."""
        return "..." if self.is_latin else "…"

    def width(self, text: str, points: float, bold: bool) -> float:
        """In millimetres."""
        if self.is_latin:
            widths = CORE_FONTS_CHARWIDTHS["helveticaB" if bold else "helvetica"]
            signs = text.encode("cp1252", "replace").decode("latin-1")
            return sum(widths[sign] for sign in signs) * points * MM / 1000
        return _length(text, self.number, bold) * points * MM / DRAWN

    def known(self, text: str) -> str:
        """The text with a sign that says so where the face has none of its own."""
        if self.is_latin:
            return text.encode("cp1252", "replace").decode("cp1252")
        from app.printing.cutting import known_signs  # half a second to load, and only for what is not Latin

        known = known_signs(self.number, False)
        return "".join(sign if ord(sign) in known else "\u25a1" for sign in text)


def face_for(texts: Iterable[str], language: str) -> Face:
    """Helvetica where it has all that is said, or nothing else is installed."""
    return Face(not has_chinese() or all(is_latin(text) for text in texts), language)


def is_latin(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def has_chinese() -> bool:
    return font_file(False) is not None and font_file(True) is not None


@cache
def font_file(bold: bool) -> Path | None:
    return next((found for folder in FOLDERS if (found := folder / FILES[bold]).is_file()), None)


def drawing_font(number: int, bold: bool, pixels: int) -> Any:
    """For what is drawn instead of set, or measured."""
    path = font_file(bold)
    if path is None:
        raise FileNotFoundError(FILES[bold])
    return ImageFont.truetype(path, pixels, index=number)


@lru_cache(maxsize=5_000)
def _length(text: str, number: int, bold: bool) -> float:
    """In pixels; the same words are tried at one size after the other."""
    return float(_measured(number, bold).getlength(text))


@cache
def _measured(number: int, bold: bool) -> Any:
    return drawing_font(number, bold, DRAWN)
