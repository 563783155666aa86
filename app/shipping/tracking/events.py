"""What is heard of parcels."""

from dataclasses import dataclass

from app.events import Event


@dataclass(frozen=True)
class Tracked(Event):
    """The carrier said something new; whether it is also the newest, the waybill's state says."""

    warehouse_id: int
    order_id: int
    waybill_id: int
    event_id: int


@dataclass(frozen=True)
class ParcelOverdue(Event):
    """By our own count it should have arrived, or nothing was heard of it for too long."""

    warehouse_id: int
    order_id: int
    waybill_id: int
