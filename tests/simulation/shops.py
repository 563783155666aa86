"""A small demo warehouse, served by gunicorn as `make run` serves it, and a shift on it."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TypeVar

from flask import Flask
from flask_migrate import upgrade

from app import create_app
from app.config import from_environment
from app.db import db
from app.demo import load
from app.simulation import cast
from app.simulation.connection import Server
from app.simulation.floor import Floor
from app.simulation.habits import CALM, Clock, Faults, Habits
from app.simulation.proof import Proof, prove
from app.simulation.record import Record
from app.simulation.shift import play

T = TypeVar("T")
ROOT = Path(__file__).parent.parent.parent
SABOTAGE = Path(__file__).parent / "sabotage"
ITEMS, ORDERS = 120, 30
SPEED = 60.0


@dataclass(frozen=True)
class Shop:
    """The demo warehouse, and where it is served."""

    app: Flask
    url: str


@dataclass(frozen=True)
class Played:
    record: Record
    proof: Proof


@contextmanager
def opened_shop(room: Path, sabotage: str = "") -> Iterator[Shop]:
    environ = {"DATABASE_URL": f"sqlite:///{room}/test.db", "SHELFWAY_DEMO": "1", "SHELFWAY_VAR": str(room)}
    app = create_app(from_environment(environ))
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        load.load_demo(seed=1)
        db.session.remove()
        with _served(environ, sabotage) as url:
            yield Shop(app, url)
        db.session.remove()
        db.engine.dispose()


@contextmanager
def _served(environ: dict[str, str], sabotage: str) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    path = os.pathsep.join([str(SABOTAGE / sabotage), str(ROOT)]) if sabotage else str(ROOT)
    command = [str(Path(sys.executable).parent / "gunicorn"), "wsgi:app"]
    around = {**os.environ, **environ, "PORT": str(port), "PYTHONPATH": path}
    server = subprocess.Popen(command, cwd=ROOT, env=around)
    try:
        _wait(port, server)
        yield f"http://localhost:{port}"
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        assert server.poll() is None, "the server did not start"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer within a minute")


def apart(run: Callable[[], T]) -> T:
    """In a thread of its own: in this one the browser's driver may keep a loop running, and a thread has but one."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(copy_context().run, run).result()


def shift(shop: Shop, seconds: float, faults: Faults = CALM, habits: Habits | None = None) -> Played:
    """Three pickers and a lead work for so many seconds of ours."""
    minutes = seconds * SPEED / 60
    with shop.app.app_context():
        people = cast.bring_cast(3, minutes)
        floor = Floor(
            server=Server(shop.url),
            clock=Clock(SPEED),
            record=Record(),
            random=Random(5),
            totes=deque(people.totes),
            habits=habits or Habits(),
            faults=faults,
        )
        apart(lambda: asyncio.run(play(floor, people, minutes, lambda said: None)))
        return Played(floor.record, prove(floor.record, floor.devices))
