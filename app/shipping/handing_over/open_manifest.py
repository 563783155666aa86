"""Open a manifest: a driver is there, or will come."""

from sqlalchemy import func, select

from app.clock import now
from app.db import db, one_at_a_time
from app.events import record
from app.operations import Actor, audit
from app.shipping.events import ManifestChanged
from app.shipping.handing_over.errors import CarrierEnded, NoSuchDock
from app.shipping.models import Carrier, Manifest
from app.warehouse.calendar import calendar_of
from app.warehouse.models import DOCK, STAGING, Location
from app.warehouse.queries import warehouse_of

LONGEST_DRIVER, LONGEST_VEHICLE = 60, 20


def open_manifest(carrier: Carrier, dock: Location | None, driver: str, vehicle: str, actor: Actor) -> dict[str, int]:
    """An empty manifest of the carrier, for its next cut-off. Raises CarrierEnded or NoSuchDock."""
    if carrier.ended_at is not None:
        raise CarrierEnded(carrier=carrier.name)
    if dock is not None and (dock.warehouse_id != carrier.warehouse_id or dock.kind not in (DOCK, STAGING)):
        raise NoSuchDock
    at = now()
    manifest = Manifest(
        warehouse_id=carrier.warehouse_id,
        carrier_id=carrier.id,
        number=_next_number(carrier.warehouse_id),
        dock_id=dock.id if dock else None,
        cut_off_at=calendar_of(warehouse_of(carrier.warehouse_id)).cut_off_after(at, carrier.name),
        driver=tidy(driver, LONGEST_DRIVER),
        vehicle=tidy(vehicle, LONGEST_VEHICLE),
        opened_at=at,
        opened_by_id=actor.worker_id,
    )
    db.session.add(manifest)
    told = {"number": manifest.number, "carrier": carrier.name, "driver": manifest.driver, "vehicle": manifest.vehicle}
    audit(manifest, "opened", actor, {}, told)
    record(ManifestChanged(manifest.warehouse_id, manifest.id))
    return {"manifest_id": manifest.id}


def tidy(text: str, longest: int) -> str:
    """As it is kept: printable, on one line, not too long."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:longest]


def _next_number(warehouse_id: int) -> str:
    one_at_a_time(f"manifests of {warehouse_id}")
    known = db.session.scalar(select(func.count()).where(Manifest.warehouse_id == warehouse_id)) or 0
    return f"M-{known + 1:05}"
