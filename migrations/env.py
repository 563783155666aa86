"""Alembic's environment: the application's own engine and metadata."""

from typing import Literal

from alembic import context
from flask import current_app

from app.db import UtcDateTime, db


def plain_type(kind: str, thing: object, _context: object) -> str | Literal[False]:
    """A migration must not change its meaning when the application's own types do."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, UtcDateTime) else False


engine = current_app.extensions["migrate"].db.engine


def run() -> None:
    with engine.connect().execution_options(writes=True) as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")  # batch mode copies tables
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=plain_type,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
