"""What is kept of shipping: carriers, waybills, manifests."""

from app.shipping.models.carriers import Carrier, NumberRange, Service
from app.shipping.models.manifests import CLOSED, CLOSING, OPEN, Loading, Manifest
from app.shipping.models.waybills import (
    ADAPTER,
    CANCEL,
    DONE,
    MAKE,
    MANIFEST,
    PILE,
    POOL,
    REFUSED,
    WAITING,
    WITHDRAWN,
    TrackingEvent,
    Waybill,
    WaybillRequest,
)

__all__ = [
    "ADAPTER",
    "CANCEL",
    "CLOSED",
    "CLOSING",
    "DONE",
    "MAKE",
    "MANIFEST",
    "OPEN",
    "PILE",
    "POOL",
    "REFUSED",
    "WAITING",
    "WITHDRAWN",
    "Carrier",
    "Loading",
    "Manifest",
    "NumberRange",
    "Service",
    "TrackingEvent",
    "Waybill",
    "WaybillRequest",
]
