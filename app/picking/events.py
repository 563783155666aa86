"""What happens while picking; ids only."""

from dataclasses import dataclass

from app.events import Event
from app.operations import Actor


@dataclass(frozen=True)
class TaskEvent(Event):
    task_id: int
    wave_id: int
    warehouse_id: int


@dataclass(frozen=True)
class ToteBound(TaskEvent):
    tote_id: int


@dataclass(frozen=True)
class ToteMissed(TaskEvent):
    """A tote is not where it should be, or turned up again."""

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
class OrderToPutBack(Event):
    """A stopped order has units in totes: somebody has to bring them back."""

    warehouse_id: int
    order_id: int
    actor: Actor


@dataclass(frozen=True)
class OrderPutBack(Event):
    """Nothing of a stopped order lies in a tote any more: no wave has it."""

    warehouse_id: int
    order_id: int


@dataclass(frozen=True)
class TaskStaged(TaskEvent):
    """The task is done; its totes stand in a staging lane."""


@dataclass(frozen=True)
class TaskSplit(TaskEvent):
    """A part of the walk is a task of its own now; its holder's handheld learns of it."""

    new_task_id: int
    holder_id: int | None


@dataclass(frozen=True)
class TasksMerged(TaskEvent):
    """Another task goes along on this walk; who was given one of them learns of it."""

    holder_ids: frozenset[int | None]


@dataclass(frozen=True)
class LinesCameBack(TaskEvent):
    """What was given to another walk was picked on this one already; that walk's holder learns of it."""

    holder_id: int | None
