"""The application on an empty, migrated database: SQLite, or PostgreSQL where SHELFWAY_TEST_DATABASE names a server.

A test that uses `app` (or what builds on it) is marked `database` by itself, so that it runs on both.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask_migrate import upgrade
from flask_socketio import SocketIO, SocketIOTestClient
from sqlalchemy import Table, select
from sqlalchemy.engine import make_url

from app import create_app
from app.config import from_environment
from app.db import db
from app.floor.hearing import Hearing
from app.floor.keeping import keeper_of
from tests.world import World, build_world, forget_other_requests

Listen = Callable[[str], SocketIOTestClient]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "app" in getattr(item, "fixturenames", ()):
            item.add_marker("database")


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database of its own for each test process."""
    server = os.environ.get("SHELFWAY_TEST_DATABASE")
    if not server:
        yield f"sqlite:///{tmp_path_factory.mktemp('var') / 'test.db'}"
        return
    name = f"shelfway_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def migrated_app(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    var = tmp_path_factory.mktemp("app")
    app = create_app(from_environment({"DATABASE_URL": database_url, "SHELFWAY_DEMO": "1", "SHELFWAY_VAR": str(var)}))
    app.testing = True
    app.before_request_funcs[None].insert(0, forget_other_requests)
    with app.app_context():
        upgrade(directory=str(Path(__file__).parent.parent / "migrations"))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(migrated_app: Flask) -> Iterator[Flask]:
    """The application, in its context, with an empty database."""
    with migrated_app.app_context():
        empty_database()
        keeper_of(migrated_app).hearing = Hearing()  # devices of an earlier test may be known as there yet
        yield migrated_app
        db.session.remove()


def empty_database() -> None:
    """Children before parents; on PostgreSQL a TRUNCATE of as many small tables takes a hundred times as long."""
    with db.engine.connect().execution_options(writes=True) as connection:
        for table in reversed(db.metadata.sorted_tables):
            connection.execute(table.delete())
        connection.commit()


@pytest.fixture
def socketio(app: Flask, monkeypatch: pytest.MonkeyPatch) -> SocketIO:
    """For the library's test client, which turns the server into one that sends nothing: it is turned back."""
    found: SocketIO = app.extensions["socketio"]
    server = found.server
    for part, name in (
        (server, "_send_packet"),
        (server, "_send_eio_packet"),
        (server, "async_handlers"),
        (server.eio, "async_handlers"),
    ):
        monkeypatch.setattr(part, name, getattr(part, name))
    return found


@pytest.fixture
def listen(world: World, socketio: SocketIO) -> Listen:
    """A socket on the worker's own handheld."""
    return lambda name: socketio.test_client(world.app, flask_test_client=world.client(name))


Snapshot = tuple[World, list[tuple[Table, list[dict[str, Any]]]]]


@pytest.fixture(scope="session")
def built_world(migrated_app: Flask) -> Snapshot:
    """The world with the rows that make it: it is built once and written back for each test."""
    with migrated_app.app_context():
        empty_database()
        world = build_world()
        rows = [
            (table, [dict(row) for row in db.session.execute(select(table)).mappings()])
            for table in db.metadata.sorted_tables
        ]
        db.session.remove()
        empty_database()
    return world, rows


@pytest.fixture
def own_papers(app: Flask) -> Iterator[Path]:
    """The folder of the warehouse's own templates."""
    folder = Path(app.config["VAR"]) / "papers"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def world(built_world: Snapshot, app: Flask) -> World:
    """A small warehouse with its cast; see tests/world.py."""
    world, rows = built_world
    with db.engine.connect().execution_options(writes=True) as connection:
        for table, values in rows:
            if values:
                connection.execute(table.insert(), values)
        connection.commit()
    return replace(world, devices={}, workers=dict(world.workers))
