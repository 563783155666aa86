"""What happens to the people and devices on the floor."""

from dataclasses import dataclass

from app.events import Event


@dataclass(frozen=True)
class FloorChanged(Event):
    """Somebody came or went, or their device says something else of itself."""

    warehouse_id: int
