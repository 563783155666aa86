"""What happens at the stock desk; ids only."""

from dataclasses import dataclass

from app.events import Event


@dataclass(frozen=True)
class DeskEvent(Event):
    warehouse_id: int


@dataclass(frozen=True)
class AdjustmentChanged(DeskEvent):
    """One waits for a lead, or a lead has decided."""

    adjustment_id: int


@dataclass(frozen=True)
class QuarantineChanged(DeskEvent):
    """Units came to quarantine or left it."""


@dataclass(frozen=True)
class LotBlocked(DeskEvent):
    """Nothing of a lot goes out any more; or what is free of it is to be gathered, too."""

    block_id: int


@dataclass(frozen=True)
class LotFreed(DeskEvent):
    """A block was lifted."""

    lot_id: int


@dataclass(frozen=True)
class LotExpired(DeskEvent):
    """Some of a lot lies in the building, and its date is past."""

    lot_id: int
