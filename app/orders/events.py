"""What happened to orders."""

from dataclasses import dataclass

from app.events import Event
from app.operations import Actor


@dataclass(frozen=True)
class OrdersArrived(Event):
    warehouse_id: int
    count: int


@dataclass(frozen=True)
class OrderCancelled(Event):
    warehouse_id: int
    order_id: int


@dataclass(frozen=True)
class OrderStopped(Event):
    """Somebody held or cancelled an order that is on the floor: nothing more of it is picked."""

    order_id: int
    actor: Actor


@dataclass(frozen=True)
class OrderHeld(Event):
    warehouse_id: int
    order_id: int
    reason: str


@dataclass(frozen=True)
class HoldReleased(Event):
    warehouse_id: int
    order_id: int
    reason: str
