"""Sheets as PDF: texts in embedded type, codes as vectors."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fpdf import FPDF

from app.printing.sheet import Bars, Page, Picture, Placed, Sheet, Stroke, Words


def pdf_from(sheets: Sequence[Sheet], title: str = "") -> bytes:
    """All pages of the sheets in one document."""
    drawing = _Drawing(title)
    with TemporaryDirectory() as folder:
        drawing.carry_faces(sheets, Path(folder))
        for sheet in sheets:
            for page in sheet.pages:
                drawing.add(sheet, page)
        return drawing.bytes()


class _Drawing:
    def __init__(self, title: str) -> None:
        self._pdf = FPDF(unit="mm")
        self._pdf.set_auto_page_break(False)
        self._pdf.set_margin(0)
        self._pdf.c_margin = 0
        self._pdf.core_fonts_encoding = "cp1252"
        self._pdf.set_title(title)
        self._pdf.set_creator("Shelfway")

    def carry_faces(self, sheets: Sequence[Sheet], folder: Path) -> None:
        """Whatever Helvetica cannot say, with no sign more than is said. The files are read until `bytes`."""
        signs: dict[tuple[int, bool], set[str]] = defaultdict(set)
        for words in _said(sheets):
            if not words.face.is_latin:
                signs[words.face.number, words.bold].update(words.face.known(words.text))
        for (number, bold), said in signs.items():
            file = folder / f"{number}{bold}.ttf"
            file.write_bytes(_cut(number, bold, said))
            self._pdf.add_font(f"noto{number}", "B" if bold else "", fname=file)

    def add(self, sheet: Sheet, page: Page) -> None:
        self._pdf.add_page(format=sheet.size)
        for placed in page:
            self._draw(placed)

    def bytes(self) -> bytes:
        return bytes(self._pdf.output())

    def _draw(self, placed: Placed) -> None:
        if isinstance(placed, Words):
            self._words(placed)
        elif isinstance(placed, Bars):
            self._bars(placed)
        elif isinstance(placed, Stroke):
            self._stroke(placed)
        else:
            self._picture(placed)

    def _words(self, words: Words) -> None:
        face = words.face
        family = "helvetica" if face.is_latin else f"noto{face.number}"
        self._pdf.set_font(family, "B" if words.bold else "", size=words.points)
        text = face.known(words.text)
        spare = words.width - self._pdf.get_string_width(text)
        self._pdf.text(words.x + {"left": 0.0, "center": spare / 2, "right": spare}[words.align], words.y, text)

    def _bars(self, bars: Bars) -> None:
        """Each run of dark modules as one filled box."""
        for row, y in ((row, bars.y + index * bars.module) for index, row in enumerate(bars.code.rows)):
            for begin, length in runs(row):
                self._pdf.rect(bars.x + begin * bars.module, y, length * bars.module, bars.height, style="F")

    def _stroke(self, stroke: Stroke) -> None:
        if not stroke.is_frame:
            self._pdf.rect(stroke.x, stroke.y, stroke.width, stroke.height, style="F")
            return
        self._pdf.set_line_width(stroke.thick)
        half = stroke.thick / 2
        self._pdf.rect(stroke.x + half, stroke.y + half, stroke.width - stroke.thick, stroke.height - stroke.thick)

    def _picture(self, picture: Picture) -> None:
        path: Any = Path(picture.path)
        self._pdf.image(path, picture.x, picture.y, picture.width, picture.height, keep_aspect_ratio=True)


def _said(sheets: Sequence[Sheet]) -> Iterator[Words]:
    for sheet in sheets:
        for page in sheet.pages:
            yield from (placed for placed in page if isinstance(placed, Words))


def _cut(number: int, bold: bool, signs: set[str]) -> bytes:
    from app.printing.cutting import cut  # half a second to load, and only for what is not Latin

    return cut(number, bold, signs)


def runs(row: str) -> list[tuple[int, int]]:
    """Where dark begins, and for how many modules."""
    found, begin = [], -1
    for index, module in enumerate(row + "0"):
        if module == "1" and begin < 0:
            begin = index
        elif module == "0" and begin >= 0:
            found.append((begin, index - begin))
            begin = -1
    return found
