"""How fast a walk of thirty stops opens on a slow handheld with a slow line, and how soon a scan is felt there.

Chromium slows itself: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back, a processor four times slower than the
machine's.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks import floor
from benchmarks.hand import Hand, crew_in
from benchmarks.server import serving

STOPS, UNITS, SEED = 30, 2, 11
OPENINGS = 7
SLOW_LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
SLOWER = 4
WIDTH, HEIGHT = 320, 533


@dataclass(frozen=True)
class Opened:
    """Milliseconds from asking for the page until its stop takes scans; how far things moved meanwhile."""

    usable: float
    painted: float
    shift: float


def measure() -> dict[str, Any]:
    with served() as (address, hand), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        cold = [_first_visit(browser, address, hand) for _ in range(OPENINGS)]
        with _handheld(browser, address, hand) as (page, devtools):
            _open(page)
            warm = [_open(page) for _ in range(OPENINGS)]
            felt = _scan_all(page, devtools)
        browser.close()
    _tell("cold", cold)
    _tell("warm", warm)
    slowest = quantiles(felt, n=20)[-1]
    print(
        f"  {len(felt)} scans to feedback: p50 {median(felt):.0f} ms, p95 {slowest:.0f} ms, longest {max(felt):.0f} ms"
    )
    return {"cold": [asdict(one) for one in cold], "warm": [asdict(one) for one in warm], "felt_ms": felt}


@contextmanager
def served(roles: Sequence[str] = ("picker",)) -> Iterator[tuple[str, Hand]]:
    """A floor with one picker on a walk of thirty stops, served as `make run` serves it."""
    with tempfile.TemporaryDirectory() as room:
        environ = {
            "DATABASE_URL": f"sqlite:///{room}/bench.db",
            "SHELFWAY_DEMO": "1",
            "SHELFWAY_VAR": room,
        }
        target = Path(room) / "hands.json"
        floor.build(environ, 1, SEED, target, lines=STOPS, units=UNITS, roles=roles)
        hand = crew_in(target).hands[0]
        with serving(environ) as port:
            yield f"http://127.0.0.1:{port}", hand


@contextmanager
def _handheld(browser: Browser, address: str, hand: Hand) -> Iterator[tuple[Page, CDPSession]]:
    """A browser that knows nothing yet but who is signed in."""
    context = browser.new_context(
        base_url=address, viewport={"width": WIDTH, "height": HEIGHT}, has_touch=True, is_mobile=True, bypass_csp=True
    )
    cookies = (pair.split("=", 1) for pair in hand.cookie.split("; "))
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies])
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW_LINE)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(WATCH)
    yield page, devtools
    context.close()


def _first_visit(browser: Browser, address: str, hand: Hand) -> Opened:
    with _handheld(browser, address, hand) as (page, _devtools):
        return _open(page)


def _open(page: Page) -> Opened:
    """The walk by its own address; what goes on in the background afterwards is waited for."""
    page.goto("/picking/tasks/1")
    page.wait_for_function("watched.usable", timeout=60_000)
    page.wait_for_load_state("networkidle", timeout=60_000)
    page.wait_for_timeout(1500)
    return Opened(**page.evaluate("({ usable: watched.usable, painted: watched.painted, shift: watched.shift })"))


def _scan_all(page: Page, devtools: CDPSession) -> list[float]:
    """Bin, item and tote of every stop, each committed at once; timed from there to the picture that answers it."""
    for stop in range(STOPS):
        codes = page.evaluate(ASKED)
        for number, code in enumerate(codes):
            devtools.send("Input.insertText", {"text": code})
            page.wait_for_function(f"watched.felt.length > {stop * len(codes) + number}")
            page.wait_for_timeout(400)
    felt: list[float] = page.evaluate("watched.felt")
    return felt


def _tell(name: str, opened: list[Opened]) -> None:
    usable = [one.usable for one in opened]
    print(
        f"  {name}: first usable stop {median(usable):.0f} ms (longest {max(usable):.0f}), first picture "
        f"{median(one.painted for one in opened):.0f} ms, layout shift {max(one.shift for one in opened):.4f}",
        flush=True,
    )


ASKED = """() => {
  const { bin, codes, place } = document.querySelector('[data-stop].is-here').dataset;
  return [bin, JSON.parse(codes)[0][0], document.getElementById(`place-${place}`).dataset.tote];
}"""

WATCH = """
self.watched = { usable: 0, painted: 0, shift: 0, felt: [] };
new PerformanceObserver((list) => list.getEntries().forEach((entry) => (watched.shift += entry.value)))
  .observe({ type: 'layout-shift', buffered: true });
new PerformanceObserver((list) => (watched.painted = list.getEntries().pop().startTime))
  .observe({ type: 'paint', buffered: true });
const look = () => {
  const stop = document.querySelector('body.live [data-stop].is-here');
  const asks = stop && stop.offsetParent && document.querySelector('#strip-said').textContent;
  if (asks) watched.usable = performance.now();
  else requestAnimationFrame(look);
};
look();
let ended = 0;
addEventListener('beforeinput', (event) => { ended = event.timeStamp; }, true);
addEventListener('DOMContentLoaded', () => {
  const seen = () => {
    if (!ended) return;
    const began = ended;
    ended = 0;
    requestAnimationFrame(() => setTimeout(() => watched.felt.push(performance.now() - began)));
  };
  const colour = document.getElementById('flash');
  if (colour) new MutationObserver(seen).observe(colour, { attributes: true });
});
"""
