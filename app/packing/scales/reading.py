"""Read a scale: over the network, or at a serial plug of this computer. Never inside a transaction.

Whoever asks waits for PATIENCE_SECONDS at most, whatever the name server or the other side does.
"""

import os
import select
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from time import monotonic

from app.packing.scales.address import Page, Plug, Socket, read_address
from app.packing.scales.lines import read_line, split, whole_lines
from app.packing.scales.plug import plugged
from app.packing.scales.refusals import ScaleMoving, ScaleOver, ScaleSilent, ScaleUnclear

WAIT_SECONDS = 2.0
PATIENCE_SECONDS = 3.0
LONGEST_ANSWER = 4096
AT_ONCE = 8
"""Scales that are listened to at the same time; who comes after them types."""
LONGEST_SAID = 60

_listeners = ThreadPoolExecutor(AT_ONCE, "scale")


@dataclass(frozen=True)
class Weight:
    """What lies on the scale, and the line by which it said so."""

    grams: int
    said: str


def weigh(address: str, ask: str = "") -> Weight:
    """What the scale there says now; `ask` is sent to one that speaks only when it is asked.

    Raises ScaleUnknown, ScaleSilent, ScaleUnclear, ScaleMoving or ScaleOver.
    """
    where = read_address(address)
    listening = _listeners.submit(_lines, where, ask)
    try:
        lines = listening.result(PATIENCE_SECONDS)
    except (OSError, HTTPException) as problem:  # a time that is over is an OSError too
        listening.cancel()
        raise ScaleSilent from problem
    return _weight(lines)


def _weight(lines: list[str]) -> Weight:
    readings = [(reading, line) for line in lines if (reading := read_line(line))]
    if not lines:
        raise ScaleSilent
    if not readings:
        raise ScaleUnclear
    reading, line = readings[-1]
    if not reading.is_still:
        raise ScaleMoving
    if reading.grams <= 0:
        raise ScaleOver
    return Weight(reading.grams, line.strip()[:LONGEST_SAID])


def _lines(where: Socket | Page | Plug, ask: str) -> list[str]:
    if isinstance(where, Page):
        return _from_page(where)
    said = f"{ask}\r\n".encode("ascii") if ask else b""
    if isinstance(where, Plug):
        with plugged(where) as descriptor:
            if said:
                os.write(descriptor, said)
            return _heard(descriptor, lambda: os.read(descriptor, 256), bool(ask))
    with socket.create_connection((where.host, where.port), timeout=WAIT_SECONDS) as connection:
        connection.sendall(said)
        return _heard(connection.fileno(), lambda: connection.recv(256), bool(ask))


def _heard(descriptor: int, read: Callable[[], bytes], was_asked: bool) -> list[str]:
    """Lines until one of them is a still weight, or the time is over."""
    until, heard, comes = monotonic() + WAIT_SECONDS, b"", select.poll()
    comes.register(descriptor, select.POLLIN)
    while (left := until - monotonic()) > 0 and len(heard) < LONGEST_ANSWER and comes.poll(left * 1000):
        part = read()
        heard += part
        lines = whole_lines(heard if part else heard + b"\n", was_asked)
        if not part or any((reading := read_line(line)) and reading.is_still for line in lines):
            return lines
    return whole_lines(heard, was_asked)


def _from_page(where: Page) -> list[str]:
    connection = HTTPConnection(where.host, where.port, timeout=WAIT_SECONDS)
    try:
        connection.request("GET", where.path)
        answer = connection.getresponse()
        return split(answer.read(LONGEST_ANSWER)) if answer.status == 200 else []
    finally:
        connection.close()
