"""What happens to counts; ids only."""

from dataclasses import dataclass

from app.events import Event


@dataclass(frozen=True)
class CountRaised(Event):
    """A lead asked for it; what a picker saw is told by what the picker did."""

    warehouse_id: int
    location_id: int
