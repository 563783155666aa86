"""What happens to counts; ids only."""

from dataclasses import dataclass

from app.events import Event
from app.operations import Actor


@dataclass(frozen=True)
class CountRaised(Event):
    """Somebody has to look what lies there."""

    warehouse_id: int
    location_id: int


@dataclass(frozen=True)
class CountsPutUp(Event):
    """There is a walk for who counts, or one is longer than it was."""

    warehouse_id: int


@dataclass(frozen=True)
class CountChanged(Event):
    """A stop was counted, skipped or undone, a walk ended, or a variance was decided."""

    warehouse_id: int


@dataclass(frozen=True)
class ReservedMissing(Event):
    """So many units that are kept for orders are not there: whoever keeps them lets go of them, in the same change."""

    warehouse_id: int
    stock_id: int
    units: int
    actor: Actor
