"""What this process hears of devices, in its memory: sockets and polls never write the database."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Lock

from app.floor.reports import Report

GRACE = timedelta(seconds=8)
"""A page that follows another opens its own socket: who is back within so much was not away."""
BEAT = timedelta(seconds=60)
"""So often it is written again that a device is still there."""
POLL_LASTS = BEAT + timedelta(seconds=12)
"""A device without a socket is there for so long after it asked: until the process that has a socket of it by then, and
for which nothing changed, has written so again.
"""
BATTERY_STEP = 5
"""Percent; the lead is not told of less."""


@dataclass(frozen=True)
class Who:
    """A worker on a device, in a warehouse."""

    device_id: int
    warehouse_id: int
    worker_id: int


@dataclass(frozen=True)
class Heard:
    """What is known of a device now; see DeviceState."""

    who: Who
    online: bool
    since: datetime
    seen_at: datetime
    waiting: int | None = None
    waiting_at: datetime | None = None
    battery: int | None = None
    charging: bool | None = None

    @property
    def to_tell(self) -> tuple[object, ...]:
        """What the lead wants to hear of when it changes."""
        battery = None if self.battery is None else self.battery // BATTERY_STEP
        return self.who, self.online, self.waiting, battery, self.charging


@dataclass
class _Device:
    heard: Heard
    links: set[str] = field(default_factory=set)
    polled_at: datetime | None = None
    left_at: datetime | None = None
    written: Heard | None = None

    def is_there(self, at: datetime) -> bool:
        """By a socket, by having asked lately, or away for no longer than a page takes to load."""
        asked = self.polled_at is not None and at - self.polled_at < POLL_LASTS
        left = self.left_at is not None and at - self.left_at < GRACE
        return bool(self.links) or asked or left


class Hearing:
    """Any thread may tell it; times are given, so that nothing here looks at a clock."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._devices: dict[int, _Device] = {}
        self._links: dict[str, _Device] = {}

    def came(self, link: str, who: Who, at: datetime) -> None:
        """A socket of the device opened."""
        with self._lock:
            device = self._links[link] = self._there(who, at)
            device.links.add(link)
            device.left_at = None

    def said(self, link: str, report: Report, at: datetime) -> None:
        """What came over the socket; one that is not known (any more) says nothing."""
        with self._lock:
            device = self._links.get(link)
            if device:
                device.heard = _with(device.heard, report, at)

    def left(self, link: str, at: datetime) -> None:
        """The socket closed, by whosever wish."""
        with self._lock:
            device = self._links.pop(link, None)
            if device is None:
                return
            device.links.discard(link)
            device.left_at = at
            device.heard = replace(device.heard, seen_at=at)

    def asked(self, who: Who, report: Report, at: datetime) -> None:
        """The device has no socket, and asks from time to time."""
        with self._lock:
            device = self._there(who, at)
            device.polled_at = at
            device.heard = _with(device.heard, report, at)

    def to_write(self, at: datetime) -> list[Heard]:
        """What is not in the database as it is now; nothing is written for who is just there, but once a beat."""
        with self._lock:
            for device in self._devices.values():
                _look(device, at)
            return [device.heard for device in self._devices.values() if _is_news(device)]

    def news_of(self, states: Sequence[Heard]) -> list[int]:
        """Warehouses whose lead wants to hear of what is written now."""
        with self._lock:
            return sorted({heard.who.warehouse_id for heard in states if self._is_to_tell(heard)})

    def wrote(self, states: Sequence[Heard]) -> None:
        """They are in the database. Who went is forgotten."""
        with self._lock:
            for heard in states:
                device = self._devices[heard.who.device_id]
                device.written = heard
                if not heard.online and device.heard is heard:
                    del self._devices[heard.who.device_id]

    def _is_to_tell(self, heard: Heard) -> bool:
        written = self._devices[heard.who.device_id].written
        return written is None or written.to_tell != heard.to_tell

    def _there(self, who: Who, at: datetime) -> _Device:
        device = self._devices.get(who.device_id)
        if device is None:
            device = self._devices[who.device_id] = _Device(Heard(who, online=True, since=at, seen_at=at))
        since = device.heard.since if device.heard.online else at
        device.heard = replace(device.heard, who=who, online=True, since=since, seen_at=at)
        return device


def _with(heard: Heard, report: Report, at: datetime) -> Heard:
    """What the report leaves out stays as it was."""
    heard = replace(heard, seen_at=at)
    if report.waiting is not None:
        heard = replace(heard, waiting=report.waiting, waiting_at=at)
    if report.battery is not None:
        heard = replace(heard, battery=report.battery)
    if report.charging is not None:
        heard = replace(heard, charging=report.charging)
    return heard


def _look(device: _Device, at: datetime) -> None:
    """Whether the device is still there: by an open socket now, else when it was last heard of."""
    there = device.is_there(at)
    if device.links:
        device.heard = replace(device.heard, seen_at=at)
    elif not there and device.heard.online:
        device.heard = replace(device.heard, online=False, since=device.heard.seen_at)


def _is_news(device: _Device) -> bool:
    before, heard = device.written, device.heard
    if before is None or before.to_tell != heard.to_tell or before.battery != heard.battery:
        return True
    return heard.online and heard.seen_at - before.seen_at >= BEAT
