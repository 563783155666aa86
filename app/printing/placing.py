"""A filled paper as what stands where, in millimetres: pages of texts, bars, lines and frames that PDF and ZPL draw."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from jinja2 import TemplateError

from app.printing.bars import Modules, NotPrintable, bars, square
from app.printing.faces import MM, face_for
from app.printing.filling import N_, filled, filled_to_scan, is_so, said, visible
from app.printing.fitting import set_in
from app.printing.sheet import Bars, Page, Picture, Placed, Sheet, Stroke, Words
from app.printing.templates import Box, Column, Paper, TemplateWrong
from app.scanning.codes import NoCode, clean

NARROWEST, WIDEST = 0.25, 0.5
"""Millimetres of a bar: two dots of a printer with eight of them, and what a scanner takes in one view."""
SMALLEST_SQUARE, LARGEST_SQUARE = 0.3, 1.0
PADDING = 0.8
"""Above and below the words of a table's row."""
GAP = 1.5
"""Between the columns."""
CANNOT_FILL = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What a placeholder raises that names nothing, or whose filter meets what it does not take."""
NOT_SCANNED = N_("Cannot be scanned: %(code)s")
"""Instead of a code that no scanner would give back as it is, or that is too long for its box."""
MOST_PAGES = 200
MOST_ROWS = 5000
Fill = Callable[[str, Mapping[str, Any]], str]


def sheet_of(paper: Paper, content: Mapping[str, Any], copy: str = "") -> Sheet:
    """Raises TemplateWrong for a placeholder that cannot be filled."""
    return _Placing(paper, content, copy).sheet()


class _Placing:
    def __init__(self, paper: Paper, content: Mapping[str, Any], copy: str) -> None:
        self._paper = paper
        self._values: dict[str, Any] = {**content, "page": 1, "pages": 1, "copy": ""}
        if copy:
            self._values["copy"] = self._filled(copy, 1)
        self._face = face_for((_all_text(content), *self._said()), content["language"])

    def sheet(self) -> Sheet:
        tables = [box for box in self._paper.boxes if box.kind == "table" and self._is_so(box)]
        parts = {id(box): self._parts(box) for box in tables}
        count = max([1, *(len(pages) for pages in parts.values())])
        if count > MOST_PAGES:
            raise TemplateWrong(self._paper.name, tables[0].line, f"this would be {count} pages")
        pages = tuple(tuple(self._page(number, count, parts)) for number in range(1, count + 1))
        return Sheet(self._paper.millimetres, pages)

    def _page(self, number: int, count: int, parts: Mapping[int, Sequence[Page]]) -> Iterator[Placed]:
        self._values |= {"page": number, "pages": count}
        for box in self._paper.boxes:
            if not _is_on(box, number, count) or not self._is_so(box):
                continue
            if box.kind == "table":
                pages = parts[id(box)]
                yield from pages[number - 1] if number <= len(pages) else ()
            else:
                yield from self._box(box)

    def _box(self, box: Box) -> Iterator[Placed]:
        if box.kind in {"line", "frame"}:
            yield Stroke(*box.at, *box.size, box.thick, box.kind == "frame")
        elif box.kind == "picture":
            yield Picture(*box.at, *box.size, self._picture(box))
        elif box.kind == "code":
            yield from self._code(box.code, self._to_scan(box.text, box.line), box.at, box.size, box.align)
        else:
            text = self._filled(box.text, box.line)
            yield from self._words(text, box.at, box.size, box.font, box.bold, box.align, box.fit == "wrap")

    def _words(
        self,
        text: str,
        at: tuple[float, float],
        size: tuple[float, float],
        points: float,
        bold: bool,
        align: str,
        wraps: bool,
    ) -> Iterator[Words]:
        if not text:
            return
        setting = set_in(self._face, text, *size, points, bold, wraps)
        for index, line in enumerate(setting.lines):
            baseline = at[1] + index * setting.leading + setting.points * MM
            if line:
                yield Words(at[0], baseline, size[0], line, setting.points, bold, align, self._face)

    def _code(
        self, kind: str, text: str, at: tuple[float, float], size: tuple[float, float], align: str
    ) -> Iterator[Placed]:
        """The bars where they fit, else a square; where neither does, words say what could not be one."""
        if not text.strip():
            return
        for code in _codes(kind, text):
            smallest, widest = (SMALLEST_SQUARE, LARGEST_SQUARE) if code.is_square else (NARROWEST, WIDEST)
            module = min(size[0] / code.across, widest)
            if code.is_square:
                module = min(module, size[1] / code.across)
            if module >= smallest - 0.0001:
                spare = size[0] - code.across * module
                left = at[0] + {"left": 0.0, "center": spare / 2, "right": spare}[align] + code.quiet * module
                top = at[1] + (code.quiet * module if code.is_square else 0)
                yield Bars(left, top, module, module if code.is_square else size[1], code)
                return
        told = said(self._values["language"], NOT_SCANNED, code=visible(text))
        yield from self._words(told, at, size, 7, False, "left", True)

    def _parts(self, box: Box) -> list[Page]:
        """What stands of a table on each page: its head again, and as many rows as there is room for."""
        rows = self._rows(box)
        pages: list[Page] = []
        placed, y, bottom = self._begin(box, pages)
        for row in rows:
            drawn, height = self._row(box, row, y)
            if y + height > bottom + 0.01 and len(placed) > len(self._head(box, 0.0)[0]):
                pages.append(tuple(placed))
                placed, y, bottom = self._begin(box, pages)
                drawn, height = self._row(box, row, y)
            placed.extend(drawn)
            y += height
        return [*pages, tuple(placed)]

    def _begin(self, box: Box, pages: Sequence[Page]) -> tuple[list[Placed], float, float]:
        top = box.again[1] if pages and box.again != (0, 0) else box.at[1]
        height = (box.again_height or box.size[1]) if pages else box.size[1]
        head, used = self._head(box, top)
        return list(head), top + used, top + height

    def _head(self, box: Box, top: float) -> tuple[Sequence[Placed], float]:
        if not any(column.head for column in box.columns):
            return (), 0.0
        heads = [replace(column, text=column.head, code="", bold=True, font=0) for column in box.columns]
        drawn, height = self._cells(box, heads, top, self._values)
        return [*drawn, Stroke(box.at[0], top + height - box.thick, box.size[0], box.thick, box.thick, False)], height

    def _row(self, box: Box, row: Any, top: float) -> tuple[Sequence[Placed], float]:
        drawn, height = self._cells(box, box.columns, top, {**self._values, "row": row})
        hair = Stroke(box.at[0], top + height - 0.1, box.size[0], 0.1, 0.1, False)
        return [*drawn, hair], height

    def _cells(
        self, box: Box, columns: Sequence[Column], top: float, values: Mapping[str, Any]
    ) -> tuple[list[Placed], float]:
        """A row's texts and codes, and its height: that of the tallest, but never more than the table's."""
        placed: list[Placed] = []
        most, tallest, x = box.size[1] / 2, 0.0, box.at[0]
        largest = max((column.font or box.font for column in columns if not column.code), default=0.0)
        for column in columns:
            points, width = column.font or box.font, column.width - GAP
            if column.code:
                height, text = 12.0, self._to_scan(column.text, column.line, values)
                placed.extend(self._code(column.code, text, (x, top + PADDING), (width, height), column.align))
            else:
                text = self._filled(column.text, column.line, values)
                setting = set_in(self._face, text, width, most, points, column.bold, True)
                lower = (largest - setting.points) * MM  # so that all first lines stand on one
                height = setting.height + lower
                at = (x, top + PADDING + lower)
                placed.extend(self._words(text, at, (width, most), points, column.bold, column.align, True))
            tallest, x = max(tallest, height), x + column.width
        return placed, tallest + 2 * PADDING

    def _rows(self, box: Box) -> Sequence[Any]:
        rows = self._values.get(box.rows)
        if not isinstance(rows, list):
            raise TemplateWrong(self._paper.name, box.line, f"there are no rows named {box.rows}")
        return rows[:MOST_ROWS]

    def _picture(self, box: Box) -> Path:
        path = self._paper.folder / Path(box.file).name
        if not path.is_file() or path.suffix.lower() not in {".png", ".jpg", ".jpeg"}:
            raise TemplateWrong(self._paper.name, box.line, f"there is no picture {box.file} beside the template")
        return path

    def _is_so(self, box: Box) -> bool:
        try:
            return is_so(box.when, self._values)
        except CANNOT_FILL as problem:
            raise TemplateWrong(self._paper.name, box.line, str(problem)) from None

    def _filled(self, source: str, line: int, values: Mapping[str, Any] | None = None) -> str:
        return self._with(filled, source, line, values)

    def _to_scan(self, source: str, line: int, values: Mapping[str, Any] | None = None) -> str:
        return self._with(filled_to_scan, source, line, values)

    def _with(self, fill: Fill, source: str, line: int, values: Mapping[str, Any] | None) -> str:
        try:
            return fill(source, values or self._values)
        except CANNOT_FILL as problem:
            raise TemplateWrong(self._paper.name, line, f"{type(problem).__name__}: {problem}") from None

    def _said(self) -> Iterator[str]:
        """What the template itself says, in the paper's language."""
        if self._values["language"] != "en":
            yield "\u4e2d"
        for box in self._paper.boxes:
            yield box.text
        yield self._values["copy"]


def _codes(kind: str, text: str) -> Iterator[Modules]:
    """The codes that say exactly this, the wanted kind first; none for what no scanner of ours may send."""
    try:
        code = clean(text)
    except NoCode:
        return
    if kind != "qr":
        yield from _bars(kind, code)
    try:
        yield square(code)
    except ValueError:
        return  # longer than any square


def _bars(kind: str, code: str) -> Iterator[Modules]:
    try:
        yield bars(kind, code)
    except NotPrintable:
        if kind != "code128":
            yield from _bars("code128", code)


def _is_on(box: Box, number: int, count: int) -> bool:
    return {"all": True, "first": number == 1, "later": number > 1, "last": number == count}[box.pages]


def _all_text(value: Any) -> str:
    """Every text of the content, one after the other."""
    if isinstance(value, Mapping):
        return "".join(_all_text(one) for one in value.values())
    if isinstance(value, list):
        return "".join(_all_text(one) for one in value)
    return value if isinstance(value, str) else ""
