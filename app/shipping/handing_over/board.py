"""What the shipper looks at before a cut-off: how far each carrier's cartons are, and what stands in which lane."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, select

from app.clock import now
from app.db import db
from app.orders.models import PICKED, Order
from app.packing.models import CLOSED, Carton
from app.shipping.handing_over.queries import IS_HELD, ON, VALID
from app.shipping.models import OPEN, Carrier, Loading, Manifest, Waybill
from app.warehouse.models import Location

NAMED = and_(
    Carrier.warehouse_id == Order.warehouse_id,
    Order.carrier.in_((Carrier.name, Carrier.code)),
    Carrier.ended_at.is_(None),
)
"""The carrier that an order names."""


@dataclass(frozen=True)
class DockRow:
    """What a carrier takes at one cut-off, counted by where it is; `to_pack` are orders, the others cartons.

    `to_label` have no waybill yet: they count for the carrier that their order names, or for none.
    """

    carrier: Carrier | None
    cut_off: datetime | None
    to_pack: int = 0
    to_label: int = 0
    to_stage: int = 0
    staged: int = 0
    loaded: int = 0


@dataclass(frozen=True)
class LaneRow:
    """Cartons of one carrier and cut-off that stand in a lane and are not loaded."""

    address: str
    carrier: str
    cut_off: datetime | None
    cartons: int
    held: int


def dock_rows(warehouse_id: int) -> list[DockRow]:
    """By carrier and cut-off, what leaves next first."""
    rows: dict[tuple[int | None, datetime | None], dict[str, int]] = defaultdict(dict)
    for where, wanted in _by_place(warehouse_id).items():
        for carrier_id, cut_off, count in db.session.execute(wanted):
            rows[carrier_id, cut_off][where] = count
    carriers = select(Carrier).where(Carrier.id.in_({carrier_id for carrier_id, _ in rows}))
    known: dict[int | None, Carrier] = {carrier.id: carrier for carrier in db.session.scalars(carriers)}
    found = [DockRow(known.get(carrier_id), cut_off, **counts) for (carrier_id, cut_off), counts in rows.items()]
    return sorted(found, key=lambda row: (row.cut_off is None, row.cut_off or now(), _name(row.carrier)))


def lane_rows(warehouse_id: int) -> list[LaneRow]:
    """What stands where, lane by lane."""
    held = func.count().filter(IS_HELD)
    wanted = (
        select(Location.address, Carrier.name, Order.ship_by, func.count(), held)
        .select_from(Carton)
        .join(Order, Order.id == Carton.order_id)
        .join(Location, Location.id == Carton.staged_at_id)
        .join(Waybill, VALID)
        .join(Carrier, Carrier.id == Waybill.carrier_id)
        .where(Carton.warehouse_id == warehouse_id, Carton.state == CLOSED, ~exists().where(ON))
        .group_by(Location.address, Carrier.name, Order.ship_by)
        .order_by(Location.address, Order.ship_by, Carrier.name)
    )
    return [LaneRow(*row) for row in db.session.execute(wanted)]


def _name(carrier: Carrier | None) -> str:
    return carrier.name if carrier else ""


def _by_place(warehouse_id: int) -> dict[str, Select[int | None, datetime | None, int]]:
    loaded = exists().where(ON, Loading.manifest_id.in_(select(Manifest.id).where(Manifest.state == OPEN)))
    free = ~exists().where(ON)
    return {
        "to_pack": _to_pack(warehouse_id),
        "to_label": _to_label(warehouse_id),
        "to_stage": _by_cut_off(warehouse_id, and_(free, Carton.staged_at_id.is_(None))),
        "staged": _by_cut_off(warehouse_id, and_(free, Carton.staged_at_id.is_not(None))),
        "loaded": _by_cut_off(warehouse_id, loaded),
    }


def _by_cut_off(warehouse_id: int, condition: ColumnElement[bool]) -> Select[int | None, datetime | None, int]:
    return (
        select(Waybill.carrier_id, Order.ship_by, func.count())
        .select_from(Carton)
        .join(Order, Order.id == Carton.order_id)
        .join(Waybill, VALID)
        .where(Carton.warehouse_id == warehouse_id, Carton.state == CLOSED, condition)
        .group_by(Waybill.carrier_id, Order.ship_by)
    )


def _to_pack(warehouse_id: int) -> Select[int | None, datetime | None, int]:
    """Orders that are picked and not packed whole, by the carrier that they name."""
    return (
        select(Carrier.id, Order.ship_by, func.count())
        .select_from(Order)
        .join(Carrier, NAMED)
        .where(Order.warehouse_id == warehouse_id, Order.state == PICKED, ~IS_HELD)
        .group_by(Carrier.id, Order.ship_by)
    )


def _to_label(warehouse_id: int) -> Select[int | None, datetime | None, int]:
    """Closed cartons without a waybill, by the carrier that their order names, if it names one that comes here."""
    return (
        select(Carrier.id, Order.ship_by, func.count())
        .select_from(Carton)
        .join(Order, Order.id == Carton.order_id)
        .outerjoin(Carrier, NAMED)
        .where(Carton.warehouse_id == warehouse_id, Carton.state == CLOSED, ~exists().where(VALID), ~IS_HELD)
        .group_by(Carrier.id, Order.ship_by)
    )
