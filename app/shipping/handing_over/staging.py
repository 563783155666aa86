"""Reads for staging: which cartons have still to be brought to a lane, and which lanes there are."""

from dataclasses import dataclass

from sqlalchemy import select

from app.db import db
from app.orders.models import Order
from app.packing.models import CLOSED, Carton
from app.shipping.handing_over.queries import IS_HELD, VALID
from app.shipping.handing_over.stage_carton import lanes_of
from app.shipping.models import Carrier, Waybill
from app.warehouse.models import DOCK, STAGING, Location
from app.warehouse.queries import locations_of_kind

MOST = 500
"""Cartons that a handheld knows beforehand; the server judges the others when they are scanned."""


@dataclass(frozen=True)
class ToStage:
    """A closed carton that stands in no lane, and where it belongs."""

    code: str
    waybill: str
    carrier: str
    lanes: tuple[str, ...]


def to_stage(warehouse_id: int) -> list[ToStage]:
    """What leaves first at the top."""
    wanted = (
        select(Carton.code, Waybill.number, Carrier)
        .select_from(Carton)
        .join(Order, Order.id == Carton.order_id)
        .join(Waybill, VALID)
        .join(Carrier, Carrier.id == Waybill.carrier_id)
        .where(Carton.warehouse_id == warehouse_id, Carton.state == CLOSED, Carton.staged_at_id.is_(None), ~IS_HELD)
        .order_by(Order.ship_by.asc().nulls_last(), Carton.id)
        .limit(MOST)
    )
    return [
        ToStage(code, number, carrier.name, lanes_of(carrier)) for code, number, carrier in db.session.execute(wanted)
    ]


def lanes_at(warehouse_id: int) -> list[Location]:
    """Where a carton may stand."""
    return [*locations_of_kind(warehouse_id, STAGING), *locations_of_kind(warehouse_id, DOCK)]
