"""The floor: what all on it share."""

import asyncio
from asyncio import Event
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from app.simulation.connection import Server
from app.simulation.device import Handheld
from app.simulation.habits import Clock, Faults, Habits
from app.simulation.record import Record


@dataclass(frozen=True)
class Member:
    """Somebody of the cast, and what they sign in with."""

    worker_id: int
    name: str
    badge: str
    secret: str


@dataclass(frozen=True)
class Cast:
    """Who works, and with which empty totes."""

    warehouse_id: int
    pickers: Sequence[Member]
    lead: Member
    totes: Sequence[str]


@dataclass
class Floor:
    server: Server
    clock: Clock
    record: Record
    random: Random
    totes: deque[str]
    habits: Habits
    faults: Faults
    devices: list[Handheld] = field(default_factory=list)
    no_work: Event = field(default_factory=Event)
    """Somebody told the lead that there is nothing to do."""
    _later: dict[asyncio.Task[None], Callable[[], None]] = field(default_factory=dict)

    def new_device(self) -> Handheld:
        """Out of the rack, charged."""
        random = Random(self.random.random())
        device = Handheld(self.server, random, self.record)
        device.outbox.lose = lambda: self.faults.how_lost(random)
        self.devices.append(device)
        return device

    def later(self, seconds: float, act: Callable[[], None]) -> None:
        """Have it done when so much of the floor's time is over, or when the shift is called off."""
        task = asyncio.create_task(self.clock.spend(seconds))
        self._later[task] = act
        task.add_done_callback(self._do)

    def do_now(self) -> None:
        """All that was to be done later."""
        for task in list(self._later):
            task.cancel()

    def _do(self, task: "asyncio.Task[None]") -> None:
        self._later.pop(task)()
