"""What a connected handheld costs the server: memory and threads, with so many sockets open and nobody scanning."""

import asyncio
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from app.simulation.connection import Server
from app.simulation.record import Record
from benchmarks.device import Device
from benchmarks.floor import build
from benchmarks.hand import Crew, crew_in
from benchmarks.server import Serving

OPENING = 0.02
"""Seconds between two sockets that are opened."""
REST = 10.0
"""Seconds for what goes on in the background to end."""


@dataclass(frozen=True)
class Cost:
    """Of all processes of the server together."""

    sockets: int
    megabytes: float
    threads: int


def measure(steps: tuple[int, ...]) -> dict[str, Any]:
    """With none, and with as many as each step says."""
    with TemporaryDirectory() as folder:
        environ = {"DATABASE_URL": f"sqlite:///{folder}/bench.db", "SHELFWAY_DEMO": "1", "SHELFWAY_VAR": folder}
        target = Path(folder) / "crew.json"
        build(environ, max(steps), seed=5, target=target, lines=1, units=1)
        server = Serving({**environ, "THREADS": str(max(steps) + 100)})
        server.start()
        try:
            costs = asyncio.run(_count(server, crew_in(target), steps))
        finally:
            server.stop()
    return _told(costs)


async def _count(server: Serving, crew: Crew, steps: tuple[int, ...]) -> list[Cost]:
    random, record = Random(1), Record()
    served = Server(f"http://localhost:{server.port}")
    devices = [Device(served, hand, record, random) for hand in crew.hands]
    costs, opened = [], 0
    for sockets in (0, *steps):
        for device in devices[opened:sockets]:
            device.listen()
            await asyncio.sleep(OPENING)
        opened = sockets
        await asyncio.sleep(REST)
        on = sum(device.ear.since is not None for device in devices)
        costs.append(Cost(on, *_used(server)))
    return costs


def _used(server: Serving) -> tuple[float, int]:
    megabytes, threads = 0.0, 0
    for process in server.processes():
        said = Path(f"/proc/{process}/status").read_text()
        values = dict(line.split(":\t", 1) for line in said.splitlines() if ":\t" in line)
        megabytes += int(values.get("VmRSS", "0 kB").split()[0]) / 1024
        threads += int(values["Threads"])
    return megabytes, threads


def _told(costs: list[Cost]) -> dict[str, Any]:
    none, most = costs[0], costs[-1]
    for one in costs:
        print(f"  {one.sockets:>5} sockets: {one.megabytes:>6.0f} MB, {one.threads:>5} threads")
    each = max(1, most.sockets - none.sockets)
    kilobytes, threads = (most.megabytes - none.megabytes) * 1024 / each, (most.threads - none.threads) / each
    print(f"  Each: {kilobytes:.0f} KB, {threads:.1f} threads.", flush=True)
    return {"costs": [asdict(one) for one in costs], "kilobytes": kilobytes, "threads": threads}
