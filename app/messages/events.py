"""What happens to messages; ids only."""

from dataclasses import dataclass

from app.events import Event


@dataclass(frozen=True)
class MessageSent(Event):
    warehouse_id: int
    worker_ids: tuple[int, ...]


@dataclass(frozen=True)
class MessageHeard(Event):
    """Somebody has it, has read it, or has said so."""

    warehouse_id: int
