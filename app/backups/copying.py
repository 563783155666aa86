"""A book on its way from SQLite to PostgreSQL: every row of every table, in one transaction."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, select, text

from app.backups.errors import NotEmpty
from app.db import Base

AT_ONCE = 2000


def copy_book(source: Engine, target: Engine) -> int:
    """Into a database with this program's tables and nothing in them; how many rows. Raises NotEmpty."""
    tables = Base.metadata.sorted_tables
    with source.connect() as old, target.begin() as new:
        if any(new.scalar(select(func.count()).select_from(table)) for table in tables):
            raise NotEmpty
        rows = sum(_copy(table, old, new) for table in tables)
        for table in tables:
            _count_on(table, new)
    return rows


def _copy(table: Table, old: Connection, new: Connection) -> int:
    rows = 0
    for some in _rows(table, old):
        new.execute(table.insert(), some)
        rows += len(some)
    return rows


def _rows(table: Table, old: Connection) -> Iterator[Sequence[dict[str, Any]]]:
    """What refers to its own table comes after what it refers to: older rows first."""
    found = old.execution_options(yield_per=AT_ONCE).execute(select(table).order_by(*table.primary_key))
    for part in found.mappings().partitions():
        yield [dict(row) for row in part]


def _count_on(table: Table, new: Connection) -> None:
    """PostgreSQL gives the next id after the last one that came."""
    column = table.autoincrement_column
    if column is None or new.dialect.name != "postgresql":
        return
    last = new.scalar(select(func.max(column)))
    if last:
        name = new.scalar(
            text("SELECT pg_get_serial_sequence(:table, :column)"), {"table": table.name, "column": column.name}
        )
        new.execute(select(func.setval(name, last)))
