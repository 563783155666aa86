"""`flask simulate`: a shift of pickers who drive the running server."""

import asyncio
import os
import signal
from collections import deque
from random import Random

import click
from flask import current_app

from app.shell import Command
from app.simulation.cast import bring_cast
from app.simulation.connection import Connection, Cookies, Lost, NotWelcome, Server
from app.simulation.floor import Cast, Floor
from app.simulation.habits import CALM, ROUGH, Clock, Habits
from app.simulation.proof import prove
from app.simulation.record import Record
from app.simulation.report import told
from app.simulation.shift import play
from app.tls.keeping import authority_file


@click.command("simulate", cls=Command)
@click.option("--pickers", type=click.IntRange(1, 2000), default=12, show_default=True)
@click.option(
    "--speed", type=click.FloatRange(0.1, 1000), default=20.0, show_default=True, help="Times as quick as real."
)
@click.option("--minutes", type=click.FloatRange(0.1), default=60.0, show_default=True, help="Of the floor's time.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same people with the same habits.")
@click.option(
    "--faults", is_flag=True, help="Lost answers, minutes offline, empty batteries, cut sockets, held orders."
)
@click.option("--server", default="", help="Where it is served; else this machine, at PORT.")
def simulate(pickers: int, speed: float, minutes: float, seed: int, faults: bool, server: str) -> None:
    """Let pickers work a shift on the running demo, then check its books. Ctrl-C ends the shift early."""
    tls = current_app.config["TLS"]
    here = f"{'https' if tls else 'http'}://localhost:{os.environ.get('PORT', '8000')}"
    served = Server(server.rstrip("/") or here, authority_file(current_app.config["TLS_FOLDER"]) if tls else None)
    asyncio.run(_require(served))
    click.echo("The cast, its orders and its totes are brought.")
    cast = bring_cast(pickers, minutes)
    floor = Floor(
        server=served,
        clock=Clock(speed),
        record=Record(),
        random=Random(seed),
        totes=deque(cast.totes),
        habits=Habits(),
        faults=ROUGH if faults else CALM,
    )
    _work(floor, cast, minutes)


def _work(floor: Floor, cast: Cast, minutes: float) -> None:
    try:
        seconds = asyncio.run(_play(floor, cast, minutes))
    except NotWelcome as problem:
        raise click.ClickException(f"{problem} Does the server work with this database?") from None
    except Lost as problem:
        raise click.ClickException(f"The server stopped answering ({problem}).") from None
    proof = prove(floor.record, floor.devices)
    click.echo("")
    for line in told(floor.record, proof, seconds):
        click.echo(line)
    if proof.wrong:
        raise SystemExit(1)


async def _play(floor: Floor, cast: Cast, minutes: float) -> float:
    """Ctrl-C ends the shift early; what is on its way arrives all the same."""
    early, loop = asyncio.Event(), asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGINT, early.set)
    return await play(floor, cast, minutes, click.echo, early)


async def _require(server: Server) -> None:
    """Somebody answers there."""
    connection = Connection(server, Cookies())
    try:
        await connection.ask("GET", "/healthz")
    except Lost:
        raise click.ClickException(f"Nobody answers at {server.url}. Start the demo first: make run") from None
    finally:
        connection.close()
