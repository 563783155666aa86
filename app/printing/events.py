"""What happens to prints; ids only."""

from dataclasses import dataclass

from app.events import Event


@dataclass(frozen=True)
class PrintAsked(Event):
    """Something waits for a printer."""

    warehouse_id: int
    printer_id: int


@dataclass(frozen=True)
class Printed(Event):
    """A paper of those rows came out, or was downloaded."""

    warehouse_id: int
    paper: str
    entity: str
    entity_ids: tuple[int, ...]


@dataclass(frozen=True)
class PrintChanged(Event):
    """A print waits, came out, was cancelled, or did not reach its printer; `worker_id`: who asked for it."""

    warehouse_id: int
    worker_id: int | None
