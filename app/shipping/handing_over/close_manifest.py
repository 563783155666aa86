"""Close a manifest: the driver has signed and takes what is loaded."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.attachments.commands import attach
from app.attachments.files import StoredFile
from app.attachments.models import SIGNATURE
from app.clock import now
from app.db import db, guarded_update
from app.events import record
from app.operations import Actor, audit
from app.orders.models import Order
from app.packing.models import Carton
from app.shipping.events import ManifestClosing
from app.shipping.handing_over.errors import (
    CartonsHeld,
    CartonsMissing,
    DriverMissing,
    ManifestClosedAlready,
    NothingLoaded,
    SignatureMissing,
)
from app.shipping.handing_over.open_manifest import LONGEST_DRIVER, LONGEST_VEHICLE, tidy
from app.shipping.handing_over.queries import MUST_COME_OFF, ending, missing_of
from app.shipping.models import CLOSING, OPEN, Loading, Manifest

NAMED = 12
"""Cartons that a refusal names; of more it says how many."""


@dataclass(frozen=True)
class Handover:
    """What driver and shipper say: `without` are the ids of the cartons that the page listed as missing.

    `signature`: as it was drawn; empty where the driver does not sign, which is said by `unsigned`.
    """

    driver: str
    vehicle: str = ""
    without: frozenset[int] = frozenset()
    signature: StoredFile | None = None
    unsigned: bool = False


def close_manifest(manifest: Manifest, said: Handover, actor: Actor) -> dict[str, int]:
    """Nothing more is loaded; what is loaded leaves the book at once, a few cartons at a time.

    Raises ManifestClosedAlready, DriverMissing, SignatureMissing, NothingLoaded, CartonsHeld or CartonsMissing.
    """
    driver, vehicle = tidy(said.driver, LONGEST_DRIVER), tidy(said.vehicle, LONGEST_VEHICLE) or manifest.vehicle
    values = {"state": CLOSING, "driver": driver, "vehicle": vehicle}
    if not guarded_update(manifest, Manifest.state == OPEN, closed_at=now(), closed_by_id=actor.worker_id, **values):
        raise ManifestClosedAlready(manifest=manifest.number)
    if not driver:
        raise DriverMissing
    if said.signature is None and not said.unsigned:
        raise SignatureMissing
    _check_loaded(manifest)
    left_here = [one for one in missing_of(manifest) if one.carton_id not in said.without]
    if left_here:
        raise CartonsMissing(cartons=_named([one.code for one in left_here]))
    if said.signature:
        manifest.signature_id = attach(manifest, SIGNATURE, said.signature, actor)["attachment_id"]
    told = (
        values
        | {"signed": said.signature is not None}
        | {"cartons": loaded_count(manifest), "without": sorted(said.without)}
    )
    audit(manifest, "closed", actor, {"state": OPEN}, told)
    record(ManifestClosing(manifest.warehouse_id, manifest.id, actor))
    return {"manifest_id": manifest.id}


def loaded_count(manifest: Manifest) -> int:
    """How many cartons are on it."""
    on = select(func.count()).where(Loading.manifest_id == manifest.id, Loading.taken_off_at.is_(None))
    return db.session.scalar(on) or 0


def _check_loaded(manifest: Manifest) -> None:
    if not loaded_count(manifest):
        raise NothingLoaded(manifest=manifest.number)
    held = (
        select(Carton.code)
        .join(Loading, Loading.carton_id == Carton.id)
        .join(Order, Order.id == Carton.order_id)
        .where(Loading.manifest_id == manifest.id, Loading.taken_off_at.is_(None))
        .where(MUST_COME_OFF)
        .order_by(Loading.id)
    )
    codes = db.session.scalars(held).all()
    if codes:
        raise CartonsHeld(cartons=_named(codes))


def _named(codes: Sequence[str]) -> str:
    more = f" +{len(codes) - NAMED}" if len(codes) > NAMED else ""
    return ", ".join(ending(code) for code in codes[:NAMED]) + more
