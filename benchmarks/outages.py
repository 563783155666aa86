"""What the floor feels when Redis, PostgreSQL, a web process or the disk fails: run beside a crew that works on.

The large shape of `make run-scaled` for all but the disk; SQLite on a small file system of its own for that.
"""

import asyncio
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app import create_app
from app.config import from_environment
from app.db import db
from app.simulation.proof import committed_at, unlike_the_book
from benchmarks.confirmations import Spread, books, spread
from benchmarks.floor import build
from benchmarks.hand import crew_in
from benchmarks.interrupted import Phase, Working
from benchmarks.large import large_shape
from benchmarks.server import Serving
from tools.scaled.floor import Scaled
from tools.scaled.part import Part

PICKERS = 40
PAUSE = 1.6
"""Seconds between two scans of one picker: 25 a second in all."""
SECONDS = 20.0
DISK_MB = 96


@dataclass(frozen=True)
class Felt:
    """Of what was scanned in one phase: how long it took to be acknowledged, what had to be sent again, and why.

    `back`: milliseconds from the end of the phase to the first answer; `board` from the commit to the lead's screen,
    whether its socket was there or not.
    """

    phase: str
    answers: Spread
    missed: dict[str, int]
    back: float
    board: Spread


@dataclass(frozen=True)
class Outages:
    phases: list[Felt]
    operations: int
    unanswered: int
    wrong: list[str]
    books: str


def measure_scaled() -> dict[str, Any]:
    """Each part of the large shape in turn."""
    with large_shape() as large:
        target = large.room / "crew.json"
        build(large.environ, PICKERS, seed=5, target=target)
        work = Working(large.scaled.address, crew_in(target), PAUSE)
        asyncio.run(work.while_(lambda working: _break_parts(working, large.scaled)))
        return _told(_found(work, large.environ))


def measure_disk() -> dict[str, Any]:
    """The disk is full for a while."""
    with _small_disk() as disk:
        environ = {"DATABASE_URL": f"sqlite:///{disk}/bench.db", "SHELFWAY_DEMO": "1", "SHELFWAY_VAR": str(disk)}
        build(environ, PICKERS, seed=5, target=disk / "crew.json")
        server = Serving(environ)
        server.start()
        try:
            work = Working(f"http://localhost:{server.port}", crew_in(disk / "crew.json"), PAUSE)
            asyncio.run(work.while_(lambda working: _fill(working, disk)))
            return _told(_found(work, environ))
        finally:
            server.stop()


async def _break_parts(working: Working, scaled: Scaled) -> None:
    redis, postgresql, web, push = (scaled.parts[name] for name in ("redis", "postgresql", "web1", "push"))
    await working.phase("nothing", lambda: None, SECONDS)
    await working.phase("Redis stopped", redis.kill, SECONDS)
    await working.phase("Redis started again", redis.start, SECONDS)
    await working.phase("Redis frozen", redis.freeze, SECONDS)
    await working.phase("Redis thawed", redis.thaw, SECONDS)
    await working.phase("PostgreSQL restarted immediately", lambda: _restart_at_once(postgresql), SECONDS)
    await working.phase("PostgreSQL restarted again", lambda: _restart_at_once(postgresql), SECONDS)
    await working.phase("one web process killed", web.kill, SECONDS)
    await working.phase("started again", web.start, SECONDS)
    await working.phase("the push process killed", push.kill, SECONDS)
    await working.phase("started again", push.start, SECONDS)


def _restart_at_once(postgresql: Part) -> None:
    """As `pg_ctl restart -m immediate` does: nothing is finished, the log is replayed at the start."""
    os.killpg(postgresql.pid, signal.SIGQUIT)
    assert postgresql.process
    postgresql.process.wait()
    postgresql.start()


async def _fill(working: Working, disk: Path) -> None:
    filler = disk / "filler"
    await working.phase("nothing", lambda: None, SECONDS)
    await working.phase("the disk is full", lambda: _fill_up(disk, filler), SECONDS)
    await working.phase("there is room again", filler.unlink, SECONDS)


def _fill_up(disk: Path, filler: Path) -> None:
    """To the last byte."""
    with filler.open("wb", buffering=0) as file:  # what is buffered would be written once more when it is closed
        try:
            while True:
                file.write(bytes(65_536))
        except OSError:
            return


@contextmanager
def _small_disk() -> Iterator[Path]:
    """A file system in memory, of a few megabytes. Only root may mount one."""
    with TemporaryDirectory() as folder:
        options = ["-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", folder]
        subprocess.run([shutil.which("mount") or "mount", *options], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run([shutil.which("umount") or "umount", "--lazy", folder], check=True)


def _found(work: Working, environ: dict[str, str]) -> Outages:
    with create_app(from_environment(environ)).app_context():
        wrong = unlike_the_book(work.record)
        felt = [_felt(phase, work) for phase in work.phases]
        db.session.remove()
        db.engine.dispose()
    return Outages(felt, len(work.record.acknowledged), work.unanswered, wrong, books(environ))


def _felt(phase: Phase, work: Working) -> Felt:
    nobody: frozenset[int] = frozenset()
    answers = phase.answers(work.record)
    leads = [ear for ear in work.record.ears if ear.leads]
    commits = committed_at((one.id, nobody) for one in answers)
    seen = [(ear.seen(at) or inf, at) for at, _ in commits for ear in leads]
    took = [(one.ended - one.asked) * 1000 for one in answers]
    board = spread([(shown - at) * 1000 for shown, at in seen])
    return Felt(phase.name, spread(took), dict(phase.missed), phase.resumed(work.record) * 1000, board)


def _told(found: Outages) -> dict[str, Any]:
    print(f"  {'':34} {'answers':>8} {'p50 ms':>8} {'p99 ms':>8} {'longest':>8} {'board p99':>10}  sent again")
    for one in found.phases:
        took, again = one.answers, ", ".join(f"{count} × {what}" for what, count in one.missed.items())
        times = f"{took.count:>8} {took.p50:>8.0f} {took.p99:>8.0f} {took.longest:>8.0f} {one.board.p99:>10.0f}"
        print(f"  {one.phase:34} {times}  {again}")
    print(f"  {found.operations} operations, {found.unanswered} never answered.")
    print("\n".join(f"  {words}" for words in [*found.wrong, found.books]), flush=True)
    return asdict(found)
