"""A table of rows from CSV (also .gz and .xz) or XLSX, read as a stream."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from flask_babel import lazy_gettext

from app.errors import DomainError
from app.tables.csv_rows import CsvTable
from app.tables.rows import Row
from app.tables.xlsx_rows import XlsxTable


class EncodingUnknown(DomainError):
    code = "encoding_unknown"
    status = 422
    message = lazy_gettext("%(encoding)s is not an encoding that is known here. Try utf-8, big5, gb18030 or cp1252.")


class ColumnsMissing(DomainError):
    code = "columns_missing"
    status = 422
    message = lazy_gettext(
        "The file lacks the columns: %(columns)s. It has: %(here)s. Rename them, or use another mapping."
    )


class Table(Protocol):
    """`columns` from the header; `read` of `size` bytes are behind us; `encoding` is what the text is in."""

    columns: list[str]
    encoding: str
    size: int

    @property
    def read(self) -> int: ...

    def __iter__(self) -> Iterator[Row]: ...


@dataclass(frozen=True)
class Source:
    """A file to import; without `encoding` it is found out."""

    path: Path
    encoding: str | None = None


def open_table(source: Source) -> Table:
    """The file's table. Raises a DomainError when it is too big, damaged, or in an encoding nobody knows."""
    if source.path.suffix.lower() == ".xlsx":
        return XlsxTable(source.path)
    try:
        return CsvTable(source.path, source.encoding)
    except LookupError:
        raise EncodingUnknown(encoding=source.encoding) from None


def require(table: Table, columns: set[str]) -> None:
    """Raises ColumnsMissing unless the header has all of `columns`."""
    missing = sorted(columns - set(table.columns))
    if missing:
        raise ColumnsMissing(columns=", ".join(missing), here=", ".join(table.columns)[:300])
