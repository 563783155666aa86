"""A crew that works on while the server is interrupted, as handhelds do: what is scanned is kept, and sent until it is
answered."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random
from time import time

from app.simulation.connection import Server
from app.simulation.desk import Desk
from app.simulation.record import Acknowledged, Record
from benchmarks.device import Device, Office
from benchmarks.hand import Crew

DRAINED = 60.0
"""Seconds in which everything that waits has to be answered, once nothing interrupts any more."""
SHOWN = 3.0


@dataclass
class Phase:
    """Something that was done to the server, from when to when, and what could not be sent or was not answered."""

    name: str
    began: float
    ended: float = 0.0
    missed: Counter[str] = field(default_factory=Counter)

    def answers(self, record: Record) -> list[Acknowledged]:
        """What was scanned meanwhile, and done; sooner or later."""
        return [one for one in record.acknowledged if self.began <= one.asked < self.ended and one.outcome == "done"]

    def resumed(self, record: Record) -> float:
        """Seconds from its end until something was answered that was sent after it."""
        after = [one.ended for one in record.acknowledged if one.began >= self.ended]
        return min(after, default=time()) - self.ended


@dataclass
class Working:
    """`pause` is for how long each picker does something else between an answer and the next scan."""

    address: str
    crew: Crew
    pause: float
    seed: int = 7
    record: Record = field(default_factory=Record)
    phases: list[Phase] = field(default_factory=list)
    devices: list[Device] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self._over = asyncio.Event()

    async def while_(self, trouble: Callable[["Working"], Awaitable[None]]) -> None:
        """The crew works until `trouble` is over; then everything that waits has to be answered."""
        server = Server(self.address)
        self.devices = [Device(server, hand, self.record, self.random) for hand in self.crew.hands]
        office = Office(server, self.crew.lead, self.record, self.random)
        background = [asyncio.create_task(Desk(office, await office.open()).watch())]
        for device in self.devices:
            device.listen()
            background.append(asyncio.create_task(device.outbox.send_all()))
        working = [asyncio.create_task(self._work(device)) for device in self.devices]
        await trouble(self)
        self._over.set()
        await asyncio.gather(*working)
        await self._drain()
        for task in background:
            task.cancel()
        for ended in await asyncio.gather(*background, return_exceptions=True):
            if not isinstance(ended, asyncio.CancelledError):
                raise RuntimeError("something of the crew ended by itself") from ended

    async def phase(self, name: str, act: Callable[[], object], seconds: float) -> None:
        """Do it beside the work, and let so many seconds go by."""
        phase, missed = Phase(name, time()), Counter(self.record.missed)
        await asyncio.to_thread(act)
        await asyncio.sleep(seconds)
        phase.ended, phase.missed = time(), self.record.missed - missed
        self.phases.append(phase)

    async def _work(self, device: Device) -> None:
        """Scan after scan; who gets no answer scans on, as long as that is kept on the device."""
        while not self._over.is_set() and device.scans_left:
            scanned = device.scan(time())
            try:
                await asyncio.wait_for(scanned.answered.wait(), self.pause * 10)
            except TimeoutError:
                continue
            await asyncio.sleep(self.pause * self.random.uniform(0.5, 1.5))

    async def _drain(self) -> None:
        end = time() + DRAINED
        while time() < end and any(device.outbox.waiting for device in self.devices):
            await asyncio.sleep(0.1)
        await asyncio.sleep(SHOWN)

    @property
    def unanswered(self) -> int:
        return sum(len(device.outbox.waiting) for device in self.devices)
