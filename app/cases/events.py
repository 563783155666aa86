"""What happens to calls."""

from dataclasses import dataclass

from app.events import Event


@dataclass(frozen=True)
class CallEvent(Event):
    warehouse_id: int
    worker_id: int


@dataclass(frozen=True)
class LeadCalled(CallEvent):
    pass


@dataclass(frozen=True)
class CallAnswered(CallEvent):
    pass
