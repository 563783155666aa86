"""What stands where on paper, in millimetres from its left upper corner: what PDF, ZPL and the preview draw."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.printing.bars import Modules
from app.printing.faces import Face
from app.printing.sizes import ALL_SIZES

CUT = 0.1
"""How thick the line is along which labels are cut out of a sheet."""


@dataclass(frozen=True)
class Words:
    """One line. `y` is its baseline; `x` the left of its box, `width` the box's."""

    x: float
    y: float
    width: float
    text: str
    points: float
    bold: bool
    align: str
    face: Face


@dataclass(frozen=True)
class Bars:
    """A code without its quiet zone: its left upper corner, its module's side, and how high its bars are."""

    x: float
    y: float
    module: float
    height: float
    code: Modules


@dataclass(frozen=True)
class Stroke:
    """A filled box (a line), or a frame of that thickness."""

    x: float
    y: float
    width: float
    height: float
    thick: float
    is_frame: bool


@dataclass(frozen=True)
class Picture:
    x: float
    y: float
    width: float
    height: float
    path: Path


Placed = Words | Bars | Stroke | Picture
Page = tuple[Placed, ...]


@dataclass(frozen=True)
class Sheet:
    """The pages of one paper."""

    size: tuple[float, float]
    pages: tuple[Page, ...]


def on_sheets(labels: Sequence[Sheet], size: str) -> list[Sheet]:
    """Labels of one size side by side on larger paper, in their order, with lines to cut along."""
    pages = [page for label in labels for page in label.pages]
    if not pages:
        return []
    places = list(_places(labels[0].size, ALL_SIZES[size]))
    sheets = [pages[first : first + len(places)] for first in range(0, len(pages), len(places))]
    return [Sheet(ALL_SIZES[size], (_together(sheet, places, labels[0].size),)) for sheet in sheets]


def _places(label: tuple[float, float], paper: tuple[float, float]) -> Iterator[tuple[float, float]]:
    """Left upper corners, row by row, in the middle of the paper."""
    across, down = (int(paper[side] // label[side]) for side in (0, 1))
    left, top = (paper[0] - across * label[0]) / 2, (paper[1] - down * label[1]) / 2
    for row in range(down):
        for column in range(across):
            yield left + column * label[0], top + row * label[1]


def _together(pages: Sequence[Page], places: Sequence[tuple[float, float]], size: tuple[float, float]) -> Page:
    placed: list[Placed] = []
    for page, (left, top) in zip(pages, places, strict=False):
        placed.append(Stroke(left, top, *size, CUT, True))
        placed.extend(replace(one, x=one.x + left, y=one.y + top) for one in page)
    return tuple(placed)
