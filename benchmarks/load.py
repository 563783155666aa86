"""The load generator: a process of its own that sends confirmations at their times, whatever becomes of those before.

    python -m benchmarks.load PORT HANDS RATE SECONDS SKIP

Each hand keeps one connection open. The moments come from a seeded Poisson process, and an answer's time is counted
from the moment at which its scan was due, so that waiting in a queue counts in full. Says what came of it as JSON.
"""

import asyncio
import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from benchmarks.hand import Hand

PATIENCE = 15.0


@dataclass
class Result:
    milliseconds: list[float] = field(default_factory=list)
    problems: dict[str, int] = field(default_factory=dict)

    def problem(self, what: str) -> None:
        self.problems[what] = self.problems.get(what, 0) + 1


class Connection:
    """One handheld's connection, kept open; a hand makes one scan after the other."""

    def __init__(self, port: int, hand: Hand, skip: int, random: Random) -> None:
        self._port, self._hand, self._random = port, hand, random
        self._turn = asyncio.Lock()
        self._next = skip
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def open(self) -> None:
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)

    async def scan(self, due: float, result: Result) -> None:
        async with self._turn:
            try:
                said = await asyncio.wait_for(self._send(), PATIENCE)
            except (OSError, asyncio.IncompleteReadError, TimeoutError) as lost:
                result.problem(type(lost).__name__)
                await self.open()
                return
        if said == "200 done":
            result.milliseconds.append((time.perf_counter() - due) * 1000)
        else:
            result.problem(said)

    async def _send(self) -> str:
        """The status and the outcome that the answer names."""
        assert self._reader
        assert self._writer
        path, form = self._hand.scans[self._next]
        headers = self._hand.headers(self._random, self._next)
        self._next += 1
        body = urlencode(form).encode()
        lines = [f"POST {path} HTTP/1.1", f"Host: localhost:{self._port}", f"Content-Length: {len(body)}"]
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Origin: http://localhost:{self._port}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self._writer.write(("\r\n".join(lines) + "\r\n\r\n").encode() + body)
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        told = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
        await self._reader.readexactly(int(told.get("content-length", "0")))
        return f"{head[0].split()[1]} {told.get('operation-outcome', '')}".strip()


async def drive(port: int, hands: list[Hand], rate: float, seconds: float, skip: int) -> Result:
    """Scans by all hands in turn, `rate` a second."""
    random, result = Random(f"{rate} {skip}"), Result()
    connections = [Connection(port, hand, skip, random) for hand in hands]
    for connection in connections:
        await connection.open()
    begin, due, turn, tasks = time.perf_counter() + 0.5, 0.0, 0, []
    while due < seconds:
        await asyncio.sleep(max(0.0, begin + due - time.perf_counter()))
        tasks.append(asyncio.create_task(connections[turn % len(hands)].scan(begin + due, result)))
        due, turn = due + random.expovariate(rate), turn + 1
    await asyncio.gather(*tasks)
    return result


def main() -> None:
    port, source, rate, seconds, skip = sys.argv[1:]
    hands = [Hand(**hand) for hand in json.loads(Path(source).read_text())]
    result = asyncio.run(drive(int(port), hands, float(rate), float(seconds), int(skip)))
    print(json.dumps(vars(result)))


if __name__ == "__main__":
    main()
