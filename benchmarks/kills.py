"""The server is killed at random while a crew works: what was acknowledged is in the book once, and it is soon back."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import time

from app import create_app
from app.config import from_environment
from app.simulation.proof import unlike_the_book
from benchmarks.confirmations import Spread, books, spread
from benchmarks.floor import build
from benchmarks.hand import crew_in
from benchmarks.interrupted import Working
from benchmarks.server import Serving

PICKERS = 40
PAUSE = 0.8
"""Seconds between two scans of one picker: some 45 a second in all."""
APART = (2.0, 7.0)
"""Seconds between an answer after one kill and the next kill."""
AIM = 5.0


@dataclass(frozen=True)
class Kills:
    """`back`: milliseconds from a kill to the first acknowledgement after it; `wrong` is what must not be."""

    kills: int
    operations: int
    back: Spread
    sent_again: int
    unanswered: int
    wrong: list[str]
    books: str

    @property
    def holds(self) -> bool:
        return not self.wrong and not self.unanswered and self.back.longest < AIM * 1000


def measure(database_url: str, kills: int, operations: int) -> Kills:
    """So many kills, and at least so many operations."""
    with TemporaryDirectory() as folder:
        environ = {"DATABASE_URL": database_url, "SHELFWAY_DEMO": "1", "SHELFWAY_VAR": folder}
        target = Path(folder) / "crew.json"
        build(environ, PICKERS, seed=5, target=target)
        server = Serving(environ)
        server.start()
        try:
            work = Working(f"http://localhost:{server.port}", crew_in(target), PAUSE)
            asyncio.run(work.while_(lambda working: _kill(working, server, kills, operations)))
        finally:
            server.stop()
        app = create_app(from_environment(environ))
        with app.app_context():
            wrong = unlike_the_book(work.record)
        back = [phase.resumed(work.record) * 1000 for phase in work.phases]
        again = sum(work.record.missed.values())
        return Kills(
            len(back), len(work.record.acknowledged), spread(back), again, work.unanswered, wrong, books(environ)
        )


async def _kill(working: Working, server: Serving, kills: int, operations: int) -> None:
    """At random moments, all processes at once; started again in the same moment."""
    for _ in range(kills):
        await asyncio.sleep(working.random.uniform(*APART))
        await working.phase("killed", server.kill, 0.0)
        await asyncio.to_thread(server.start)
        await _first_answer(working)
    while len(working.record.acknowledged) < operations:
        await asyncio.sleep(0.5)


async def _first_answer(working: Working) -> None:
    """Nobody waits for ever for a server that does not come back."""
    killed, end = working.phases[-1].ended, time() + 60
    while time() < end and not any(one.began >= killed for one in reversed(working.record.acknowledged[-50:])):
        await asyncio.sleep(0.05)
