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
class LinesLeftWalk(TaskEvent):
    """An order was held or cancelled; the holder's handheld learns of it."""

    holder_id: int | None


@dataclass(frozen=True)
class TaskCancelled(TaskEvent):
    """Nothing was left to pick on it, and nobody had begun it."""


@dataclass(frozen=True)
class OrderPutBack(Event):
    """Nothing of a stopped order lies in a tote any more: no wave has it."""

    warehouse_id: int
    order_id: int


@dataclass(frozen=True)
class ScanRefused(TaskEvent):
    """What a handheld had kept was refused when it came; a person looks at it."""


@dataclass(frozen=True)
class TaskStaged(TaskEvent):
    """The task is done; its totes stand in a staging lane."""
