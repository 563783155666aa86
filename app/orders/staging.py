"""Rows wait in a temporary file until all lines of their order are there: they need not lie together in the source."""

import json
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import TracebackType

from app.tables import in_batches


@dataclass(frozen=True, slots=True)
class StagedRow:
    """`problem` are the words why the row itself could not be read."""

    number: str
    line: int
    values: list[str]
    text: str
    problem: str = ""


class Staging:
    """A small database of its own beside the book: what is written here locks nobody out."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="shelfway-import-")
        self._db = sqlite3.connect(Path(self._folder.name) / "rows.db", isolation_level=None)
        self._db.execute("PRAGMA journal_mode=OFF")
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.execute("CREATE TABLE rows (number TEXT, line INTEGER, vals TEXT, text TEXT, problem TEXT)")
        self.count = 0

    def __enter__(self) -> "Staging":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()
        self._folder.cleanup()

    def fill(self, rows: Iterator[StagedRow]) -> None:
        for batch in in_batches(rows, 2000):
            self._db.execute("BEGIN")
            self._db.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?)", map(_packed, batch))
            self._db.execute("COMMIT")
            self.count += len(batch)
        self._db.execute("CREATE INDEX by_number ON rows (number, line)")

    def orders(self) -> Iterator[list[StagedRow]]:
        """The rows of one number after the other, each in the order of its lines."""
        found = self._db.execute("SELECT number, line, vals, text, problem FROM rows ORDER BY number, line")
        rows = (
            StagedRow(number, line, json.loads(values), text, problem) for number, line, values, text, problem in found
        )
        for _, group in groupby(rows, key=lambda row: row.number):
            yield list(group)


def _packed(row: StagedRow) -> tuple[str, int, str, str, str]:
    return row.number, row.line, json.dumps(row.values, ensure_ascii=False), row.text, row.problem
