"""Stage a carton: it stands in its carrier's lane."""

from collections.abc import Sequence

from sqlalchemy import select

from app.db import db
from app.events import record
from app.operations import Actor, change
from app.packing.models import CLOSED, Carton
from app.scanning import read, shown
from app.shipping.events import CartonStaged
from app.shipping.handing_over.cartons import carton_scanned, check_leaves, loading_of, waybill_on
from app.shipping.handing_over.errors import IsLoaded, LaneOfOthers, NoSuchLane, WrongLane
from app.shipping.models import Carrier, Waybill
from app.warehouse.models import DOCK, STAGING, Location
from app.warehouse.queries import location_by_barcode


def lanes_of(carrier: Carrier) -> tuple[str, ...]:
    """Addresses of the lanes that an admin gave the carrier; none: any lane without cartons of others."""
    said = carrier.settings.get("lanes") or ()
    return tuple(str(address) for address in said)


def stage_carton(warehouse_id: int, scanned: str, lane_scanned: str, actor: Actor) -> dict[str, int | bool]:
    """Note where the carton stands; the same again changes nothing.

    Raises NoSuchLane, WrongLane, LaneOfOthers, IsLoaded, and what keeps a carton from leaving.
    """
    carton = carton_scanned(warehouse_id, scanned)
    loading = loading_of(carton) if carton.state == CLOSED else None
    if loading:
        raise IsLoaded(carton=carton.code, manifest=loading.manifest.number)
    check_leaves(carton)
    lane, carrier = _lane(warehouse_id, lane_scanned), waybill_on(carton).carrier
    _check_lane(lane, carton, carrier)
    again = carton.staged_at_id == lane.id
    if not again:
        change(carton, "staged", actor, staged_at_id=lane.id)
        record(CartonStaged(warehouse_id, carton.id))
    return {"carton_id": carton.id, "lane_id": lane.id, "again": again}


def _lane(warehouse_id: int, scanned: str) -> Location:
    lane = location_by_barcode(warehouse_id, read(scanned).text)
    if lane is None or lane.kind not in (STAGING, DOCK):
        raise NoSuchLane(scanned=shown(scanned))
    return lane


def _check_lane(lane: Location, carton: Carton, carrier: Carrier) -> None:
    mine = lanes_of(carrier)
    if mine and lane.address not in mine:
        raise WrongLane(lane=lane.address, carrier=carrier.name, carton=carton.code, wanted=" / ".join(mine))
    others = _others(lane, carrier)
    if others and not mine:
        raise LaneOfOthers(lane=lane.address, other=others[0], carton=carton.code, carrier=carrier.name)


def _others(lane: Location, carrier: Carrier) -> Sequence[str]:
    """Carriers whose lane it is, or whose cartons stand there."""
    known = select(Carrier).where(
        Carrier.warehouse_id == carrier.warehouse_id, Carrier.id != carrier.id, Carrier.ended_at.is_(None)
    )
    owners = [other.name for other in db.session.scalars(known) if lane.address in lanes_of(other)]
    standing = (
        select(Carrier.name)
        .join(Waybill, Waybill.carrier_id == Carrier.id)
        .join(Carton, Carton.id == Waybill.carton_id)
        .where(Carton.staged_at_id == lane.id, Carton.state == CLOSED, Waybill.voided_at.is_(None))
        .where(Carrier.id != carrier.id)
        .limit(1)
    )
    return owners or list(db.session.scalars(standing))
