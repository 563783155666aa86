"""What goes over the line while a page opens, by the browser's own count: bytes as sent, headers included."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import CDPSession


@dataclass
class Line:
    """Bytes by address; a file that the browser had already is not in it."""

    sent: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.sent.values())

    def of(self, *parts: str) -> int:
        return sum(size for address, size in self.sent.items() if any(part in address for part in parts))

    def told(self) -> str:
        """For whoever has to find what became too large."""
        rows = sorted(self.sent.items(), key=lambda row: -row[1])
        return "\n".join([f"{self.total} bytes, {len(rows)} requests", *(f"{size:7} {name}" for name, size in rows)])


@contextmanager
def listening(devtools: CDPSession) -> Iterator[Line]:
    """Item pictures are not counted: they depend on the shop, and the page does not wait for them."""
    line, addresses, kept = Line(), {}, set()

    def on_answer(said: dict[str, Any]) -> None:
        addresses[said["requestId"]] = said["response"]["url"]
        if said["response"].get("fromDiskCache") or said["response"].get("fromServiceWorker"):
            kept.add(said["requestId"])

    def on_finish(said: dict[str, Any]) -> None:
        address = addresses.get(said["requestId"], "")
        counts = address.startswith("http") and "/items/" not in address and said["requestId"] not in kept
        if counts and said["encodedDataLength"]:
            line.sent[address] = line.sent.get(address, 0) + int(said["encodedDataLength"])

    def on_kept(said: dict[str, Any]) -> None:
        kept.add(said["requestId"])

    heard = {
        "Network.responseReceived": on_answer,
        "Network.requestServedFromCache": on_kept,
        "Network.loadingFinished": on_finish,
    }
    for name, listener in heard.items():
        devtools.on(name, listener)
    devtools.send("Network.enable")
    yield line
    devtools.send("Network.disable")
    for name, listener in heard.items():
        devtools.remove_listener(name, listener)
