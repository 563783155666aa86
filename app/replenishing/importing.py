"""Bring the rules of forward bins in from a file: what each should hold of an item."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flask_babel import lazy_gettext

from app.db import transaction
from app.errors import DomainError
from app.operations import Actor
from app.replenishing.commands.bounds import set_bounds_by_name
from app.tables.columns import Columns
from app.tables.importing import Progress, importing, silent
from app.tables.reading import Source
from app.tables.report import Report
from app.tables.rows import Row
from app.tables.rules import Rule
from app.tables.values import Unreadable, whole

RULES = {
    "sku": Rule(column="sku"),
    "location": Rule(column="location", case="upper"),
    "minimum": Rule(column="minimum"),
    "maximum": Rule(column="maximum"),
}
NUMBER_MISSING = lazy_gettext("a minimum or a maximum that is missing")
AT_ONCE = 10
"""Rows in one transaction: each may raise a refill."""


@dataclass
class BoundsImported:
    encoding: str = ""
    rows: int = 0
    taken: int = 0
    bad: int = 0


def import_bounds(
    source: Source,
    warehouse_id: int,
    actor: Actor,
    report: Path,
    progress: Progress = silent,
) -> tuple[BoundsImported, Report]:
    """Import a file of rules; gives the figures and the report, whose file exists only if it has an entry."""
    with importing(source, RULES, report, progress) as file:
        done = BoundsImported(encoding=file.table.encoding)
        for rows in file.in_batches(file.table, AT_ONCE):
            _take(rows, file.columns, warehouse_id, actor, file.report, done)
    return done, file.report


def _take(
    rows: Sequence[Row], columns: Columns, warehouse_id: int, actor: Actor, report: Report, done: BoundsImported
) -> None:
    with transaction():
        for row in rows:
            done.rows += 1
            try:
                _say(row, columns, warehouse_id, actor)
                done.taken += 1
            except (Unreadable, DomainError) as problem:
                report.add(row.line, problem, row.text)
                done.bad += 1


def _say(row: Row, columns: Columns, warehouse_id: int, actor: Actor) -> None:
    if row.problem:
        raise Unreadable(row.problem)
    sku, address = (columns.read(name, row.values, "") for name in ("sku", "location"))
    minimum, maximum = (columns.parse(name, row.values, "", whole) for name in ("minimum", "maximum"))
    if minimum is None or maximum is None:
        raise Unreadable(NUMBER_MISSING)
    set_bounds_by_name(warehouse_id, address, sku, (minimum, maximum), actor)
