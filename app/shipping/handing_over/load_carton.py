"""Load a carton onto a manifest, and take it off again."""

from sqlalchemy import select

from app.clock import now
from app.db import db, guarded_update
from app.events import record
from app.operations import Actor, audit
from app.packing.models import CLOSED, SHIPPED, Carton
from app.shipping.events import ManifestChanged
from app.shipping.handing_over.cartons import carton_scanned, check_leaves, loading_of, waybill_on
from app.shipping.handing_over.errors import ManifestIsClosed, NotOnManifest, OnOtherManifest, OtherCarriers
from app.shipping.models import OPEN, Loading, Manifest


def load_carton(manifest: Manifest, scanned: str, actor: Actor) -> dict[str, int | bool]:
    """The carton goes with this manifest; one that is on it already stays so.

    Raises ManifestIsClosed, OtherCarriers, OnOtherManifest, and what keeps a carton from leaving.
    """
    carton = carton_scanned(manifest.warehouse_id, scanned, manifest.carrier_id)
    loading = loading_of(carton)
    if loading and loading.manifest_id == manifest.id:
        return {"carton_id": carton.id, "manifest_id": manifest.id, "again": True}
    if loading and carton.state != SHIPPED:
        raise OnOtherManifest(carton=carton.code, manifest=loading.manifest.number)
    check_leaves(carton)
    _check_carrier(manifest, carton)
    _stay_open(manifest, carton)
    loading = Loading(
        manifest_id=manifest.id,
        carton_id=carton.id,
        at=actor.device_at or now(),
        worker_id=actor.worker_id,
        operation_id=actor.operation_id,
    )
    db.session.add(loading)
    audit(loading, "loaded", actor, {}, {"manifest": manifest.number, "carton": carton.code})
    record(ManifestChanged(manifest.warehouse_id, manifest.id))
    return {"carton_id": carton.id, "manifest_id": manifest.id, "again": False}


def take_off(manifest: Manifest, scanned: str, actor: Actor) -> dict[str, int | bool]:
    """The carton stays here; one that was taken off already stays off. Raises ManifestIsClosed or NotOnManifest."""
    carton = carton_scanned(manifest.warehouse_id, scanned, manifest.carrier_id, void=True)
    loading = loading_of(carton)
    if loading is None or loading.manifest_id != manifest.id:
        if _was_on(manifest, carton):
            return {"carton_id": carton.id, "manifest_id": manifest.id, "again": True}
        raise NotOnManifest(carton=carton.code, manifest=manifest.number)
    if carton.state != CLOSED:
        raise ManifestIsClosed(manifest=manifest.number, carton=carton.code)
    _stay_open(manifest, carton)
    at = actor.device_at or now()
    guarded_update(loading, Loading.taken_off_at.is_(None), taken_off_at=at)
    audit(loading, "taken off", actor, {"carton": carton.code}, {"manifest": manifest.number})
    record(ManifestChanged(manifest.warehouse_id, manifest.id))
    return {"carton_id": carton.id, "manifest_id": manifest.id, "again": False}


def _check_carrier(manifest: Manifest, carton: Carton) -> None:
    carrier = waybill_on(carton).carrier
    if carrier.id != manifest.carrier_id:
        raise OtherCarriers(carton=carton.code, carrier=carrier.name, mine=manifest.carrier.name)


def _stay_open(manifest: Manifest, carton: Carton) -> None:
    """Nobody closes it until this is committed; who closes it in this very moment counts what is loaded after."""
    if not guarded_update(manifest, Manifest.state == OPEN, state=OPEN):
        raise ManifestIsClosed(manifest=manifest.number, carton=carton.code)


def _was_on(manifest: Manifest, carton: Carton) -> bool:
    wanted = select(Loading.id).where(Loading.carton_id == carton.id, Loading.manifest_id == manifest.id)
    return db.session.scalar(wanted.limit(1)) is not None
