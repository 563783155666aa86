"""A handheld: its cookies, counter and clock, its outbox, its socket, and the walk on its screen."""

import asyncio
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count, takewhile
from random import Random
from time import time
from uuid import uuid4

from app.simulation.connection import Answer, Connection, Cookies, Lost, NotWelcome, Server
from app.simulation.effects import Effect, StopEffect
from app.simulation.listening import Listening
from app.simulation.outbox import Operation, Outbox
from app.simulation.page import Document, read
from app.simulation.record import Ear, Record
from app.simulation.walk import Screen

CHANGES = ("work-changed", "call-answered")
"""The nudges after which a walk is asked for again, as in `answers.js`."""
BELL = 0.4
"""Seconds in which the bell is heard before the page of the start is loaded again."""
LEADS = ("wave-changed",)
"""The nudge of all that is done on the floor."""


class Handheld:
    """Switched on by its first sign-in; everything it asks for is kept until it is answered."""

    def __init__(self, server: Server, random: Random, record: Record) -> None:
        self.random, self.record = random, record
        self.cookies = Cookies()
        self._server = server
        self.pages, self._sending = self.connection(), self.connection()
        self.outbox = Outbox(self._sending, record, self._settle)
        self.outbox.unreachable = self._owe
        self.listening = Listening(server, self.cookies, random, self.fragment, lambda: len(self.outbox.waiting))
        self.listening.heard, self.listening.turned = self._hear, self._turn
        self.screen: Screen | None = None
        self.ear = Ear(0, leads=False)
        self.came = asyncio.Event()
        """Something came that whoever waits for work may want to look at."""
        self.refused: Counter[int] = Counter()
        """How often something was refused, by the stop's line."""
        self.heard: set[str] = set()
        self._csrf = self._shift = ""
        self._counter, self._news, self._owed, self._asked = 0, 0, False, asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def connection(self) -> Connection:
        """Another one, as this device."""
        return Connection(self._server, self.cookies)

    async def sign_in(self, badge: str, secret: str, worker_id: int, leads: bool = False) -> Document:
        """Badge, then PIN or password; the page where the work begins. Raises Lost or NotWelcome."""
        await self.page("/sign-in")
        await self.post("/sign-in", {"badge": badge})
        answer = await self.post("/sign-in", {"badge": badge, "secret": secret})
        if answer.status != 303:
            raise NotWelcome(f"Badge {badge} is not let in: the server answers {answer.status}.")
        start = await self.page("/")
        self.begin(worker_id, leads)
        return start

    def begin(self, worker_id: int, leads: bool = False) -> None:
        """Somebody's shift is on."""
        self.ear = Ear(worker_id, leads)
        self.record.ears.append(self.ear)
        self.switch_on()

    async def page(self, path: str) -> Document:
        """What a browser shows at that address, redirections followed; the page's tokens are kept. Raises Lost."""
        answer = await self._get(path)
        while answer.status in (301, 302, 303):
            answer = await self._get(answer.leads_to)
        page = read(answer.text)
        self._csrf = page.metas.get("csrf-token", self._csrf)
        self._shift = page.metas.get("shift-token", self._shift)
        self.listening.number = page.metas.get("nudges", self.listening.number)
        return page

    async def fragment(self, path: str) -> Answer:
        """A part of a page. Raises Lost."""
        return await self._get(path, {"HX-Request": "true"})

    async def post(self, path: str, fields: dict[str, str]) -> Answer:
        """A form of a page. Raises Lost."""
        self._check_network()
        tokens = {"csrf_token": self._csrf, "operation_id": str(uuid4())}
        return await self.pages.ask("POST", path, tokens | fields)

    def keep(self, url: str, fields: dict[str, str], effect: Effect | None = None) -> Operation:
        """Into the outbox; only then is it so on the screen."""
        self._counter += 1
        headers = {
            "Operation-Id": str(uuid4()),  # never by the seed: a second shift must not repeat the first one's
            "Operation-Counter": str(self._counter),
            "Operation-At": datetime.now(UTC).isoformat(),
            "Operation-Shift": self._shift,
            "X-CSRFToken": self._csrf,
        }
        task = self.screen.task if self.screen else 0
        operation = Operation(headers["Operation-Id"], url, fields, headers, task, self.ear.worker_id, effect)
        self.outbox.keep(operation)
        if self.screen and effect:
            self.screen.apply(effect)
        return operation

    async def load(self, address: str) -> Screen | None:
        """A walk on the screen, and over it what waits here for its answer; none if there is no walk. Raises Lost."""
        before, page = self._news, await self.page(address)
        if not page.walk:
            return None
        self.screen, self._owed = Screen(page), False
        self.screen.take_over(page, self._unanswered())
        if before != self._news:
            self._ask()
        return self.screen

    def leave(self) -> None:
        """To the page of the start."""
        self.screen, self._owed = None, False

    def switch_on(self) -> None:
        """The page is there, out of the cache too, its shift is on, and the outbox goes on."""
        self.outbox.is_online = True
        listening = self.listening
        going = (self.outbox.send_all(), self._look_anew(), listening.report(), listening.ask_now_and_then())
        self._tasks = [asyncio.create_task(one) for one in going]
        self.come_back()

    async def switch_off(self) -> None:
        """The battery is empty. What is in the outbox stays on the device."""
        await self.go_offline()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def go_offline(self) -> None:
        self.outbox.is_online = False
        await self.listening.socket.close()
        self._sending.close()
        self.pages.close()
        self._owe()

    def come_back(self) -> None:
        """The network is there again."""
        self.outbox.is_online = True
        self.listening.socket.open()
        self.outbox.flush()
        self.came.set()

    @property
    def is_settled(self) -> bool:
        """Nothing waits on the device, and its screen is owed nothing."""
        return not self.outbox.waiting and not self._owed

    def _check_network(self) -> None:
        if not self.outbox.is_online:
            raise Lost("offline")

    async def _get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        self._check_network()
        return await self.pages.ask("GET", path, headers=headers)

    def _settle(self, operation: Operation, answer: Answer) -> None:
        """The server is the judge: what it confirms is shown as it says, what it refuses did not happen."""
        self._news += 1
        if self._owed:
            self._asked.set()
        screen = self.screen
        if screen is None or operation.task != screen.task:
            return
        if operation.outcome != "done":
            if operation.effect:
                screen.take_back(operation.effect)
            if isinstance(operation.effect, StopEffect):
                self.refused[operation.effect.line] += 1
            self._ask()
            return
        is_whole = screen.show(read(answer.text), self._unanswered(operation))
        version = int(answer.headers.get("walk-version", screen.version))
        if version != screen.version or not is_whole or operation.effect is None:
            self._ask()

    def _unanswered(self, but: Operation | None = None) -> list[Effect]:
        mine = [one for one in self.outbox.waiting if self.screen and one.task == self.screen.task and one is not but]
        return [one.effect for one in mine if one.effect]

    def _hear(self, name: str) -> None:
        self.heard.add(name)
        self.came.set()
        if name in (LEADS if self.ear.leads else CHANGES):
            self.ear.nudges.append((time(), time()))
        if name in CHANGES:
            self._ask()
            self._owed = True

    def _turn(self, is_on: bool) -> None:
        self.ear.turn(is_on, time())
        self.came.set()
        if is_on:
            self.outbox.flush()
            self._asked.set()
        else:
            self._owe()

    def _owe(self) -> None:
        """What was nudged meanwhile was not heard."""
        self._owed = self.screen is not None

    def _ask(self) -> None:
        self._news += 1
        self._owe()
        self._asked.set()

    async def _look_anew(self) -> None:
        """Ask for the walk again until nothing came while it was on its way: ever later, as in `answers.js`."""
        while True:
            await self._asked.wait()
            self._asked.clear()
            with suppress(Lost):  # still owed: asked for when the network is back
                for tries in takewhile(lambda _: self._owed, count()):
                    await asyncio.sleep(tries / 2)
                    await (self._look(self.screen) if self.screen else self._look_at_start())

    async def _look_at_start(self) -> None:
        """Who stands without work hears the bell, and the page of the start is loaded again, as in `start.js`."""
        await asyncio.sleep(BELL)
        began = time()
        await self._get("/work")
        if self.screen is None:
            self._owed = False
            self.ear.look(began, time())

    async def _look(self, screen: Screen) -> None:
        before, began = self._news, time()
        answer = await self.fragment(screen.path_url)
        if before != self._news or screen is not self.screen:
            return
        if answer.status == 200:
            screen.take_over(read(answer.text), self._unanswered())
        elif answer.status == 409:
            screen.gone = answer.text.strip()
        else:
            raise Lost(str(answer.status))
        self._owed = False
        self.ear.look(began, time())
        self.came.set()
