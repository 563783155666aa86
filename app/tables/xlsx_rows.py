"""Rows of a spreadsheet: what it would unpack to is bounded before it is opened."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO

from flask_babel import lazy_gettext
from python_calamine import CalamineError, CalamineWorkbook

from app.errors import DomainError
from app.tables.lines import NotReadable
from app.tables.rows import Row

LARGEST = 64 * 1024**2
LARGEST_UNPACKED = 512 * 1024**2
MOST_UNPACKED = 200
MOST_PARTS = 2000
MOST_ROWS = 200_000
MOST_CELLS = 5_000_000
"""Rows times columns up to the last cell: a sheet with one cell in its farthest corner would fill the memory."""

_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,3})(\d{1,8})["']""")
_CHUNK = 1024 * 1024


class SheetTooBig(DomainError):
    code = "sheet_too_big"
    status = 413
    message = lazy_gettext(
        "The spreadsheet %(name)s is too big to be opened. Save it as CSV, which may have any length."
    )


class XlsxTable:
    """The first sheet; its first row is the header."""

    encoding = "xlsx"

    def __init__(self, path: Path) -> None:
        self.size = path.stat().st_size
        _check_bounds(path)
        try:
            rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
        except (CalamineError, IndexError) as problem:
            raise NotReadable(name=path.name) from problem
        if not rows:
            raise NotReadable(name=path.name)
        self.columns = [_text(value).strip() for value in rows[0]]
        self._rows = rows[1:]
        self._done = 0

    @property
    def read(self) -> int:
        return self.size * self._done // max(1, len(self._rows))

    def __iter__(self) -> Iterator[Row]:
        for number, cells in enumerate(self._rows, 2):
            self._done = number - 1
            values = [_text(cell) for cell in cells]
            if any(values):
                yield Row(number, values, _as_csv(values))


def _check_bounds(path: Path) -> None:
    """Raises SheetTooBig or NotReadable; reads the archive's parts as a stream, keeps nothing."""
    size = path.stat().st_size
    if size > LARGEST:
        raise SheetTooBig(name=path.name)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or unpacked > min(LARGEST_UNPACKED, max(_CHUNK, size * MOST_UNPACKED)):
                raise SheetTooBig(name=path.name)
            for part in parts:
                if part.filename.startswith("xl/worksheets/"):
                    with archive.open(part) as sheet:
                        _check_corner(sheet, path.name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as problem:
        raise NotReadable(name=path.name) from problem


def _check_corner(sheet: IO[bytes], name: str) -> None:
    """How far the sheet reaches, by the references that its cells and rows carry."""
    row, column, tail = 1, 1, b""
    while chunk := sheet.read(_CHUNK):
        for letters, digits in _REFERENCE.findall(tail + chunk):
            row, column = max(row, int(digits)), max(column, _column(letters))
        if row > MOST_ROWS or row * column > MOST_CELLS:
            raise SheetTooBig(name=name)
        tail = chunk[-40:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _text(value: object) -> str:
    """A cell as a CSV file would have it: 6.0 is 6, a moment is ISO."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)


def _as_csv(values: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(values)
    return out.getvalue()
