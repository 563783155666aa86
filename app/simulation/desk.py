"""A page at a desk that stays open: each part asks for itself again when a nudge names what it shows."""

import asyncio
import re
from http import HTTPStatus
from time import time
from urllib.parse import urlencode

from app.simulation.connection import Connection, Lost
from app.simulation.device import Handheld
from app.simulation.page import Document, Part

SEEN = re.compile(r'data-list="([^"]*)" data-seen="([^"]*)"')


class Desk:
    """The lead looks at the page's first live part, its lists: when they show a change, the lead sees it."""

    def __init__(self, device: Handheld, page: Document) -> None:
        if not page.live:
            raise ValueError("no part of the lead's page asks for itself again")
        self._device, self._parts, self._seen = device, page.live, page.lists
        self._wanted = {part.url: asyncio.Event() for part in page.live}

    async def watch(self) -> None:
        """For as long as the page is open; it is never loaded anew."""
        async with asyncio.TaskGroup() as group:
            for part in self._parts:
                group.create_task(self._keep(part))
            while True:
                await self._device.came.wait()
                self._device.came.clear()
                for part in self._parts:
                    if any(name in part.when for name in self._device.heard):
                        self._wanted[part.url].set()
                self._device.heard.clear()

    async def _keep(self, part: Part) -> None:
        """Each part has a connection of its own, as browsers have several."""
        connection = self._device.connection()
        try:
            while True:
                await self._wanted[part.url].wait()
                self._wanted[part.url].clear()
                await self._ask(part, connection)
        finally:
            connection.close()

    async def _ask(self, part: Part, connection: Connection) -> None:
        """The lists are sent what changed of them since what they have."""
        began, is_lists = time(), part is self._parts[0]
        try:
            answer = await connection.ask("GET", f"{part.url}?{urlencode(self._seen)}" if is_lists else part.url)
        except Lost:
            return
        if answer.status >= HTTPStatus.BAD_REQUEST:
            return
        if is_lists:
            self._seen.update(SEEN.findall(answer.text))
            self._device.ear.look(began, time())
        await asyncio.sleep(max(0.0, began + part.every - time()))
