"""What happened to waybills, and at the dock."""

from dataclasses import dataclass

from app.events import Event
from app.operations import Actor


@dataclass(frozen=True)
class WaybillMade(Event):
    warehouse_id: int
    order_id: int
    carton_id: int
    waybill_id: int
    actor: Actor


@dataclass(frozen=True)
class WaybillVoided(Event):
    warehouse_id: int
    order_id: int
    carton_id: int
    waybill_id: int
    actor: Actor


@dataclass(frozen=True)
class WaybillAsked(Event):
    """A carrier is to be asked for something, as soon as this is committed."""

    warehouse_id: int
    request_id: int


@dataclass(frozen=True)
class CarrierToTest(Event):
    """An admin wants to know whether address and secrets are right."""

    carrier_id: int


@dataclass(frozen=True)
class DockEvent(Event):
    warehouse_id: int


@dataclass(frozen=True)
class CartonStaged(DockEvent):
    """A carton stands in a lane for its carrier."""

    carton_id: int


@dataclass(frozen=True)
class ManifestChanged(DockEvent):
    """It was opened, or a carton was loaded or taken off."""

    manifest_id: int


@dataclass(frozen=True)
class ManifestClosing(DockEvent):
    """The driver has signed: what is loaded leaves the book now."""

    manifest_id: int
    actor: Actor


@dataclass(frozen=True)
class ManifestClosed(DockEvent):
    """All that was loaded has left the book."""

    manifest_id: int
    actor: Actor


@dataclass(frozen=True)
class OrderShipped(DockEvent):
    """Its last carton has left."""

    order_id: int
    actor: Actor
