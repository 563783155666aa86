"""The release of a large wave: 500 orders of the demo warehouse, from the lead's wish to the last task, as in a server.

Planning runs in its own process, begun for it; the writing transactions are timed from their turn to write to the end
of their commit.
"""

import gc
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from flask_migrate import upgrade
from sqlalchemy import func, select

from app import create_app
from app.config import from_environment
from app.db import db, transaction
from app.demo.load import CODE, load_demo
from app.jobs import Jobs, start_jobs
from app.operations import program
from app.picking.models import PickTask
from app.warehouse.queries import warehouse_named
from app.waves import planning
from app.waves.choice import Choice
from app.waves.commands import plan_wave, release_wave
from app.waves.models import RELEASED, Wave
from benchmarks.writing import writing_times

ACTOR = program("benchmark")
ORDERS = 500
SECONDS, MILLISECONDS = 10.0, 50.0
"""What is promised of the whole release, and of the longest writing transaction."""
PATIENCE = 120.0
MIGRATIONS = Path(__file__).parent.parent / "migrations"


@dataclass(frozen=True)
class Release:
    """Seconds of the whole and of its planning; the writing transactions in milliseconds; metres as on the wave."""

    database: str
    orders: int
    tasks: int
    seconds: float
    planning: float
    transactions: int
    median_ms: float
    longest_ms: float
    metres: float
    first_come_metres: float

    @property
    def holds(self) -> bool:
        return self.seconds < SECONDS and self.longest_ms <= MILLISECONDS


def measure(url: str) -> Release:
    """On the empty database of `url`."""
    with tempfile.TemporaryDirectory() as room:
        environ = {"DATABASE_URL": url, "SHELFWAY_VAR": room, "SHELFWAY_DEMO": "1"}
        app = create_app(from_environment(environ))
        with app.app_context():
            upgrade(directory=str(MIGRATIONS))
            load_demo(seed=1)
            wave_id = _a_large_wave()
            jobs: Jobs = app.extensions["jobs"]
            sys.setswitchinterval(0.001)  # all this as gunicorn.conf.py has it
            gc.collect()
            gc.freeze()
            start_jobs(app, [])
            try:
                return _released(wave_id)
            finally:
                gc.unfreeze()
                jobs.end()
                db.engine.dispose()


def _a_large_wave() -> int:
    with transaction():
        return plan_wave(warehouse_named(CODE), Choice(limit=ORDERS), ACTOR).id


def _released(wave_id: int) -> Release:
    lasted, planned = writing_times(), _planning()
    began = time.perf_counter()
    with transaction():
        release_wave(db.session.get_one(Wave, wave_id), ACTOR)
    while not _is_out(wave_id):
        if time.perf_counter() - began > PATIENCE:
            raise SystemExit("The release does not end.")
        time.sleep(0.05)
    seconds = time.perf_counter() - began
    wave = db.session.get_one(Wave, wave_id)
    tasks = db.session.scalar(select(func.count()).select_from(PickTask).where(PickTask.wave_id == wave_id))
    return Release(
        database=db.engine.dialect.name,
        orders=len(wave.orders),
        tasks=tasks or 0,
        seconds=seconds,
        planning=sum(planned),
        transactions=len(lasted),
        median_ms=median(lasted),
        longest_ms=max(lasted),
        metres=wave.planned_metres or 0.0,
        first_come_metres=wave.first_come_metres or 0.0,
    )


def _is_out(wave_id: int) -> bool:
    db.session.rollback()
    state = db.session.scalar(select(Wave.state).where(Wave.id == wave_id))
    db.session.rollback()
    return state == RELEASED


def _planning() -> list[float]:
    """From now on: how long each plan takes, its process included."""
    lasted: list[float] = []
    compute: Callable[..., object] = planning.compute  # type: ignore[attr-defined]

    def timed(*given: object) -> object:
        began = time.perf_counter()
        try:
            return compute(*given)
        finally:
            lasted.append(time.perf_counter() - began)

    planning.compute = timed  # type: ignore[assignment, attr-defined]
    return lasted
