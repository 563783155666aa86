"""Confirmations through gunicorn: how long one takes at the rate of 500 pickers, and the highest rate that holds."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

from app import create_app
from app.config import from_environment
from app.db import db
from app.simulation.proof import committed_at
from app.simulation.record import Ear, percentile, pushes
from benchmarks.floor import build
from benchmarks.large import large_shape
from benchmarks.server import BIN, serving

PICKERS = 300
USUAL = 25
"""A second: 500 pickers at 180 lines an hour."""
STEPS = (50, 75, 100, 125, 150, 175, 200, 225, 250, 300)
HOLDS = 250.0
"""Milliseconds that p99 has to stay below."""


@dataclass(frozen=True)
class Spread:
    """So many times, in milliseconds."""

    count: int
    p50: float
    p95: float
    p99: float
    longest: float


@dataclass(frozen=True)
class Measured:
    """What answers took at a rate, and what was not answered as it should.

    From the commit: `lead_told` to the lead's browser, `to_lead` and `to_pickers` to what they see; `never`: screens
    that were there and did not show it.
    """

    rate: float
    answers: Spread
    lead_told: Spread
    to_lead: Spread
    to_pickers: Spread
    never: int
    problems: dict[str, int]

    @property
    def holds(self) -> bool:
        return not self.problems and not self.never and self.answers.p99 < HOLDS


@dataclass(frozen=True)
class Confirmations:
    usual: Measured
    steps: list[Measured]
    books: str

    @property
    def ceiling(self) -> float:
        """The highest rate of those in a row that held."""
        return max((one.rate for one in [self.usual, *self.steps] if one.holds), default=0)


@dataclass(frozen=True)
class Plan:
    """How many pickers, whether each has a socket open, and seconds at the usual rate and at each step; 0: no steps."""

    pickers: int = PICKERS
    sockets: bool = False
    usual_seconds: float = 40
    step_seconds: float = 12


def measure(database_url: str, plan: Plan) -> Confirmations:
    """Build a floor in the empty database, measure it through one process, and check its books."""
    with TemporaryDirectory() as folder:
        threads = str(plan.pickers + 100) if plan.sockets else "100"
        environ = {"DATABASE_URL": database_url, "SHELFWAY_DEMO": "1", "SHELFWAY_VAR": folder, "THREADS": threads}
        crew = Path(folder) / "crew.json"
        build(environ, plan.pickers, seed=5, target=crew)
        with serving(environ) as port:
            return measure_served(environ, f"http://localhost:{port}", crew, plan)


def measure_large(plan: Plan) -> Confirmations:
    """The same in the large shape: two web processes and one for pushes, with PostgreSQL and Redis."""
    with large_shape() as large:
        crew = large.room / "crew.json"
        build(large.environ, plan.pickers, seed=5, target=crew)
        return measure_served(large.environ, large.scaled.address, crew, plan)


def measure_served(environ: dict[str, str], address: str, crew: Path, plan: Plan) -> Confirmations:
    """The same, where the floor is built and served already."""
    floor = _Floor(environ, address, crew, plan)
    floor.drive(20, 5)  # the first answers fill caches
    usual = floor.drive(USUAL, plan.usual_seconds)
    steps = _climb(floor, plan.step_seconds) if plan.step_seconds else []
    return Confirmations(usual, steps, books(environ))


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

    def __init__(self, environ: dict[str, str], address: str, crew: Path, plan: Plan) -> None:
        self._app = create_app(from_environment({**os.environ, **environ}))
        self._address, self._crew, self._plan, self._used = address, crew, plan, 0

    def drive(self, rate: float, seconds: float) -> Measured:
        values = (self._address, self._crew, rate, seconds, self._used, int(self._plan.sockets))
        command = [sys.executable, "-m", "benchmarks.load", *map(str, values)]
        said = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        self._used += int(rate * seconds * 1.3 / self._plan.pickers) + 2
        with self._app.app_context():
            measured = _measured(rate, said)
            db.session.remove()
            db.engine.dispose()
        return measured


def _measured(rate: float, said: dict[str, Any]) -> Measured:
    ears = [Ear(**ear) for ear in said["ears"]]
    for ear in ears:
        ear.looks, ear.nudges = _pairs(ear.looks), _pairs(ear.nudges)
    nobody: frozenset[int] = frozenset()
    commits = committed_at((one, nobody) for one in said["done"])
    lead_told, to_lead = pushes(commits, ears, Ear.told), pushes(commits, ears)
    to_pickers = pushes(committed_at((one, frozenset(workers)) for one, workers in said["moves"]), ears)
    return Measured(
        rate,
        spread(said["milliseconds"]),
        spread(lead_told.delays),
        spread(to_lead.delays),
        spread(to_pickers.delays),
        to_lead.never + to_pickers.never,
        said["problems"],
    )


def _pairs(times: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    """As JSON they were lists."""
    return [(began, ended) for began, ended in times]


def spread(milliseconds: Sequence[float]) -> Spread:
    p50, p95, p99 = (percentile(milliseconds, share) for share in (0.5, 0.95, 0.99))
    return Spread(len(milliseconds), p50, p95, p99, max(milliseconds, default=0.0))


def books(environ: dict[str, str]) -> str:
    """The last line of `flask check-books`."""
    command = [str(BIN / "flask"), "--app", "wsgi", "check-books"]
    said = subprocess.run(command, env={**os.environ, **environ}, check=False, stdout=subprocess.PIPE, text=True)
    return said.stdout.strip().splitlines()[-1] if said.stdout.strip() else "not checked"
