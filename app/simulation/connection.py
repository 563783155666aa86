"""HTTP as a handheld's browser speaks it: a connection that is kept open, cookies, answers made small."""

import asyncio
import ssl
import zlib
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import h11

PATIENCE = 15.0
"""Seconds after which the outbox gives an answer up, as in `outbox.js`."""
AT_ONCE = 65_536


class Lost(Exception):
    """No answer came: nobody knows whether the server acted."""


class NotWelcome(Exception):
    """The server does not let somebody of the cast in."""


@dataclass(frozen=True)
class Server:
    """Where the warehouse is served; `authority` is the file of a certificate authority of its own, if it has one."""

    url: str
    authority: Path | None = None

    @property
    def is_secure(self) -> bool:
        return self.url.startswith("https:")

    @property
    def netloc(self) -> str:
        return urlsplit(self.url).netloc

    @property
    def origin(self) -> str:
        return f"{'https' if self.is_secure else 'http'}://{self.netloc}"

    async def open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A new connection. Raises Lost."""
        parts = urlsplit(self.url)
        port = parts.port or (443 if self.is_secure else 80)
        context = ssl.create_default_context(cafile=self.authority) if self.is_secure else None
        try:
            return await asyncio.wait_for(asyncio.open_connection(parts.hostname, port, ssl=context), PATIENCE)
        except (OSError, TimeoutError) as problem:
            raise Lost(type(problem).__name__) from problem


@dataclass(frozen=True)
class Answer:
    """What the server said; names of headers in small letters."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def leads_to(self) -> str:
        """The path to which it redirects; empty for none."""
        parts = urlsplit(self.headers.get("location", ""))
        return parts.path + (f"?{parts.query}" if parts.query else "")


@dataclass
class Cookies:
    """What this device shows with each request."""

    values: dict[str, str] = field(default_factory=dict)

    def keep(self, header: str) -> None:
        for name, morsel in SimpleCookie(header).items():
            if morsel["max-age"] == "0" or not morsel.value:
                self.values.pop(name, None)
            else:
                self.values[name] = morsel.value

    def shown(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.values.items())


class Connection:
    """One request after the other; opened again when the server has closed it."""

    def __init__(self, server: Server, cookies: Cookies) -> None:
        self._server, self._cookies = server, cookies
        self._turn = asyncio.Lock()
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._state = h11.Connection(h11.CLIENT)

    async def ask(
        self,
        method: str,
        path: str,
        fields: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        *,
        cut: bool = False,
    ) -> Answer:
        """Raises Lost when no whole answer came. `cut`: the connection breaks as soon as the request is out."""
        async with self._turn:
            try:
                return await asyncio.wait_for(self._ask(method, path, fields, headers or {}, cut), PATIENCE)
            except (OSError, TimeoutError, h11.RemoteProtocolError, zlib.error) as problem:
                self.close()
                raise Lost(type(problem).__name__) from problem
            except (Lost, asyncio.CancelledError):
                self.close()
                raise

    def close(self) -> None:
        if self._writer:
            self._writer.close()
        self._reader = self._writer = None

    async def _ask(
        self, method: str, path: str, fields: dict[str, str] | None, headers: dict[str, str], cut: bool
    ) -> Answer:
        body = b"" if fields is None else urlencode(fields).encode()
        reader, writer = await self._opened()
        writer.write(self._request(method, path, body, headers))
        await writer.drain()
        if cut:
            raise Lost("cut")
        answer = await self._answer(reader)
        if self._state.our_state is h11.DONE and self._state.their_state is h11.DONE:
            self._state.start_next_cycle()
        else:
            self.close()
        return answer

    async def _opened(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._reader is None or self._writer is None or self._reader.at_eof():
            self.close()
            self._reader, self._writer = await self._server.open()
            self._state = h11.Connection(h11.CLIENT)
        return self._reader, self._writer

    def _request(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> bytes:
        sent = {"Host": self._server.netloc, "Accept-Encoding": "gzip", "Cookie": self._cookies.shown(), **headers}
        if method != "GET":
            sent |= {"Origin": self._server.origin, "Content-Length": str(len(body))}
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        events = [h11.Request(method=method, target=path, headers=list(sent.items()))]
        data = [h11.Data(data=body)] if body else []
        return b"".join(self._state.send(event) or b"" for event in (*events, *data, h11.EndOfMessage()))

    async def _answer(self, reader: asyncio.StreamReader) -> Answer:
        head: h11.Response | None = None
        parts: list[bytes] = []
        while True:
            event = self._state.next_event()
            if event is h11.NEED_DATA:
                self._state.receive_data(await reader.read(AT_ONCE))
            elif isinstance(event, h11.Response):
                head = event
            elif isinstance(event, h11.Data):
                parts.append(bytes(event.data))
            elif isinstance(event, h11.EndOfMessage) and head:
                return self._read(head, b"".join(parts))
            elif isinstance(event, h11.ConnectionClosed):
                raise Lost("closed")

    def _read(self, head: h11.Response, body: bytes) -> Answer:
        headers = {}
        for raw_name, raw_value in head.headers:
            name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
            if name == "set-cookie":
                self._cookies.keep(value)
            headers[name] = value
        if headers.get("content-encoding") == "gzip":
            body = zlib.decompress(body, wbits=31)
        return Answer(head.status_code, headers, body.decode(errors="replace"))
