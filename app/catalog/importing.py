"""Bring items in from a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flask_babel import lazy_gettext

from app.catalog.commands import add_items
from app.catalog.reading import ItemMapping, NewItem, read_item
from app.db import transaction
from app.operations import Actor
from app.tables.importing import Import, Progress, importing, silent
from app.tables.reading import Source
from app.tables.report import Report
from app.tables.values import Unreadable

TWICE = lazy_gettext("an item code that stands in the file before")

AT_ONCE = 100
"""Items in one transaction: some 15 ms on SQLite."""


@dataclass
class ItemsImported:
    encoding: str = ""
    rows: int = 0
    bad: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    serials: int = 0
    """Items tracked by serial number: for each unit of them the handheld asks for its number."""


@dataclass(frozen=True)
class _Read:
    line: int
    text: str
    item: NewItem


def import_items(
    source: Source,
    mapping: ItemMapping,
    actor: Actor,
    report: Path,
    progress: Progress = silent,
    warehouse_id: int | None = None,
) -> tuple[ItemsImported, Report]:
    """Import a file of items; gives the figures and the report, whose file exists only if it has an entry."""
    with importing(source, mapping.rules, report, progress) as file:
        done = ItemsImported(encoding=file.table.encoding)
        for batch in file.in_batches(_items(file, mapping, done), AT_ONCE):
            _take(batch, actor, warehouse_id, file.report, done)
    return done, file.report


def _items(file: Import, mapping: ItemMapping, done: ItemsImported) -> Iterator[_Read]:
    """Each item once; where a file names it again and again, by its first row that says more than the code."""
    seen, bare = set[str](), dict[str, _Read]()
    for read in _rows(file, mapping, done):
        sku = read.item.sku
        if sku in seen and not mapping.repeats:
            file.report.add(read.line, TWICE, read.text)
            done.bad += 1
        elif mapping.repeats and not read.item.columns:
            bare.setdefault(sku, read)
        elif sku not in seen:
            seen.add(sku)
            yield read
    yield from (read for sku, read in bare.items() if sku not in seen)


def _rows(file: Import, mapping: ItemMapping, done: ItemsImported) -> Iterator[_Read]:
    """The rows that can be read; the others go to the report."""
    for row in file.table:
        done.rows += 1
        try:
            if row.problem:
                raise Unreadable(row.problem)
            if mapping.is_item(file.columns.read("sku", row.values, "")):
                yield _Read(row.line, row.text, read_item(file.columns, row.values))
        except Unreadable as problem:
            file.report.add(row.line, problem, row.text)
            done.bad += 1


def _take(batch: list[_Read], actor: Actor, warehouse_id: int | None, report: Report, done: ItemsImported) -> None:
    with transaction():
        added = add_items([read.item for read in batch], actor, warehouse_id)
    done.new, done.changed = done.new + added.new, done.changed + added.changed
    done.unchanged, done.bad = done.unchanged + added.unchanged, done.bad + len(added.refused)
    where = {read.item.sku: read for read in batch}
    left_out = {sku for sku, _ in added.refused}
    done.serials += sum(
        sku not in left_out and bool(read.item.columns.get("tracks_serial")) for sku, read in where.items()
    )
    for sku, words in added.refused:
        report.add(where[sku].line, words, where[sku].text)
