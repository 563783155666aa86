"""What happens to proposals; ids only."""

from dataclasses import dataclass

from app.events import Event


@dataclass(frozen=True)
class SlottingAsked(Event):
    """Somebody wants to know where items should lie: the work may begin."""

    warehouse_id: int


@dataclass(frozen=True)
class SlottingComputed(Event):
    """The proposal is there, or it could not be made."""

    warehouse_id: int


@dataclass(frozen=True)
class SlottingCarried(Event):
    """Somebody wants the proposal carried out, or not any more."""

    warehouse_id: int
