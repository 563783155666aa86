"""The socket of a handheld: it hears nudges, says what the server wants to hear, and comes back by itself."""

import asyncio
from collections.abc import AsyncIterator, Callable
from random import Random
from typing import Any

from engineio.packet import CLOSE, MESSAGE, OPEN, PING, PONG
from engineio.packet import Packet as Frame
from socketio.packet import CONNECT, CONNECT_ERROR, DISCONNECT, EVENT
from socketio.packet import Packet as Said
from wsproto import ConnectionType, WSConnection
from wsproto.events import CloseConnection, Event, Ping, RejectConnection, Request, TextMessage
from wsproto.utilities import RemoteProtocolError

from app.simulation.connection import AT_ONCE, PATIENCE, Cookies, Lost, Server

PATH = "/socket.io/?EIO=4&transport=websocket"
FIRST_WAIT, LONGEST_WAIT = 1.0, 15.0
"""Seconds before it tries again, doubled each time, as `socket.js` has it."""

Nudge = tuple[str, dict[str, Any]]
Heard = Callable[[str, dict[str, Any]], None]
Turned = Callable[[bool], None]


class Socket:
    """Connected from `open` to `close`, as far as the server is there; `heard` gets each nudge, `turned` on and off."""

    def __init__(self, server: Server, cookies: Cookies, random: Random, heard: Heard, turned: Turned) -> None:
        self._server, self._cookies, self._random = server, cookies, random
        self._heard, self._turned = heard, turned
        self._writer: asyncio.StreamWriter | None = None
        self._wire = WSConnection(ConnectionType.CLIENT)
        self._task: asyncio.Task[None] | None = None
        self._silence = PATIENCE
        self._misses = 0
        self.is_on = False

    def open(self) -> None:
        if self._task is None:
            self._task = asyncio.create_task(self._stay())

    async def close(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    def cut(self) -> None:
        """The connection breaks; it comes back as it would on the floor."""
        if self._writer:
            self._writer.transport.abort()

    def say(self, name: str, data: dict[str, Any]) -> None:
        """Tell the server something, if it listens now."""
        if self.is_on:
            self._send(Said(EVENT, [name, data]).encode())

    async def _stay(self) -> None:
        while True:
            try:
                async for name, data in self._listen():
                    self._heard(name, data)
            except (OSError, TimeoutError, RemoteProtocolError, Lost):
                pass
            finally:
                self._drop()
            wait = min(LONGEST_WAIT, FIRST_WAIT * 2**self._misses)
            self._misses += 1
            await asyncio.sleep(wait * self._random.uniform(0.5, 1.5))

    def _drop(self) -> None:
        if self._writer:
            self._writer.close()
        self._writer = None
        self._set(False)

    def _set(self, is_on: bool) -> None:
        if self.is_on != is_on:
            self.is_on = is_on
            self._misses = 0
            self._turned(is_on)

    async def _listen(self) -> AsyncIterator[Nudge]:
        """What is heard, one after the other, until the connection is gone."""
        reader, self._writer = await self._server.open()
        self._wire = WSConnection(ConnectionType.CLIENT)
        headers = [(b"Cookie", self._cookies.shown().encode()), (b"Origin", self._server.origin.encode())]
        self._write(Request(host=self._server.netloc, target=PATH, extra_headers=headers))
        self._silence = PATIENCE
        while data := await asyncio.wait_for(reader.read(AT_ONCE), self._silence):
            self._wire.receive_data(data)
            for event in self._wire.events():
                if isinstance(event, TextMessage):
                    for nudge in self._take(Frame(encoded_packet=event.data)):
                        yield nudge
                else:
                    self._obey(event)

    def _take(self, frame: Frame) -> list[Nudge]:
        if frame.packet_type == OPEN:
            # The server says itself how long it may be silent.
            self._silence = (frame.data["pingInterval"] + frame.data["pingTimeout"]) / 1000
            self._send(Said(CONNECT).encode())
        elif frame.packet_type == PING:
            self._write(TextMessage(data=Frame(PONG, frame.data or None).encode()))
        elif frame.packet_type == CLOSE:
            raise Lost("closed")
        elif frame.packet_type == MESSAGE:
            return self._understand(Said(encoded_packet=frame.data))
        return []

    def _understand(self, said: Said) -> list[Nudge]:
        if said.packet_type == CONNECT:
            self._set(True)
        elif said.packet_type in (CONNECT_ERROR, DISCONNECT):
            raise Lost("not welcome")
        elif said.packet_type == EVENT:
            name, *data = said.data
            return [(name, data[0] if data and isinstance(data[0], dict) else {})]
        return []

    def _obey(self, event: Event) -> None:
        if isinstance(event, Ping):
            self._write(event.response())
        elif isinstance(event, (CloseConnection, RejectConnection)):
            raise Lost("closed")

    def _send(self, message: str) -> None:
        self._write(TextMessage(data=Frame(MESSAGE, message).encode()))

    def _write(self, event: Event) -> None:
        if self._writer:
            self._writer.write(self._wire.send(event))
