"""What happens while goods of stopped orders are put back; ids only."""

from dataclasses import dataclass

from app.events import Event


@dataclass(frozen=True)
class PutBackEvent(Event):
    task_id: int
    wave_id: int
    warehouse_id: int


@dataclass(frozen=True)
class PutBackPutUp(PutBackEvent):
    """Somebody may bring the units back now, or when the walk is over whose cart has them."""


@dataclass(frozen=True)
class PutBackChanged(PutBackEvent):
    """A tote was taken; units lie in a bin again, or were written off; a stop was skipped; or that was undone."""


@dataclass(frozen=True)
class PutBackOver(PutBackEvent):
    """All of it is back, or nothing of it has to go back any more."""
