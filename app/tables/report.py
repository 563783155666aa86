"""The report of an import: every row that was not taken as it stands, with the reason and the original text."""

import csv
from pathlib import Path
from typing import IO, Any

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


class Report:
    """The file is made with the first entry; no entries, no file."""

    def __init__(self, path: Path, source: str) -> None:
        self.path = path
        self.count = 0
        self._source = source
        self._file: IO[str] | None = None
        self._writer: Any = None

    def add(self, line: int | str, problem: object, text: str) -> None:
        """`line` is the row's line in the file, or the number of a whole order."""
        if self._file is None:
            self._file = self.path.open("w", newline="", encoding="utf-8-sig")
            self._writer = csv.writer(self._file)
            self._writer.writerow(["file", "line", "problem", "text"])
        self._writer.writerow([self._source, line, str(problem), defused(text)])
        self.count += 1

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


def defused(text: str) -> str:
    """A text that a spreadsheet would take for a formula gets an apostrophe in front."""
    return f"'{text}" if text.startswith(DANGEROUS) else text
