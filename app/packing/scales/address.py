"""Where a scale is: `tcp://host:port`, `http://host:port/path`, or `serial:/dev/ttyUSB0?baud=9600&mode=8N1`. Pure."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from app.packing.scales.refusals import ScaleUnknown

LONGEST, LONGEST_ASK = 120, 20
HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.\-]{0,98}[A-Za-z0-9])?|[0-9A-Fa-f:.]{2,45}")
PATH = re.compile(r"[A-Za-z0-9._~/?&=%:,+-]*")
PLUG = re.compile(r"/dev/(tty(USB|ACM|AMA|S)[0-9]{1,3}|serial/by-(id|path)/[A-Za-z0-9_.:+-]{1,90})")
"""Serial plugs only: of what else is in /dev, merely opening it may do something."""
ASK = re.compile(r"[ -~]*")
BAUDS = ("1200", "2400", "4800", "9600", "19200", "38400", "57600", "115200")
MODES = ("8N1", "7E1", "7O1", "7N2", "8E1", "8O1")
"""Bits, parity and stop bits, as manuals write them."""


@dataclass(frozen=True)
class Socket:
    host: str
    port: int


@dataclass(frozen=True)
class Page:
    host: str
    port: int
    path: str


@dataclass(frozen=True)
class Plug:
    path: str
    baud: int
    mode: str


def read_address(address: str) -> Socket | Page | Plug:
    """Raises ScaleUnknown."""
    try:
        where = urlsplit(address)
        host, port = where.hostname or "", where.port
    except ValueError:
        raise ScaleUnknown from None
    if len(address) > LONGEST or where.username is not None or where.fragment:
        raise ScaleUnknown
    if where.scheme == "serial":
        return _plug(where.netloc, where.path, where.query)
    if not HOST.fullmatch(host) or not PATH.fullmatch(f"{where.path}?{where.query}") or port == 0:
        raise ScaleUnknown
    if where.scheme == "tcp" and port and not where.path and not where.query:
        return Socket(host, port)
    if where.scheme == "http":
        return Page(host, port or 80, (where.path or "/") + (f"?{where.query}" if where.query else ""))
    raise ScaleUnknown


def check_address(address: str, ask: str) -> None:
    """Raises ScaleUnknown, also for an `ask` that is no short line of printable signs."""
    read_address(address)
    if len(ask) > LONGEST_ASK or not ASK.fullmatch(ask):
        raise ScaleUnknown


def _plug(host: str, path: str, query: str) -> Plug:
    said = parse_qs(query, keep_blank_values=True)
    baud, mode = (said.pop(name, [usual])[-1] for name, usual in (("baud", "9600"), ("mode", "8N1")))
    if host or said or not PLUG.fullmatch(path) or baud not in BAUDS or mode not in MODES:
        raise ScaleUnknown
    return Plug(path, int(baud), mode)
