"""Rows of a CSV file, line by line: a quote that is never closed spoils its own line, not the rest of the file."""

import codecs
import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from flask_babel import lazy_gettext

from app.tables.encodings import detect
from app.tables.lines import LONGEST_LINE, NotReadable, RawLines
from app.tables.rows import Row

LONGEST_ROW = 30
"""Lines that one row may go over: an address in quotes may have a few."""

csv.field_size_limit(LONGEST_ROW * LONGEST_LINE)  # the module's own bound would end the import at a long text

QUOTE_OPEN = lazy_gettext("a quotation mark that is never closed")
NOT_TEXT = lazy_gettext("bytes that are no text in this encoding")
NO_CHARACTER = lazy_gettext("a character that is no text")
COUNT_DIFFERS = lazy_gettext("more or fewer columns than the header")


class CsvTable:
    """The delimiter (comma, semicolon or tab) is the one that the header has most of."""

    def __init__(self, path: Path, encoding: str | None) -> None:
        self._lines = RawLines(path)
        self.size = self._lines.size
        self.encoding = codecs.lookup(encoding).name if encoding else detect(iter(RawLines(path)))
        header = self._first_line()
        self._delimiter = max(",;\t", key=header.count)
        self.columns = [name.strip() for name in self._split(header)]

    @property
    def read(self) -> int:
        return self._lines.read

    def __iter__(self) -> Iterator[Row]:
        pending = enumerate(self._lines, 1)
        next(pending, None)
        waiting: list[tuple[int, bytes]] = []
        while True:
            number, line = waiting.pop(0) if waiting else next(pending, (0, b""))
            if not number:
                return
            if b'"' in line and self._is_open([self._shown(line)]):
                more = self._until_closed(self._shown(line), waiting, pending)
                if more is None:
                    yield Row(number, self._before_quote(line), self._shown(line).strip(), QUOTE_OPEN)
                    continue
                line += b"".join(more)
            if line.strip(b"\r\n, ;\t"):
                yield self._row(number, line)

    def _until_closed(
        self, first: str, waiting: list[tuple[int, bytes]], pending: Iterator[tuple[int, bytes]]
    ) -> list[bytes] | None:
        """The lines that belong to the open quotation mark; None when it stays open, and all wait to be read anew."""
        lines = [first]
        for count in range(1, LONGEST_ROW):
            if len(waiting) < count:
                waiting += islice(pending, 1)
            if len(waiting) < count:
                return None
            lines.append(self._shown(waiting[count - 1][1]))
            if not self._is_open(lines):
                if not self._is_clean(lines):
                    return None
                more = [line for _, line in waiting[:count]]
                del waiting[:count]
                return more
        return None

    def _is_open(self, lines: list[str]) -> bool:
        """Whether the row goes on after the last line: the reader then takes the empty line behind it too."""
        reader = csv.reader([*lines, ""], delimiter=self._delimiter)
        next(reader)
        return reader.line_num > len(lines)

    def _is_clean(self, lines: list[str]) -> bool:
        """Whether the quotation mark was closed where a field ends; if not, it was another row's that closed it."""
        try:
            next(csv.reader(lines, delimiter=self._delimiter, strict=True))
        except csv.Error:
            return False
        return True

    def _row(self, number: int, line: bytes) -> Row:
        try:
            text = line.decode(self.encoding).rstrip("\r\n")
        except UnicodeDecodeError:
            shown = self._shown(line).strip()
            return Row(number, self._split(shown), shown, NOT_TEXT)
        if "\x00" in text:
            shown = text.replace("\x00", "\\x00")
            return Row(number, self._split(shown), shown, NO_CHARACTER)
        values = self._split(text)
        while len(values) > len(self.columns) and not values[-1]:
            values.pop()
        problem = None if len(values) == len(self.columns) else COUNT_DIFFERS
        return Row(number, values, text, problem)

    def _before_quote(self, line: bytes) -> list[str]:
        """The values that are whole in spite of the open quotation mark."""
        return self._split(self._shown(line).split('"')[0])[:-1]

    def _split(self, text: str) -> list[str]:
        return next(csv.reader([text] if "\n" not in text else text.splitlines(True), delimiter=self._delimiter), [])

    def _shown(self, line: bytes) -> str:
        return line.decode(self.encoding, "backslashreplace")

    def _first_line(self) -> str:
        """The header. Raises NotReadable when there is none."""
        first = next(iter(self._lines), b"")
        try:
            text = first.decode(self.encoding).lstrip("\ufeff").strip("\r\n")
        except UnicodeDecodeError:
            text = ""
        if not text.strip():
            raise NotReadable(name=self._lines.path.name)
        return text
