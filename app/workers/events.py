"""What happened to workers' sessions and devices."""

from dataclasses import dataclass

from app.events import Event


@dataclass(frozen=True)
class SessionChanged(Event):
    """It ended, or went to another warehouse: what its sockets may hear is not what they heard."""

    session_id: int
    warehouse_id: int


@dataclass(frozen=True)
class RolesGiven(Event):
    """The worker has other roles in that warehouse than a moment ago."""

    worker_id: int
    warehouse_id: int


@dataclass(frozen=True)
class DeviceRevoked(Event):
    device_id: int
