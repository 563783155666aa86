"""A page of Chromium 80, by its debugging protocol: Playwright drives no browser that old."""

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from simple_websocket import Client

PATIENCE = 20.0
"""Seconds for anything to come about on a busy machine."""
SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--remote-debugging-port=0",
)
Message = dict[str, Any]


class Page:
    """One tab; what stumbled in it is in `stumbles`."""

    def __init__(self, socket: Client) -> None:
        self.stumbles: list[str] = []
        self._socket = socket
        self._ids = count(1)
        self._clock = 0.0
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")
        size = {"width": 320, "height": 533, "deviceScaleFactor": 1, "mobile": True}
        self.send("Emulation.setDeviceMetricsOverride", **size)

    def send(self, method: str, **said: Any) -> Message:
        number = next(self._ids)
        self._socket.send(json.dumps({"id": number, "method": method, "params": said}))
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            heard = self._hear()
            if heard.get("id") == number:
                assert "error" not in heard, f"{method}: {heard['error']}"
                answer: Message = heard["result"]
                return answer
        raise AssertionError(f"no answer to {method}")

    def open(self, address: str) -> None:
        self.send("Page.navigate", url=address)

    def evaluate(self, script: str) -> Any:
        answer = self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, f"{script}: {answer['exceptionDetails']}"
        return answer["result"].get("value")

    def wait(self, condition: str) -> None:
        """Until the script is true; a page that is just changing may not know what it asks for yet."""
        end = time.monotonic() + PATIENCE
        while not self.evaluate(
            f"(() => {{ try {{ return Boolean({condition}); }} catch (early) {{ return false; }} }})()"
        ):
            assert time.monotonic() < end, (
                f"never so: {condition}; the page says {self.evaluate(SAYS)!r} {self.stumbles}"
            )
            time.sleep(0.03)

    def tap(self, selector: str) -> None:
        self.wait(f"document.querySelector({json.dumps(selector)}).offsetParent")
        self.evaluate(f"document.querySelector({json.dumps(selector)}).click()")

    def scan(self, code: str) -> None:
        """The keys of a wedge, 4 ms apart by the events' own time, half a second after the last, and its Enter."""
        began = max(time.time(), self._clock + 0.5)
        keys = [*code, "Enter"]
        self._clock = began + len(keys) * 0.004
        for number, key in enumerate(keys):
            self.press(key, began + number * 0.004)

    def press(self, key: str, at: float) -> None:
        enter = {"code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
        said = {"key": key, "timestamp": at, **(enter if key == "Enter" else {"text": key})}
        self.send("Input.dispatchKeyEvent", type="keyDown", **said)
        self.send("Input.dispatchKeyEvent", type="keyUp", key=key, timestamp=at)

    def cut_network(self, cut: bool = True) -> None:
        line = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
        self.send("Network.emulateNetworkConditions", offline=cut, **line)

    def _hear(self) -> Message:
        text = self._socket.receive(timeout=PATIENCE)
        assert text is not None, "the browser says nothing any more"
        heard: Message = json.loads(text)
        self._notice(heard.get("method", ""), heard.get("params", {}))
        return heard

    def _notice(self, method: str, said: Message) -> None:
        if method == "Runtime.exceptionThrown":
            self.stumbles.append(json.dumps(said["exceptionDetails"])[:500])
        elif method == "Runtime.consoleAPICalled" and said["type"] == "error":
            self.stumbles.append(json.dumps(said["args"])[:500])
        elif method == "Log.entryAdded" and said["entry"]["level"] == "error":
            entry = said["entry"]
            if "ERR_INTERNET_DISCONNECTED" not in entry["text"]:  # that was us
                self.stumbles.append(f"{entry['text']} {entry.get('url', '')}")


SAYS = "(document.querySelector('#strip-said') || document.body || {}).textContent"


@contextmanager
def chromium80(program: Path, room: Path) -> Iterator[Page]:
    """The browser with an empty profile in `room`; it ends with the block."""
    process = subprocess.Popen(
        [program, *SWITCHES, f"--user-data-dir={room}", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"HOME": str(room), "LANG": "en_US.UTF-8"},
    )
    try:
        socket = Client.connect(_address_of_tab(room / "DevToolsActivePort"), max_message_size=None)
        yield Page(socket)
        socket.close()
    finally:
        process.kill()
        process.wait()


def _address_of_tab(written: Path) -> str:
    end = time.monotonic() + PATIENCE
    while not (written.exists() and written.read_text().strip()):
        assert time.monotonic() < end, "Chromium 80 does not start"
        time.sleep(0.05)
    port = written.read_text().split()[0]
    while True:
        with urlopen(f"http://127.0.0.1:{port}/json/list") as answer:
            tabs = [tab for tab in json.load(answer) if tab["type"] == "page"]
        if tabs:
            return str(tabs[0]["webSocketDebuggerUrl"])
        assert time.monotonic() < end, "Chromium 80 opens no tab"
