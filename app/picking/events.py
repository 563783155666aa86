"""What happens while picking; ids only."""

from dataclasses import dataclass

from app.events import Event


@dataclass(frozen=True)
class TaskEvent(Event):
    task_id: int
    wave_id: int
    warehouse_id: int


@dataclass(frozen=True)
class ToteBound(TaskEvent):
    tote_id: int


@dataclass(frozen=True)
class LinePicked(TaskEvent):
    line_id: int


@dataclass(frozen=True)
class LineShorted(TaskEvent):
    line_id: int


@dataclass(frozen=True)
class LineDamaged(TaskEvent):
    line_id: int


@dataclass(frozen=True)
class LotSwapped(TaskEvent):
    line_id: int


@dataclass(frozen=True)
class LineSkipped(TaskEvent):
    line_id: int


@dataclass(frozen=True)
class PickUndone(TaskEvent):
    line_id: int


@dataclass(frozen=True)
class TaskStaged(TaskEvent):
    """The task is done; its totes stand in a staging lane."""
