"""What happens to calls and cases."""

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


@dataclass(frozen=True)
class CaseChanged(Event):
    """Opened, taken, written on, closed or opened again."""

    warehouse_id: int
    case_id: int
