"""Actor: on whose behalf a command acts."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Actor:
    """The worker, device and operation behind a change; `source` names what acts when no worker does."""

    worker_id: int | None = None
    worker_name: str = ""
    device_id: int | None = None
    warehouse_id: int | None = None
    operation_id: str | None = None
    device_at: datetime | None = None
    source: str = "handheld"


def program(name: str, warehouse_id: int | None = None) -> Actor:
    """A command of the shell or a job that acts by itself."""
    return Actor(source=name, warehouse_id=warehouse_id)
