"""What happens to walks."""

from dataclasses import dataclass

from app.events import Event


@dataclass(frozen=True)
class WalkHandedOver(Event):
    """Somebody else holds the walk now (nobody: it is free again), because `by_worker_id` said so."""

    walk_id: int
    warehouse_id: int
    from_worker_id: int | None
    to_worker_id: int | None
    by_worker_id: int | None


@dataclass(frozen=True)
class WalkFreed(Event):
    """The walk waited for another one, and can be begun now."""

    walk_id: int
    warehouse_id: int


@dataclass(frozen=True)
class WalkKeptBack(Event):
    """Nobody is given the walk for now; who it was assigned to learns of it."""

    walk_id: int
    warehouse_id: int
    holder_id: int | None


@dataclass(frozen=True)
class WalkRanked(Event):
    """It is begun sooner, or later."""

    walk_id: int
    warehouse_id: int


@dataclass(frozen=True)
class ScannedElsewhere(Event):
    """What was done on the walk, on another device or by who had it before, is not on its holder's screen."""

    walk_id: int
    warehouse_id: int
    holder_id: int | None


@dataclass(frozen=True)
class WalkPaused(Event):
    """Its holder rests, or goes on."""

    walk_id: int
    warehouse_id: int


@dataclass(frozen=True)
class ScanRefused(Event):
    """What a handheld had kept was refused when it came, or somebody saw to that."""

    warehouse_id: int
