"""The outbox: what was scanned stays on the device until an answer names it, and goes out in order, one at a time."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from time import time

from app.simulation.connection import Answer, Connection, Lost
from app.simulation.effects import Effect
from app.simulation.record import Record

FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
"""Seconds before it sends again, doubled each time, as in `outbox.js`."""


@dataclass
class Operation:
    """What was asked for, named in the moment in which it was; `outcome` is what came of it."""

    id: str
    url: str
    fields: dict[str, str]
    headers: dict[str, str]
    task: int
    worker_id: int
    effect: Effect | None = None
    asked: float = field(default_factory=time)
    outcome: str = ""
    tries: int = 0
    answered: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def kind(self) -> str:
        """Picks, shorts, totes, …: the last word of its address."""
        return self.url.rsplit("/", 1)[1]


class Outbox:
    """`lose` says of each sending whether its answer is lost, and how: "cut", "unread", or not; empty."""

    def __init__(self, connection: Connection, record: Record, settle: Callable[[Operation, Answer], None]) -> None:
        self._connection, self._record, self._settle = connection, record, settle
        self.waiting: deque[Operation] = deque()
        self.lose: Callable[[], str] = lambda: ""
        self.unreachable: Callable[[], None] = lambda: None
        self.is_online = True
        self._wanted = asyncio.Event()
        self._hurry = asyncio.Event()

    def keep(self, operation: Operation) -> None:
        """Stored first; it is sent as soon as may be."""
        self.waiting.append(operation)
        self._wanted.set()

    def flush(self) -> None:
        """The way may be free."""
        self._wanted.set()
        self._hurry.set()

    async def send_all(self) -> None:
        """For as long as the device is on."""
        misses = 0
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            while self.waiting and self.is_online:
                if await self._send(self.waiting[0]):
                    misses = 0
                else:
                    await self._rest(min(LONGEST_WAIT, FIRST_WAIT * 2**misses))
                    misses += 1

    async def _rest(self, seconds: float) -> None:
        self._hurry.clear()
        try:
            await asyncio.wait_for(self._hurry.wait(), seconds)
        except TimeoutError:
            return

    async def _send(self, operation: Operation) -> bool:
        """Whether an answer came that names the operation: a status of 200 alone says nothing."""
        operation.tries += 1
        how, began = self.lose(), time()
        try:
            answer = await self._post(self._connection, operation, how == "cut")
        except Lost:
            return self._missed("lost")
        if how == "unread":
            return self._missed("lost")
        if answer.headers.get("operation-id") != operation.id or answer.status == 503:
            return self._missed(str(answer.status))
        self.waiting.popleft()
        operation.outcome = answer.headers.get("operation-outcome", "")
        self._record.acknowledge(operation, began, time())
        self._settle(operation, answer)
        operation.answered.set()
        return True

    def _missed(self, how: str) -> bool:
        self._record.missed[how] += 1
        self.unreachable()
        return False

    async def double(self, connection: Connection, operation: Operation) -> None:
        """The same request once more, as a network that doubles it would send it; its answer has to be the first."""
        if not self.is_online:
            return
        try:
            answer = await self._post(connection, operation)
        except Lost:
            return
        if answer.headers.get("operation-id") == operation.id:
            self._record.doubled(operation, answer.headers.get("operation-outcome", ""))

    async def _post(self, connection: Connection, operation: Operation, cut: bool = False) -> Answer:
        return await connection.ask("POST", operation.url, operation.fields, operation.headers, cut=cut)
