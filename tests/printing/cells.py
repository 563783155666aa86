"""The code boxes of templates, and their part of a page: cut out, put under each other and read at once."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2
from PIL import Image

from app.printing.filling import filled_to_scan
from app.printing.sheet import Sheet
from app.printing.templates import Box, paper_named, paper_names

SHARP = 12
"""Pixels to the millimetre: three for the narrowest bar."""
APART = 60
POINTS = 72 / 25.4
VALUES = re.compile(r"{{\s*(\w+)")


@dataclass(frozen=True)
class Cell:
    """One code box with one text in it; `says` is what a scanner has to give back."""

    box: Box
    says: str


def code_boxes(name: str) -> tuple[Box, ...]:
    """A table's code would be one in each row: `test_no_table_has_codes` says that there is none yet."""
    return tuple(box for box in paper_named(name, None).boxes if box.kind == "code")


def with_codes() -> list[str]:
    return [name for name in paper_names() if code_boxes(name)]


def fed(name: str, content: dict[str, Any], text: str) -> dict[str, Any]:
    """The content with that text as every value of which its codes are made; its tables short: one page."""
    values = {value for box in code_boxes(name) for value in VALUES.findall(box.text)}
    short = {key: value[:1] if isinstance(value, list) else value for key, value in content.items()}
    return short | dict.fromkeys(values, text)


def cells(name: str, content: dict[str, Any]) -> list[Cell]:
    return [Cell(box, filled_to_scan(box.text, content)) for box in code_boxes(name)]


def cut_from_page(page: pypdfium2.PdfPage, boxes: Sequence[Box]) -> list[Image.Image]:
    width, height = page.get_size()
    found = []
    for box in boxes:
        left, top, right, bottom = sides(box, POINTS)
        crop = (left, height - bottom, width - right, top)
        found.append(page.render(scale=SHARP / POINTS, crop=crop).to_pil().convert("L"))
    return found


def cut_from_label(picture: Image.Image, boxes: Sequence[Box], dots: int = 8) -> list[Image.Image]:
    """Twice as large as it was: a scanner sees more than one point of each dot."""
    cut = [picture.convert("L").crop(sides(box, dots)) for box in boxes]
    return [one.resize((one.width * 2, one.height * 2), Image.Resampling.NEAREST) for one in cut]


def sides(box: Box, scale: float = 1) -> tuple[float, float, float, float]:
    left, top = box.at
    return left * scale, top * scale, (left + box.size[0]) * scale, (top + box.size[1]) * scale


def together(rows: Iterable[Sequence[Image.Image]]) -> Image.Image:
    """Each row's pictures side by side, the rows under each other, with white around each."""
    shown = list(rows)
    width = max(sum(one.width + APART for one in row) for row in shown)
    whole = Image.new("L", (width, sum(max(one.height for one in row) + APART for row in shown)), 255)
    top = APART // 2
    for row in shown:
        left = APART // 2
        for one in row:
            whole.paste(one, (left, top))
            left += one.width + APART
        top += max(one.height for one in row) + APART
    return whole


def first_page(sheets: Sequence[Sheet]) -> Sheet:
    """Of the first copy."""
    return Sheet(sheets[0].size, sheets[0].pages[:1])
