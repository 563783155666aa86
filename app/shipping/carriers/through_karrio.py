"""Carriers that the library karrio speaks with (DHL, FedEx, UPS …), only where it is installed. Never tried live.

Written to karrio's SDK (docs.karrio.io, “karrio.sdk”: gateways, Shipment, Tracking, Manifest). The library raises
nothing: what went wrong comes as messages with codes of its own.
"""

import base64
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any, ClassVar

from flask_babel import LazyString, gettext, lazy_gettext

from app.shipping.carriers.adapter import (
    Account,
    CarrierAway,
    CarrierRefused,
    CarrierUnreached,
    Happened,
    Made,
    Wanted,
)
from app.shipping.carriers.plain import Plain
from app.shipping.findings import Finding
from app.shipping.parcel import Address, Parcel

STATES = {
    "pending": "made",
    "picked_up": "handed_over",
    "in_transit": "in_transit",
    "out_for_delivery": "out_for_delivery",
    "ready_for_pickup": "at_store",
    "delivered": "delivered",
    "delivery_failed": "refused",
    "delivery_delayed": "delayed",
    "on_hold": "delayed",
    "return_to_sender": "returned",
}
NOT_SUPPORTED, BROKE = "SHIPPING_SDK_NON_SUPPORTED_ERROR", "SHIPPING_SDK_INTERNAL_ERROR"
"""Codes of the library's own messages: the carrier has no such thing; something broke, such as the connection."""
UNREACHED = re.compile(r"connection refused|name or service not known|name resolution|network is unreachable", re.I)
LARGEST_LABEL = 300 * 1024
MEDIA = {"PDF": "application/pdf", "ZPL": "application/zpl", "PNG": "image/png"}


class ThroughKarrio(Plain):
    """It cannot tell what it made for a trade number: an answer that is lost is a person's to look for."""

    name: ClassVar[str] = "karrio"
    words: ClassVar[LazyString] = lazy_gettext("Through karrio: DHL, FedEx, UPS and others")
    tracks: ClassVar[bool] = True
    takes_manifests: ClassVar[bool] = True
    settings: ClassVar[Sequence[Wanted]] = (
        Wanted("carrier", lazy_gettext("Name of the carrier in karrio, such as dhl_express")),
    )
    secrets: ClassVar[Sequence[str]] = ("GATEWAY",)
    documents: ClassVar[str] = "https://docs.karrio.io/carriers/sdk"

    def objections(self, parcel: Parcel, service: str, account: Account) -> list[Finding]:
        found = self.lacks(account)
        if not is_installed():
            found.append(Finding("not_set_up", {"names": "requirements-karrio.txt"}))
        if parcel.sides_mm is None:
            found.append(Finding("sides_unknown"))
        missing = [part for part in ("street", "city", "country") if not getattr(account.sender, part)]
        return [*found, Finding("sender_lacks", {"parts": missing})] if missing else found

    def make(self, parcel: Parcel, service: str, trade: str, account: Account) -> Made:
        sdk, gateway = _gateway(account)
        details, messages = sdk.Shipment.create(_shipment(parcel, service, trade, account)).from_(gateway).parse()
        number = re.sub(r"[\s-]", "", str(getattr(details, "tracking_number", "") or "")).upper()
        if not re.fullmatch(r"[A-Z0-9]{4,40}", number):
            raise _trouble(messages)
        return Made(number, _label(details))

    def cancel(self, made: Made, service: str, account: Account) -> None:
        sdk, gateway = _gateway(account)
        sent = {"shipment_identifier": made.label.get("identifier") or made.number, "service": service}
        confirmed, messages = sdk.Shipment.cancel(sent).from_(gateway).parse()
        if not getattr(confirmed, "success", False):
            raise _trouble(messages)

    def events(self, made: Made, service: str, account: Account) -> Sequence[Happened]:
        sdk, gateway = _gateway(account)
        found, messages = sdk.Tracking.fetch({"tracking_numbers": [made.number]}).from_(gateway).parse()
        if not found and messages:
            raise CarrierAway(_said(messages))
        return [one for details in found or () for one in _happened(details, made.number)]

    def manifest(self, taken: Sequence[Made], reference: str, account: Account) -> str | None:
        sdk, gateway = _gateway(account)
        identifiers = [str(made.label.get("identifier") or made.number) for made in taken]
        sent = {"shipment_identifiers": identifiers, "address": _address(account.sender), "reference": reference}
        details, messages = sdk.Manifest.create(sent).from_(gateway).parse()
        if details is not None:
            return str(getattr(details, "id", "") or "")
        if any(getattr(one, "code", "") == NOT_SUPPORTED for one in messages or ()):
            return None
        raise _trouble(messages)


def is_installed() -> bool:
    return find_spec("karrio") is not None


def _gateway(account: Account) -> tuple[Any, Any]:
    """The library and its way to the carrier. Raises CarrierRefused when it is not there, or its secret is none."""
    if not is_installed():
        raise CarrierRefused(gettext("karrio is not installed. Ask an admin."))
    sdk = import_module("karrio.sdk")
    try:
        given = json.loads(account.secrets.get("GATEWAY", ""))
        return sdk, sdk.gateway[account.settings.get("carrier", "")].create(given)
    except Exception:  # noqa: BLE001 - whatever the library raises may hold the secret: its text goes nowhere
        raise CarrierRefused(gettext("karrio does not take the carrier's settings. Ask an admin.")) from None


def _shipment(parcel: Parcel, service: str, trade: str, account: Account) -> dict[str, Any]:
    sent: dict[str, Any] = {
        "service": service,
        "reference": trade,
        "shipper": _address(account.sender),
        "recipient": _address(parcel.to),
        "parcels": [_box(parcel)],
        "label_type": "PDF",
    }
    if parcel.is_abroad:
        sent["customs"] = {"content_type": "merchandise", "commodities": _commodities(parcel)}
    return sent


def _address(address: Address) -> dict[str, str]:
    return {
        "person_name": address.name,
        "phone_number": address.telephone,
        "email": address.email,
        "address_line1": address.street,
        "city": address.city,
        "state_code": address.region,
        "postal_code": address.postcode,
        "country_code": address.country,
    }


def _box(parcel: Parcel) -> dict[str, Any]:
    length, width, height = parcel.sides_mm or (0, 0, 0)
    return {
        "weight": (parcel.weight_g or 0) / 1000,
        "weight_unit": "KG",
        "length": length / 10,
        "width": width / 10,
        "height": height / 10,
        "dimension_unit": "CM",
        "reference_number": parcel.carton,
    }


def _commodities(parcel: Parcel) -> list[dict[str, Any]]:
    return [
        {
            "sku": line.sku,
            "title": line.name,
            "hs_code": line.code,
            "origin_country": line.origin,
            "quantity": line.units,
            "weight": (line.weight_g or 0) / 1000 / line.units,
            "weight_unit": "KG",
            "value_amount": float((line.value or 0) / line.units),
            "value_currency": parcel.currency,
        }
        for line in parcel.customs
    ]


def _label(details: Any) -> dict[str, Any]:
    label = {"identifier": str(getattr(details, "shipment_identifier", "") or "")[:80]}
    document = getattr(getattr(details, "docs", None), "label", None)
    media = MEDIA.get(str(getattr(details, "label_type", "") or "PDF").upper())
    if isinstance(document, str) and media and len(document) <= LARGEST_LABEL * 4 // 3:
        try:
            base64.b64decode(document, validate=True)
        except ValueError:
            return label
        label |= {"document": document, "media_type": media}
    return label


def _happened(details: Any, number: str) -> list[Happened]:
    events = [(at, event) for event in getattr(details, "events", None) or () if (at := _moment(event))]
    status = STATES.get(str(getattr(details, "status", "") or ""), "in_transit")
    newest = max((at for at, _ in events), default=None)
    return [
        Happened(
            at,
            status if at == newest else STATES.get(str(getattr(event, "status", "") or ""), "in_transit"),
            str(getattr(event, "description", "") or "")[:300],
            str(getattr(event, "location", "") or "")[:120],
            number,
        )
        for at, event in events
    ]


def _moment(event: Any) -> datetime | None:
    """karrio gives the day and the time apart, the latter with or without seconds."""
    day, clock = str(getattr(event, "date", "") or ""), str(getattr(event, "time", "") or "00:00")
    for form in ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %I:%M %p"):
        try:
            return datetime.strptime(f"{day} {clock}", form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def _trouble(messages: Any) -> CarrierAway | CarrierRefused:
    """What broke on the way is no refusal: the carrier may have got it, unless no connection came about."""
    words = _said(messages)
    if not any(getattr(one, "code", "") == BROKE for one in messages or ()):
        return CarrierRefused(words)
    return CarrierUnreached(words) if UNREACHED.search(words) else CarrierAway(words)


def _said(messages: Any) -> str:
    words = (str(getattr(one, "message", "") or getattr(one, "code", "")) for one in messages or ())
    return "; ".join(word for word in words if word)[:300] or "?"
