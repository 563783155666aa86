"""Tables to take away, written row by row: CSV for programs, XLSX for people; no text in them becomes a formula."""

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.tables.report import defused

Value = str | int | float | Decimal | date | datetime | None
Row = Sequence[Value]

_IN_MEMORY = 4 * 1024**2
_BATCH = 500
_LONGEST = 32_767
"""Characters that a cell of a workbook holds."""
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML has no place for."""
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def csv_of(header: Row, rows: Iterable[Row]) -> Iterator[bytes]:
    """The table in pieces, with the mark by which spreadsheets know UTF-8; what could be a formula is defused."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    text.write("\ufeff")
    writer.writerow([_text(value) for value in header])
    for number, row in enumerate(rows, start=1):
        writer.writerow([_text(value) for value in row])
        if number % _BATCH == 0:
            yield _taken(text)
    yield _taken(text)


def xlsx_of(header: Row, rows: Iterable[Row]) -> IO[bytes]:
    """The table as a workbook with one sheet, from its beginning; numbers and days are that, all else is text."""
    file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  whoever sends it closes it
    with Workbook(file, {"constant_memory": True, **_AS_TEXT}) as workbook:
        sheet, day = workbook.add_worksheet("Shelfway"), workbook.add_format({"num_format": "yyyy-mm-dd"})
        _write(sheet, 0, header, workbook.add_format({"bold": True}), day)
        for number, row in enumerate(rows, start=1):
            _write(sheet, number, row, None, day)
    file.seek(0)
    return file


def _write(sheet: Worksheet, number: int, row: Row, style: Format | None, day: Format) -> None:
    for column, value in enumerate(row):
        if isinstance(value, date) and not isinstance(value, datetime):
            sheet.write_datetime(number, column, value, day)
        elif isinstance(value, int | float | Decimal):
            sheet.write_number(number, column, value)
        elif value not in (None, ""):
            said = value if isinstance(value, str) else _text(value)
            sheet.write_string(number, column, _UNPRINTABLE.sub("", said)[:_LONGEST], style)


def _taken(text: io.StringIO) -> bytes:
    written = text.getvalue()
    text.seek(0)
    text.truncate()
    return written.encode(errors="replace")


def _text(value: Value) -> str:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, str):
        return defused(value)
    return "" if value is None else str(value)
