"""What happens while goods are put away; ids only."""

from dataclasses import dataclass

from app.events import Event


@dataclass(frozen=True)
class PutAwayEvent(Event):
    task_id: int
    warehouse_id: int


@dataclass(frozen=True)
class PutAwayPutUp(PutAwayEvent):
    """Somebody may put the goods away now, or some were added to a walk that nobody has begun."""


@dataclass(frozen=True)
class PutAwayChanged(PutAwayEvent):
    """A source was taken; units lie in their place, or were written off; a stop was skipped; or that was undone."""


@dataclass(frozen=True)
class PutAwayOver(PutAwayEvent):
    """All of it is in its place."""
