"""A handheld of the simulation that is signed in already, and a lead's desk."""

import asyncio
from datetime import UTC, datetime
from random import Random
from time import time
from uuid import uuid4

from app.simulation.connection import Answer, Connection, Cookies, Lost, Server
from app.simulation.device import Handheld
from app.simulation.listening import Listening
from app.simulation.outbox import Operation, Outbox
from app.simulation.page import Document
from app.simulation.record import Ear, Record
from benchmarks.hand import Hand


class Device:
    """It scans what its hand can, each once; a nudge for its worker makes it ask for its walk again."""

    def __init__(self, server: Server, hand: Hand, record: Record, random: Random, skip: int = 0) -> None:
        self._hand, self._record = hand, record
        self._cookies = Cookies(hand.cookies())
        self.outbox = Outbox(Connection(server, self._cookies), record, lambda operation, answer: None)
        self._pages = Connection(server, self._cookies)
        self._listening = Listening(server, self._cookies, random, self._ask, lambda: len(self.outbox.waiting))
        self._listening.heard, self._listening.turned = self._hear, self._turn
        self.ear = Ear(hand.worker_id, leads=False)
        self._next = skip
        self._looks: set[asyncio.Task[None]] = set()

    def listen(self) -> None:
        self._record.ears.append(self.ear)
        self._listening.socket.open()
        self._asking = asyncio.create_task(self._listening.ask_now_and_then())

    @property
    def scans_left(self) -> int:
        return len(self._hand.scans) - self._next

    def scan(self, asked: float) -> Operation:
        """The next one, which was due at that time."""
        url, fields = self._hand.scans[self._next]
        self._next += 1
        headers = {
            "Operation-Id": str(uuid4()),
            "Operation-Counter": str(self._next),
            "Operation-At": datetime.now(UTC).isoformat(),
            "Operation-Shift": self._hand.shift,
            "X-CSRFToken": self._hand.csrf,
        }
        operation = Operation(
            headers["Operation-Id"], url, fields, headers, self._hand.task_id, self._hand.worker_id, asked=asked
        )
        self.outbox.keep(operation)
        return operation

    async def _ask(self, path: str) -> Answer:
        return await self._pages.ask("GET", path, headers={"HX-Request": "true"})

    def _turn(self, is_on: bool) -> None:
        self.ear.turn(is_on, time())
        if is_on:
            self.outbox.flush()

    def _hear(self, name: str) -> None:
        if name == "work-changed":
            self.ear.nudges.append((time(), time()))
            look = asyncio.create_task(self._look())
            self._looks.add(look)
            look.add_done_callback(self._looks.discard)

    async def _look(self) -> None:
        began = time()
        try:
            await self._ask(f"/picking/tasks/{self._hand.task_id}/stops")
        except Lost:
            return
        self.ear.look(began, time())


class Office(Handheld):
    """A lead's browser, signed in already."""

    def __init__(self, server: Server, hand: Hand, record: Record, random: Random) -> None:
        super().__init__(server, random, record)
        self._hand = hand
        self.cookies.values = hand.cookies()

    async def open(self) -> Document:
        """The page where a lead lands."""
        page = await self.page("/")
        self.begin(self._hand.worker_id, leads=True)
        return page
