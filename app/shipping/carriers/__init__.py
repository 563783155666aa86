"""Carriers by the adapters that speak with them: each known by its name, and nothing else is."""

from collections.abc import Mapping

from app.shipping.carriers.adapter import (
    Account,
    Adapter,
    CarrierAway,
    CarrierRefused,
    CarrierUnreached,
    Happened,
    Made,
    Wanted,
)
from app.shipping.carriers.ecpay import Ecpay
from app.shipping.carriers.generic import Generic
from app.shipping.carriers.kuaidi100 import Kuaidi100
from app.shipping.carriers.through_karrio import ThroughKarrio

GENERIC = Generic.name
_ALL: tuple[Adapter, ...] = (Generic(), Ecpay(), Kuaidi100(), ThroughKarrio())
ADAPTERS: Mapping[str, Adapter] = {adapter.name: adapter for adapter in _ALL}

__all__ = [
    "ADAPTERS",
    "GENERIC",
    "Account",
    "Adapter",
    "CarrierAway",
    "CarrierRefused",
    "CarrierUnreached",
    "Happened",
    "Made",
    "Wanted",
]
