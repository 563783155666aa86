"""What the live floor of 200 pickers and 40 waves costs: bytes and milliseconds of each part, and the browser's frames.

Between two updates so many pickers scan as do in two seconds at 180 lines an hour. The server is gunicorn as `make run`
starts it, on SQLite; the scans are written by this process. Chromium shows 1920 x 1080 on the same machine.
"""

import gzip
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from re import search
from statistics import median
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import CDPSession, Page, sync_playwright

from benchmarks.board_floor import Floor, build
from benchmarks.server import serving

PICKERS, WAVES, SEED = 200, 40, 5
SCANS = 20
UPDATES = 12
EVERY = 2000
"""Milliseconds between two updates."""
LISTS = ("waves", "pickers", "tasks")
FRAMES = """
self.gaps = [], self.long = [];
new PerformanceObserver((list) => list.getEntries().forEach((one) => long.push(Math.round(one.duration))))
  .observe({ type: "longtask" });
let before = performance.now();
const frame = (now) => { gaps.push(now - before); before = now; requestAnimationFrame(frame); };
requestAnimationFrame(frame);
"""


@dataclass
class Part:
    """Compressed bytes and milliseconds of an answer."""

    name: str
    bytes: int
    ms: float
    longest_ms: float


def measure(pickers: int = PICKERS, waves: int = WAVES) -> dict[str, Any]:
    with _served(pickers, waves) as (port, floor):
        parts = _parts(port, floor)
        frames = _frames(port, floor)
    print(f"  {'part':<8} {'bytes':>8} {'ms':>6} {'longest':>8}")
    for part in parts:
        print(f"  {part.name:<8} {part.bytes:>8} {part.ms:>6.0f} {part.longest_ms:>8.0f}")
    print(f"  Browser: {frames['processor_ms']['Task']:.0f} ms of the processor an update,", end=" ")
    print(f"longest frame {frames['longest_frame']:.0f} ms, tasks over 50 ms: {len(frames['long_tasks'])}", flush=True)
    return {"pickers": pickers, "waves": waves, "parts": [asdict(part) for part in parts], "frames": frames}


@contextmanager
def _served(pickers: int, waves: int) -> Iterator[tuple[int, Floor]]:
    with tempfile.TemporaryDirectory() as room:
        environ = {
            "DATABASE_URL": f"sqlite:///{Path(room) / 'board.db'}",
            "SHELFWAY_DEMO": "1",
            "SHELFWAY_VAR": room,
        }
        floor = build(environ, pickers, waves, SEED)
        with serving(environ) as port:
            floor.online()
            yield port, floor


def _parts(port: int, floor: Floor) -> list[Part]:
    """The page; what changed of its lists after some scans; the map, which comes whole each time."""
    random = Random(SEED)
    page = _asked(port, floor.cookie, "/floor")
    known = {name: _seen(page[2], name) for name in LISTS}
    lists, maps = [], []
    for _ in range(UPDATES):
        floor.scan(SCANS, random)
        count, ms, text = _asked(port, floor.cookie, f"/floor/changes?{urlencode(known)}")
        lists.append((count, ms))
        known |= {name: _seen(text, name) for name in LISTS if f'data-list="{name}"' in text}
        maps.append(_asked(port, floor.cookie, "/floor/map")[:2])
    return [_part("page", [page[:2]]), _part("lists", lists), _part("map", maps)]


def _part(name: str, asked: list[tuple[int, float]]) -> Part:
    sizes, times = [size for size, _ in asked], [ms for _, ms in asked]
    return Part(name, round(median(sizes)), median(times), max(times))


def _asked(port: int, cookie: str, path: str) -> tuple[int, float, str]:
    """Bytes on the line as a browser gets them, milliseconds until all are here, and the text."""
    connection = HTTPConnection("127.0.0.1", port)
    began = time.perf_counter()
    connection.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
    response = connection.getresponse()
    body = response.read()
    ms = 1000 * (time.perf_counter() - began)
    if response.status not in (200, 204):
        raise SystemExit(f"{path} answered {response.status}.")
    return len(body), ms, _text(body, response.getheader("Content-Encoding"))


def _text(body: bytes, coding: str | None) -> str:
    return (gzip.decompress(body) if coding == "gzip" else body).decode()


def _seen(text: str, name: str) -> str:
    found = search(rf'<div[^>]* (?:id|data-list)="{name}"[^>]* data-seen="(\w+)"', text)
    if found is None:
        raise SystemExit("A list came without its name.")
    return found[1]


def _frames(port: int, floor: Floor) -> dict[str, Any]:
    """Frames while scans come in and everything is asked for as often as a nudge may ask."""
    address = f"http://127.0.0.1:{port}"
    cookies = [dict(zip(("name", "value"), one.split("=", 1), strict=True)) for one in floor.cookie.split("; ")]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1920, "height": 1080})
        context.add_cookies([{**one, "url": address} for one in cookies])  # type: ignore[typeddict-item]
        page = context.new_page()
        page.goto(f"{address}/floor", wait_until="networkidle")
        devtools = context.new_cdp_session(page)
        devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.evaluate(FRAMES)
        idle = _worked_in(devtools, lambda: page.wait_for_timeout(EVERY * UPDATES))
        worked = _worked_in(devtools, lambda: _updates(page, floor))
        gaps, long = page.evaluate("gaps.slice(2)"), page.evaluate("long")
        browser.close()
    found = {"updates": UPDATES, "longest_frame": max(gaps), "median_frame": median(gaps), "long_tasks": long}
    return found | {"processor_ms": {name: ms - idle[name] for name, ms in worked.items()}}


def _worked_in(devtools: CDPSession, act: Callable[[], None]) -> dict[str, float]:
    """Milliseconds of the page's main thread for each update, or in the time of one."""
    before = _worked(devtools)
    act()
    return {name: 1000 * (until - before[name]) / UPDATES for name, until in _worked(devtools).items()}


def _worked(devtools: CDPSession) -> dict[str, float]:
    """Seconds of the page's main thread so far, by what it did: of the processor, not of the clock."""
    metrics = {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}
    return {name: metrics[f"{name}Duration"] for name in ("Task", "Script", "Layout", "RecalcStyle")}


def _updates(page: Page, floor: Floor) -> None:
    random = Random(SEED + 1)
    for _ in range(UPDATES):
        floor.scan(SCANS, random)
        page.evaluate("document.dispatchEvent(new CustomEvent('nudge', { detail: { name: 'wave-changed' } }))")
        page.wait_for_timeout(EVERY)
