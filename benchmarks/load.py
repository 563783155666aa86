"""The load generator: a process of its own that sends confirmations at their times, whatever becomes of those before.

    python -m benchmarks.load ADDRESS CREW RATE SECONDS SKIP SOCKETS

Each hand is a handheld of the simulation: one connection that is kept open, an outbox, and with SOCKETS=1 a socket on
which it hears nudges. The moments come from a seeded Poisson process, and an answer's time is counted from the moment
at which its scan was due, so that waiting in a queue counts in full. With sockets a lead's page is open, too, and once
a second the lead gives a walk to somebody else. Says what came of it as JSON.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

from app.simulation.connection import Server
from app.simulation.desk import Desk
from app.simulation.record import Move, Record
from benchmarks.device import Device, Office
from benchmarks.hand import Crew, crew_in

AFTER = 20.0
"""Seconds that are left for what is late."""
OPENING = 0.02
"""Seconds between two sockets that are opened: five hundred at once is another test."""
QUIET = 3.0


async def drive(server: Server, crew: Crew, rate: float, seconds: float, skip: int, sockets: bool) -> dict[str, Any]:
    """Scans by all hands in turn, `rate` a second."""
    random, record = Random(f"{rate} {skip}"), Record()
    devices = [Device(server, hand, record, random, skip) for hand in crew.hands]
    office = Office(server, crew.lead, record, random)
    background = [asyncio.create_task(device.outbox.send_all()) for device in devices]
    if sockets:
        for device in devices:
            device.listen()
            await asyncio.sleep(OPENING)
        background.append(asyncio.create_task(Desk(office, await office.open()).watch()))
    begun = time.time() + 0.5
    scanning = [_scan(devices, rate, seconds, random)]
    if sockets:
        scanning.append(_move(office, crew, seconds, random))
    await asyncio.gather(*scanning)
    await _settle(devices)
    for task in background:
        task.cancel()
    await asyncio.gather(*background, return_exceptions=True)
    return _said(record, devices, begun)


async def _scan(devices: list[Device], rate: float, seconds: float, random: Random) -> None:
    begin, due, turn = time.perf_counter() + 0.5, 0.0, 0
    while due < seconds:
        await asyncio.sleep(max(0.0, begin + due - time.perf_counter()))
        late = time.perf_counter() - begin - due
        devices[turn % len(devices)].scan(time.time() - late)
        due, turn = due + random.expovariate(rate), turn + 1


async def _move(office: Office, crew: Crew, seconds: float, random: Random) -> None:
    """Once a second a walk that nobody has begun goes to somebody else."""
    holders: dict[int, int] = {}
    end = time.time() + seconds
    while time.time() < end:
        task, hand = random.choice(crew.spare), random.choice(crew.hands)
        answer = await office.post(f"/tasks/{task}/assignments", {"worker_id": str(hand.worker_id)})
        if answer.headers.get("operation-outcome") == "done" and holders.get(task) != hand.worker_id:
            told = {hand.worker_id, holders.get(task, hand.worker_id)}
            office.record.moves.append(Move(answer.headers["operation-id"], frozenset(told)))
        holders[task] = hand.worker_id
        await asyncio.sleep(1.0)


async def _settle(devices: list[Device]) -> None:
    end = time.time() + AFTER
    while time.time() < end and any(device.outbox.waiting for device in devices):
        await asyncio.sleep(0.1)
    await asyncio.sleep(QUIET)


def _said(record: Record, devices: list[Device], begun: float) -> dict[str, Any]:
    done = [one for one in record.acknowledged if one.outcome == "done"]
    problems = record.outcomes() + record.missed
    problems["not answered"] = sum(len(device.outbox.waiting) for device in devices)
    return {
        "milliseconds": [(one.ended - one.asked) * 1000 for one in done],
        "problems": +Counter(problems),
        "done": [one.id for one in done],
        "moves": [(move.id, sorted(move.workers)) for move in record.moves],
        "ears": [asdict(ear) for ear in record.ears],
        "begun": begun,
    }


def main() -> None:
    address, source, rate, seconds, skip, sockets = sys.argv[1:]
    crew = crew_in(Path(source))
    found = asyncio.run(drive(Server(address), crew, float(rate), float(seconds), int(skip), sockets == "1"))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
