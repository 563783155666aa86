"""What happens while packing; ids only."""

from dataclasses import dataclass

from app.events import Event
from app.operations import Actor


@dataclass(frozen=True)
class PackingEvent(Event):
    warehouse_id: int
    order_id: int


@dataclass(frozen=True)
class PackingChanged(PackingEvent):
    """Units were packed or taken out, a carton was opened, verified or given another type, a check was ticked."""


@dataclass(frozen=True)
class CartonEvent(PackingEvent):
    carton_id: int
    actor: Actor


@dataclass(frozen=True)
class CartonClosed(CartonEvent):
    """It is weighed and verified; a waybill can be asked for."""


@dataclass(frozen=True)
class CartonReopened(CartonEvent):
    """A closed carton is packed again: what was made for it is not right any more."""


@dataclass(frozen=True)
class CartonEmptied(CartonEvent):
    """Nothing lies in it any more, and nothing will."""


@dataclass(frozen=True)
class OrderPacked(PackingEvent):
    """All that was picked of it lies in closed cartons, and nothing keeps it back."""

    actor: Actor


@dataclass(frozen=True)
class OrderUnpacked(PackingEvent):
    """A packed order has a carton open again."""

    actor: Actor


@dataclass(frozen=True)
class UnitSorted(Event):
    """A unit went from a tote into a cell of a put wall, or back."""

    warehouse_id: int
    cell_id: int
