"""What happened to orders."""

from dataclasses import dataclass

from app.events import Event
from app.operations import Actor


@dataclass(frozen=True)
class OrdersArrived(Event):
    warehouse_id: int
    count: int
    order_ids: tuple[int, ...] = ()


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


@dataclass(frozen=True)
class OrderAmended(Event):
    """Somebody decided what becomes of what is missing of it."""

    warehouse_id: int
    order_id: int


@dataclass(frozen=True)
class AddressMended(Event):
    """Somebody mended where the order goes, or whom to call: what names the old address is not right any more."""

    warehouse_id: int
    order_id: int
    actor: Actor
