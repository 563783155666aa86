"""A handheld with a memory of its own: its browser can be killed and opened again, and its network can be cut."""

import os
import re
import signal
import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Playwright, expect

from tests.browser.picker import Picker
from tests.world import World


@dataclass
class Handset:
    playwright: Playwright
    world: World
    address: str
    folder: Path
    open_now: list[BrowserContext] = field(default_factory=list)
    stumbles: list[str] = field(default_factory=list)
    is_cut: bool = False
    is_next_version: bool = False

    def __post_init__(self) -> None:
        """Without network the server hangs up on everybody, so that a service worker, too, has none."""
        served = self.world.app.wsgi_app

        def reached(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            if self.is_cut:
                environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
                raise ConnectionAbortedError
            answer = served(environ, start_response)
            if self.is_next_version and environ["PATH_INFO"] == "/sw.js":
                return [re.sub(rb'BUILD = "\w+"', b'BUILD = "next"', b"".join(answer))]
            return answer

        self.world.app.wsgi_app = reached  # type: ignore[method-assign]

    def cut(self) -> None:
        self.is_cut = True
        for context in self.open_now:
            context.set_offline(True)

    def mend(self) -> None:
        """The network is back, and the browser says so to its pages."""
        self.is_cut = False
        for context in self.open_now:
            context.set_offline(False)

    def open(self, path: str = "/") -> Picker:
        """The browser with what it kept, at that page."""
        context = self.playwright.chromium.launch_persistent_context(
            str(self.folder),
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox"],
            base_url=self.address,
            viewport={"width": 320, "height": 533},
            has_touch=True,
            is_mobile=True,
        )
        self.open_now.append(context)
        context.set_offline(self.is_cut)
        page = context.pages[0]
        page.on("pageerror", lambda problem: self.stumbles.append(str(problem)))
        page.on("console", lambda said: self.stumbles.append(said.text) if "Content Security" in said.text else None)
        page.goto(path)
        return Picker(page, self.world, context.new_cdp_session(page))

    def kill(self) -> None:
        """As when the battery falls out: no page is told."""
        mark = f"--user-data-dir={self.folder}".encode()
        for process in Path("/proc").iterdir():
            if process.name.isdigit() and mark in _command(process):
                os.kill(int(process.name), signal.SIGKILL)
        time.sleep(1)
        for lock in self.folder.glob("Singleton*"):
            lock.unlink()
        self.open_now.clear()

    def close(self) -> None:
        self.is_cut = False
        for context in self.open_now:
            context.close()
        self.open_now.clear()


def _command(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""  # it has ended meanwhile


def is_kept(picker: Picker) -> None:
    """The walk's page and its pictures are on the device."""
    end = time.time() + 15
    while not picker.page.evaluate(KEPT):
        assert time.time() < end, "the walk is not on the device"
        picker.page.wait_for_timeout(100)


def waits(picker: Picker, count: int) -> None:
    expect(picker.page.locator("[data-waiting=waiting_short]")).to_have_text(str(count))


KEPT = """async () => {
  const pages = await caches.open("pages"), pictures = await caches.open("pictures");
  const shown = new Set(Array.from(document.querySelectorAll("#walk img, #inspection img"), ({ src }) => src));
  return Boolean(await pages.match(location.pathname)) && (await pictures.keys()).length === shown.size;
}"""
