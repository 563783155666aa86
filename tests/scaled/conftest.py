"""The large shape, started once for all its tests: real PostgreSQL, Redis and nginx, two web processes, push, jobs."""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.config import from_environment
from app.db import db
from tests.scaled.people import Floor
from tools.scaled.floor import Scaled, running

NEEDED = ("nginx", "redis-server")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/scaled/" in item.nodeid and "scaled" in getattr(item, "fixturenames", ()):
            item.add_marker("slow")
            item.add_marker(pytest.mark.timeout(600))  # the first one starts it all


@pytest.fixture(scope="session")
def shape() -> Iterator[Scaled]:
    missing = [name for name in NEEDED if not shutil.which(name, path="/usr/sbin:/usr/bin:/usr/local/bin")]
    if missing or not any(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        pytest.skip(f"not installed: {', '.join(missing) or 'postgresql'}")
    folder = Path(tempfile.mkdtemp(prefix="shelfway-scaled.", dir="/tmp"))
    folder.chmod(0o755)  # PostgreSQL runs as another user
    try:
        with running(folder, _free_ports(7)) as scaled:
            yield scaled
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def scaled(shape: Scaled) -> Iterator[Scaled]:
    """With every part at work again at the end."""
    yield shape
    for name in ("postgresql", "redis", "jobs", "push", "web1", "web2", "front"):
        part = shape.parts[name]
        part.thaw()
        if not part.runs:
            part.start()


@pytest.fixture(scope="session")
def program(shape: Scaled) -> Iterator[Flask]:
    """The application on the same database, as one more process that commits and rings no bell."""
    app = create_app(from_environment(shape.environ))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def floor(scaled: Scaled, program: Flask) -> Iterator[Floor]:
    with program.app_context():
        made = Floor(scaled, program)
        yield made
        made.close()
        db.session.remove()


def _free_ports(count: int) -> int:
    """The first of so many free ones in a row; each test process looks in a range of its own."""
    own = 20_000 + 2_000 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    for first in range(own, own + 2_000, count):
        if all(_is_free(port) for port in range(first, first + count)):
            return first
    raise RuntimeError("no free ports")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
