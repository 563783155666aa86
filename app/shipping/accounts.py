"""How the shop is known to a carrier: what an admin set, and the secrets, which are in the environment only."""

import os
import re

from app.shipping.carriers import ADAPTERS, Account, Adapter, Made
from app.shipping.models import PILE, POOL, Carrier, Waybill
from app.shipping.parcel import Address, country_code

SENDER = ("name", "telephone", "street", "city", "region", "postcode", "country")
"""What a carrier may want to know of who sends."""


def adapter_of(carrier: Carrier) -> Adapter:
    return ADAPTERS[carrier.adapter]


def numbers_of(carrier: Carrier) -> str:
    """Where its numbers come from, when it does not give each of them itself: the pool, or a pile."""
    return PILE if carrier.settings.get("numbers") == PILE else POOL


def account_of(carrier: Carrier) -> Account:
    adapter = adapter_of(carrier)
    settings = {one.name: str(carrier.settings.get(one.name) or one.default) for one in adapter.settings}
    secrets = {name: os.environ.get(secret_name(carrier.code, name), "") for name in adapter.secrets}
    said = {name: str(carrier.settings.get("sender", {}).get(name, "")) for name in SENDER}
    country = country_code(said["country"])
    sender = Address(**(said | {"country": country, "country_said": said["country"]}))
    return Account(carrier.code, settings, secrets, sender, _notify_url(carrier))


def made_of(waybill: Waybill) -> Made:
    """A waybill as its carrier knows it."""
    return Made(waybill.number, waybill.label.get("carriers", {}))


def secret_name(code: str, name: str) -> str:
    """What the environment calls a carrier's secret: SHELFWAY_CARRIER_<CODE>_<NAME>."""
    return f"SHELFWAY_CARRIER_{re.sub('[^A-Z0-9]', '_', code.upper())}_{name}"


def _notify_url(carrier: Carrier) -> str:
    """Where the carrier reaches this program, once an admin has said under which address that is."""
    here = str(carrier.settings.get("reached_at", "")).rstrip("/")
    return f"{here}/carriers/{carrier.id}/news" if here else ""
