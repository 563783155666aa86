"""A file that is being imported: its rows in pieces, and the report of those that are not taken."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from app.tables.batches import in_batches
from app.tables.columns import Columns, needed
from app.tables.reading import Source, Table, open_table, require
from app.tables.report import Report
from app.tables.rules import Rule

T = TypeVar("T")

Progress = Callable[[float], None]
"""Told the share of the work that is done, from 0 to 1."""


def silent(share: float) -> None:
    """Nobody waits for the import."""


@dataclass(frozen=True)
class Import:
    """An opened file; `progress` is told with each piece that is done."""

    table: Table
    columns: Columns
    report: Report
    progress: Progress

    def in_batches(self, things: Iterable[T], size: int) -> Iterator[list[T]]:
        """`things` that come of the table's rows, in lists of `size`."""
        for batch in in_batches(things, size):
            yield batch
            self.progress(self.table.read / max(1, self.table.size))


@contextmanager
def importing(source: Source, rules: Mapping[str, Rule], report: Path, progress: Progress = silent) -> Iterator[Import]:
    """Open a file whose columns `rules` name. The report's own file exists only if it has an entry.

    Raises a DomainError when the file cannot be read or lacks a column."""
    table, written = open_table(source), Report(report, source.path.name)
    require(table, needed(rules))
    try:
        yield Import(table, Columns(table.columns, rules), written, progress)
    finally:
        written.close()
    progress(1.0)
