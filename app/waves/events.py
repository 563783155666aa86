"""What happens to waves; ids only."""

from dataclasses import dataclass

from app.events import Event


@dataclass(frozen=True)
class WaveEvent(Event):
    wave_id: int
    warehouse_id: int


@dataclass(frozen=True)
class WavePlanned(WaveEvent):
    pass


@dataclass(frozen=True)
class WaveReleasing(WaveEvent):
    """The lead wants the wave on the floor: the work of its release may begin, or go on."""


@dataclass(frozen=True)
class WavePlanTold(WaveEvent):
    """How far the planning of the release is."""


@dataclass(frozen=True)
class TaskPutUp(WaveEvent):
    """A pick task of the wave can be claimed."""

    task_id: int


@dataclass(frozen=True)
class OrderLeftWave(WaveEvent):
    """Nothing of the order could be allocated, or it was held or cancelled meanwhile."""

    order_id: int


@dataclass(frozen=True)
class WaveReleased(WaveEvent):
    """All tasks of the wave are up."""


@dataclass(frozen=True)
class WaveDone(WaveEvent):
    """All tasks of the wave are staged."""


@dataclass(frozen=True)
class WaveCancelled(WaveEvent):
    pass


@dataclass(frozen=True)
class WaveChanged(WaveEvent):
    """It is paused, goes on, or is picked sooner or later than before."""
