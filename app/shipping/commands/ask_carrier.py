"""What a carrier is to be asked: written down here, asked by a job (app/shipping/asking.py)."""

from secrets import token_hex
from typing import Any

from app.clock import now
from app.db import db, guarded_update
from app.events import record
from app.operations import Actor, audit
from app.packing.models import Carton
from app.shipping.accounts import adapter_of
from app.shipping.choice import Judged
from app.shipping.events import ManifestChanged, ManifestClosed, WaybillAsked, WaybillVoided
from app.shipping.models import (
    ADAPTER,
    CANCEL,
    MAKE,
    MANIFEST,
    REFUSED,
    WAITING,
    WITHDRAWN,
    Carrier,
    Manifest,
    Service,
    Waybill,
    WaybillRequest,
)
from app.shipping.parcel import Parcel
from app.shipping.refusals import NothingToAsk
from app.shipping.sending import kept_parcel

UNSURE = "?"
"""Words of a request whose carrier may have made something that nobody can look up."""


def ask_for(carton: Carton, parcel: Parcel, judged: Judged, reason: str, actor: Actor) -> int:
    """Have a waybill asked for, under a trade number that nobody used before; the id of what was written down."""
    service = db.session.get_one(Service, judged.offer.service_id)
    sent = kept_parcel(parcel) | {"price": str(judged.price) if judged.offer.prices else None}
    request = _write_down(
        MAKE, service.carrier, actor, carton_id=carton.id, service_id=service.id, sent=sent, reason=reason
    )
    told = {"carrier": service.carrier.name, "service": service.name, "carton": carton.code}
    audit(carton.order, "waybill asked", actor, {}, told)
    return request.id


def withdraw(request: WaybillRequest, actor: Actor) -> None:
    """Nobody wants it any more; what the carrier has made of it by then is cancelled when its answer comes.

    Of a refused cancelling or manifest: somebody has seen to it.
    """
    seen_to = (WaybillRequest.state == REFUSED) & (WaybillRequest.kind != MAKE)
    if guarded_update(request, (WaybillRequest.state == WAITING) | seen_to, state=WITHDRAWN, ended_at=now()):
        audit(request, "withdrawn", actor, {}, {"state": WITHDRAWN})
        tell_page(request)


def ask_to_cancel(of: Waybill | WaybillRequest, made: dict[str, Any], actor: Actor) -> None:
    """Have a number cancelled at its carrier: one that is void, or that came when nobody wanted it any more."""
    waybill_id = of.id if isinstance(of, Waybill) else None
    _write_down(
        CANCEL,
        of.carrier,
        actor,
        carton_id=of.carton_id,
        service_id=of.service_id,
        sent=made,
        waybill_id=waybill_id,
    )


def ask_again(request: WaybillRequest, actor: Actor) -> None:
    """Have the carrier asked at once; raises NothingToAsk when it has answered, or nobody wants it any more.

    What nobody can look up and a person asks for again was not made: the person has looked. A refused waybill is made
    anew, with what was mended; a refused cancelling or manifest is asked again as it is.
    """
    again = (WaybillRequest.state == REFUSED) & ((WaybillRequest.words == UNSURE) | (WaybillRequest.kind != MAKE))
    anew = {"state": WAITING, "next_at": now(), "tries": 0, "unsure": False, "ended_at": None, "words": ""}
    at_once = guarded_update(request, WaybillRequest.state == WAITING, next_at=now())
    if not (at_once or guarded_update(request, again, **anew)):
        raise NothingToAsk
    audit(request, "asked again", actor, {}, {"trade": request.trade})
    record(WaybillAsked(request.warehouse_id, request.id))
    tell_page(request)


def on_waybill_voided(event: WaybillVoided) -> None:
    """Handler: the carrier that gave the number is told that the parcel will not come."""
    waybill = db.session.get_one(Waybill, event.waybill_id)
    if waybill.source == ADAPTER and adapter_of(waybill.carrier).asks:
        made = {"number": waybill.number, "label": waybill.label.get("carriers", {})}
        ask_to_cancel(waybill, made, event.actor)


def on_manifest_closed(event: ManifestClosed) -> None:
    """Handler: a carrier that wants to know what its driver took is told, once for each manifest."""
    manifest = db.session.get_one(Manifest, event.manifest_id)
    if adapter_of(manifest.carrier).takes_manifests:
        _write_down(MANIFEST, manifest.carrier, event.actor, manifest_id=manifest.id)


def tell_page(request: WaybillRequest) -> None:
    """Who looks at the manifest that it is about sees it at once."""
    if request.manifest_id:
        record(ManifestChanged(request.warehouse_id, request.manifest_id))


def _write_down(kind: str, carrier: Carrier, actor: Actor, **columns: Any) -> WaybillRequest:
    at = now()
    request = WaybillRequest(
        warehouse_id=carrier.warehouse_id,
        kind=kind,
        carrier_id=carrier.id,
        trade=_trade(),
        next_at=at,
        asked_at=at,
        asked_by_id=actor.worker_id,
        **columns,
    )
    db.session.add(request)
    db.session.flush()
    record(WaybillAsked(carrier.warehouse_id, request.id))
    return request


def _trade() -> str:
    """Letters and digits, twenty at most, as every carrier takes them."""
    return f"S{token_hex(9).upper()}"
