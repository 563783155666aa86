"""The book as one file: SQLite by its own online copy, PostgreSQL by pg_dump; and back into an empty database."""

import os
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import URL, Engine, inspect

from app.backups.errors import NotEmpty, ProgramMissing, ProgramRefused

SQLITE, POSTGRESQL = "sqlite", "postgresql"


def save_book(url: URL, path: Path) -> None:
    """As it stands at one moment; nobody who writes waits for it."""
    if url.get_backend_name() == SQLITE:
        with closing(sqlite.connect(url.database)) as book, closing(sqlite.connect(path)) as copy:
            book.backup(copy)
    else:
        _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")


def bring_back_book(engine: Engine, path: Path) -> None:
    """Into an empty database. Raises NotEmpty."""
    if inspect(engine).get_table_names():
        raise NotEmpty
    engine.dispose()
    if engine.url.get_backend_name() == SQLITE:
        with closing(sqlite.connect(path)) as copy, closing(sqlite.connect(engine.url.database)) as book:
            copy.backup(book)
    else:
        _run("pg_restore", engine.url, "--no-owner", "--no-privileges", "--single-transaction", str(path))


def _run(program: str, url: URL, *arguments: str) -> None:
    """With the password in its environment, where no list of processes shows it."""
    found = shutil.which(program)
    if found is None:
        raise ProgramMissing(program=program)
    command = [found, *arguments, "--dbname", url.database or ""]
    done = subprocess.run(command, env=_environ(url), capture_output=True, text=True, check=False)  # noqa: S603 - PostgreSQL's own
    if done.returncode:
        raise ProgramRefused(program=program, said=done.stderr.strip())


def _environ(url: URL) -> dict[str, str]:
    given = {"PGHOST": url.host, "PGPORT": url.port, "PGUSER": url.username, "PGPASSWORD": url.password}
    return {**os.environ, **{name: str(value) for name, value in given.items() if value}}
