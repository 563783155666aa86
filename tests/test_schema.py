"""A database that does not fit the program is told in one sentence, by the shell and by the server."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from app.db import db

NEWEST = "SELECT version_num FROM alembic_version"
COMMANDS = (["check-books"], ["setup-code"], ["welcome"], ["waves", "resume"], ["demo", "load"])


@pytest.fixture
def stands_at(app: Flask) -> Iterator[list[str]]:
    """The revisions that the database names, to be written with `stand_at`; put right again afterwards."""
    with db.engine.connect() as connection:
        before = list(connection.scalars(text(NEWEST)))
    yield before
    stand_at(*before)


def stand_at(*revisions: str) -> None:
    with db.engine.connect().execution_options(writes=True) as connection:
        connection.execute(text("DELETE FROM alembic_version"))
        for revision in revisions:
            connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})
        connection.commit()


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_on_an_empty_database_says_to_upgrade_it(
    app: Flask, stands_at: list[str], command: list[str]
) -> None:
    stand_at()

    ended = app.test_cli_runner().invoke(args=command)

    assert ended.exit_code == 1
    assert ended.output.strip() == "The database is empty. Run `flask db upgrade`, then start again."


def test_a_newer_database_is_told_as_newer(app: Flask, stands_at: list[str]) -> None:
    stand_at("29991231")

    ended = app.test_cli_runner().invoke(args=["check-books"])

    assert ended.exit_code == 1
    assert ended.output.startswith("The database is newer than this program.")
    assert "upgrade`" not in ended.output


def test_an_older_database_is_told_as_older(app: Flask, stands_at: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alembic.script.ScriptDirectory.get_heads", lambda self: ["29991231"])

    ended = app.test_cli_runner().invoke(args=["check-books"])

    assert ended.exit_code == 1
    assert ended.output.strip() == "The database is older than this program. Run `flask db upgrade`, then start again."


def test_the_newest_database_is_taken(app: Flask) -> None:
    assert app.test_cli_runner().invoke(args=["check-books"]).exit_code == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:///{room}/new.db", "The database is empty. Run `flask db upgrade`, then start again."),
        ("postgresql://nobody@127.0.0.1:9/none", "The database does not answer."),
    ],
)
def test_the_server_does_not_start_on_it_and_says_why(tmp_path: Path, url: str, said: str) -> None:
    environ = {"DATABASE_URL": url.format(room=tmp_path), "SECRET_KEY": "k" * 32, "PORT": "0"}

    ended = subprocess.run(
        [str(Path(sys.executable).parent / "gunicorn"), "wsgi:app"],
        env={**os.environ, **environ},
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert ended.returncode == 1
    assert said in ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr
