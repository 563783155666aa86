"""Alembic's environment: the application's own engine and metadata."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from app.db import UtcDateTime, db


def plain_type(kind: str, thing: object, _context: object) -> str | Literal[False]:
    """A migration must not change its meaning when the application's own types do."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, UtcDateTime) else False


engine = current_app.extensions["migrate"].db.engine


@contextmanager
def tables_copied(connection: Connection) -> Iterator[None]:
    """On SQLite a table is changed by copying it, and what refers to it must not mind meanwhile.

    Said past SQLAlchemy, which would begin a transaction first: within one the pragma means nothing.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    plain = connection.connection.dbapi_connection
    plain.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        plain.execute("PRAGMA foreign_keys=ON")


def check_references(connection: Connection) -> None:
    """Before the commit: nothing may refer to a row that is gone."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken:
            raise RuntimeError(f"after the migration, {broken[0]} refers to a row of {broken[2]} that is not there")


def run() -> None:
    with engine.connect().execution_options(writes=True) as connection, tables_copied(connection):
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=plain_type,
        )
        with context.begin_transaction():
            context.run_migrations()
            check_references(connection)


run()
