"""What happens to refills; ids only."""

from dataclasses import dataclass

from app.events import Event


@dataclass(frozen=True)
class RefillEvent(Event):
    task_id: int
    warehouse_id: int


@dataclass(frozen=True)
class RefillRaised(RefillEvent):
    """A forward bin is to be refilled; somebody may begin the walk."""


@dataclass(frozen=True)
class RefillChanged(RefillEvent):
    """Units were taken or put, a stop was skipped, or that was undone."""


@dataclass(frozen=True)
class RefillOver(RefillEvent):
    """The walk is done, or called off."""


@dataclass(frozen=True)
class RefillFellShort(Event):
    """Fewer units come than somebody may wait for."""

    warehouse_id: int
    item_id: int


@dataclass(frozen=True)
class RefillToteTaken(RefillEvent):
    """An empty tote goes along on the walk."""

    tote_id: int


@dataclass(frozen=True)
class WaitsChanged(Event):
    """Lines of a wave wait for a refill, or no longer do."""

    wave_id: int
    warehouse_id: int


@dataclass(frozen=True)
class Refilled(RefillEvent):
    """So many units were put into a forward bin, where they are `stock_id` now."""

    item_id: int
    stock_id: int
    units: int
