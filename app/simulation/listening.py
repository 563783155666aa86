"""What a device hears and says besides its scans: nudges, what it missed of them, and how it is."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from random import Random
from typing import Any
from urllib.parse import urlencode

from app.simulation.connection import Answer, Cookies, Lost, Server
from app.simulation.sockets import Socket

EVERY = 5.0
"""Seconds between two reports of how the device is, as in `presence.js`."""
ASKING = 12.0
"""Without a socket a page asks so often for what it missed, in seconds, as in `nudges.js`."""
CHARGE = (60.0, 100.0)
"""Of a battery out of the rack, in percent."""
DRAIN = 8.0 / 3600
"""Percent that goes in a second of the floor's time."""


class Listening:
    """`heard` gets the name of each nudge; `ask` fetches a fragment; `waiting` says how many operations wait."""

    def __init__(
        self,
        server: Server,
        cookies: Cookies,
        random: Random,
        ask: Callable[[str], Awaitable[Answer]],
        waiting: Callable[[], int],
    ) -> None:
        self.socket = Socket(server, cookies, random, self._hear, self._turn)
        self._charge = random.uniform(*CHARGE)
        self.heard: Callable[[str], None] = lambda name: None
        self.turned: Callable[[bool], None] = lambda is_on: None
        self.number = ""
        """Up to which everything was heard; a page says where to begin."""
        self._ask, self._waiting, self._random = ask, waiting, random
        self._is_behind = True
        self._catching_up: asyncio.Task[None] | None = None

    async def report(self) -> None:
        """For as long as the device is on: what changed is said, not too often."""
        said = ""
        while True:
            await asyncio.sleep(EVERY)
            now = self._state()
            if self.socket.is_on and str(now) != said:
                self.socket.say("device", now)
                said = str(now)

    async def ask_now_and_then(self) -> None:
        """Where there is no socket."""
        while True:
            await asyncio.sleep(ASKING * self._random.uniform(5 / 6, 7 / 6))
            if self._is_behind:
                await self._catch_up()

    def drain(self, seconds: float) -> None:
        """So long it was used."""
        self._charge = max(1.0, self._charge - seconds * DRAIN)

    def _state(self) -> dict[str, Any]:
        return {"waiting": self._waiting(), "battery": round(self._charge), "charging": False}

    def _hear(self, name: str, data: dict[str, Any]) -> None:
        """While something may be missing, what comes now does not say that all before it was heard."""
        if not self._is_behind:
            self.number = str(data.get("sequence", self.number))
        self.heard(name)

    def _turn(self, is_on: bool) -> None:
        self.turned(is_on)
        if is_on:
            self.socket.say("device", self._state())
            self._catching_up = asyncio.create_task(self._catch_up())
        else:
            self._is_behind = True

    async def _catch_up(self) -> None:
        """What was told while the socket was away; without one the server hears by this how the device is."""
        is_heard = self.socket.is_on
        asked = {"after": self.number} | ({} if is_heard else {"socket": "none", **self._state(), "charging": "no"})
        try:
            answer = await self._ask(f"/nudges?{urlencode(asked)}")
        except Lost:
            return
        if answer.status != HTTPStatus.OK:
            return
        said = json.loads(answer.text)
        self.number = str(said["sequence"])
        self._is_behind = not is_heard or not self.socket.is_on
        for name in said["names"]:
            self.heard(name)
