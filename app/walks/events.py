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
class WalkPaused(Event):
    """Its holder rests, or goes on."""

    walk_id: int
    warehouse_id: int
