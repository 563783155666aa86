"""Connections to the database: what each is told when it opens, how it begins, and how long it waits for a lock."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from math import inf
from time import monotonic
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection

WAIT_SECONDS = 5.0


def prepare(engine: Engine) -> None:
    """Let each connection keep what is promised of it: nothing acknowledged is lost, nobody waits for ever."""
    event.listen(engine, "begin", _begin)
    event.listen(engine, "connect", _prepare_sqlite if engine.dialect.name == "sqlite" else _prepare_postgresql)


def _prepare_sqlite(connection: Any, record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={_milliseconds(WAIT_SECONDS)}",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_postgresql(connection: Any, record: object) -> None:
    before = connection.autocommit
    connection.autocommit = True
    connection.execute(f"SET lock_timeout = {_milliseconds(WAIT_SECONDS)}")
    connection.autocommit = before


def _begin(connection: Connection) -> None:
    """Begin, with no more patience than is left: who waited for the turn does not wait as long again for a lock."""
    options = connection.get_execution_options()
    left = min(WAIT_SECONDS, options.get("until", inf) - monotonic())
    hurried = left < WAIT_SECONDS - 0.1  # most have hardly waited, and are spared the asking
    if connection.dialect.name == "postgresql":
        if hurried:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_milliseconds(left)}")
        return
    begin = "BEGIN IMMEDIATE" if options.get("writes") else "BEGIN"
    with _patience(connection, left) if hurried else nullcontext():
        connection.exec_driver_sql(begin)


@contextmanager
def _patience(connection: Connection, seconds: float) -> Iterator[None]:
    """For a while, SQLite waits so long and no longer for its lock."""
    connection.exec_driver_sql(f"PRAGMA busy_timeout={_milliseconds(seconds)}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={_milliseconds(WAIT_SECONDS)}")


def _milliseconds(seconds: float) -> int:
    """At least one: PostgreSQL takes none for no end at all."""
    return max(1, int(seconds * 1000))
