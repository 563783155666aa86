"""What happened to workers' sessions and devices."""

from dataclasses import dataclass

from app.events import Event


@dataclass(frozen=True)
class SessionsEnded(Event):
    """Their sockets end too."""

    session_ids: tuple[int, ...]


@dataclass(frozen=True)
class DeviceRevoked(Event):
    device_id: int
