"""Confirmations through gunicorn: how long one takes at the rate of 500 pickers, and the highest rate that holds."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from sqlalchemy.engine import make_url

from benchmarks.floor import build
from benchmarks.server import BIN, serving

PICKERS = 300
USUAL = 25
"""A second: 500 pickers at 180 lines an hour."""
STEPS = (50, 75, 100, 125, 150, 175, 200, 225, 250, 300)
HOLDS = 250.0
"""Milliseconds that p99 has to stay below."""


@dataclass(frozen=True)
class Measured:
    """What answers took at a rate, in milliseconds, and what was not answered as it should."""

    rate: float
    answers: int
    p50: float
    p99: float
    longest: float
    problems: dict[str, int]

    @property
    def holds(self) -> bool:
        return not self.problems and self.p99 < HOLDS


@dataclass(frozen=True)
class Confirmations:
    usual: Measured
    steps: list[Measured]
    books: str

    @property
    def ceiling(self) -> float:
        """The highest rate of those in a row that held."""
        return max((one.rate for one in [self.usual, *self.steps] if one.holds), default=0)


def measure(database_url: str, usual_seconds: float = 40, step_seconds: float = 12) -> Confirmations:
    """Build a floor in the empty database, measure it through the server, and check its books."""
    with TemporaryDirectory() as folder:
        environ = {"DATABASE_URL": database_url, "SHELFWAY_DEMO": "1", "SHELFWAY_VAR": folder}
        hands = Path(folder) / "hands.json"
        build(environ, PICKERS, seed=5, target=hands)
        with serving(environ) as port:
            floor = _Floor(port, hands)
            floor.drive(20, 5)  # the first answers fill caches
            usual = floor.drive(USUAL, usual_seconds)
            steps = _climb(floor, step_seconds)
        return Confirmations(usual, steps, _books(environ))


@contextmanager
def database(server: str | None) -> Iterator[str]:
    """An empty database: a file, or one on the PostgreSQL `server`."""
    if server is None:
        with TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/bench.db"
        return
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS shelfway_bench WITH (FORCE)")
        connection.execute("CREATE DATABASE shelfway_bench")
        yield make_url(server).set(database="shelfway_bench").render_as_string(hide_password=False)
        connection.execute("DROP DATABASE shelfway_bench WITH (FORCE)")


def _climb(floor: "_Floor", seconds: float) -> list[Measured]:
    """Rate after rate, until one does not hold, also when it is tried again."""
    steps: list[Measured] = []
    for rate in STEPS:
        step = floor.drive(rate, seconds)
        if not step.holds:
            step = floor.drive(rate, seconds)
        steps.append(step)
        if not step.holds:
            break
    return steps


class _Floor:
    """Drives the server from a process of its own; no scan is made twice."""

    def __init__(self, port: int, hands: Path) -> None:
        self._port, self._hands, self._used = port, hands, 0

    def drive(self, rate: float, seconds: float) -> Measured:
        values = (self._port, self._hands, rate, seconds, self._used)
        command = [sys.executable, "-m", "benchmarks.load", *map(str, values)]
        said = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        self._used += int(rate * seconds * 1.3 / PICKERS) + 2
        return _measured(rate, said["milliseconds"], said["problems"])


def _measured(rate: float, milliseconds: list[float], problems: dict[str, int]) -> Measured:
    ordered = sorted(milliseconds) or [0.0]
    p50, p99 = (ordered[min(len(ordered) - 1, int(len(ordered) * share))] for share in (0.5, 0.99))
    return Measured(rate, len(milliseconds), p50, p99, ordered[-1], problems)


def _books(environ: dict[str, str]) -> str:
    command = [str(BIN / "flask"), "--app", "wsgi", "check-books"]
    said = subprocess.run(command, env={**os.environ, **environ}, check=False, stdout=subprocess.PIPE, text=True)
    return said.stdout.strip().splitlines()[-1] if said.stdout.strip() else "not checked"
