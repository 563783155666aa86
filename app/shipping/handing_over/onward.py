"""Where each closed carton of an order goes from the packing bench, and what it still lacks for that."""

from dataclasses import dataclass

from sqlalchemy import select

from app.db import db
from app.orders.models import Order
from app.packing.models import CLOSED, Carton
from app.shipping.handing_over.stage_carton import lanes_of
from app.shipping.models import Carrier, Waybill
from app.shipping.queries import cartons_of, open_request, waybill_of
from app.warehouse.models import Location


@dataclass(frozen=True)
class Onward:
    """`lanes`: where it belongs, none where any free one will do. `stands` is where it was put down already."""

    carton: Carton
    waybill: Waybill | None
    is_asked: bool
    lanes: tuple[str, ...]
    stands: str

    @property
    def waits(self) -> bool:
        """Something about it will be known soon."""
        return self.is_asked or (self.waybill is not None and self.waybill.printed_at is None)


def onward_of(order: Order) -> list[Onward]:
    """The order's closed cartons, in order."""
    return [_onward(carton) for carton in cartons_of(order) if carton.state == CLOSED]


def _onward(carton: Carton) -> Onward:
    waybill = waybill_of(carton)
    return Onward(
        carton,
        waybill,
        is_asked=open_request(carton) is not None,
        lanes=(lanes_of(waybill.carrier) or _lanes_taken(waybill.carrier)) if waybill else (),
        stands=carton.staged_at.address if carton.staged_at else "",
    )


def _lanes_taken(carrier: Carrier) -> tuple[str, ...]:
    """Where the carrier's cartons stand now: one more goes beside them."""
    standing = (
        select(Location.address)
        .join(Carton, Carton.staged_at_id == Location.id)
        .join(Waybill, Waybill.carton_id == Carton.id)
        .where(Waybill.carrier_id == carrier.id, Waybill.voided_at.is_(None), Carton.state == CLOSED)
        .distinct()
        .order_by(Location.address)
    )
    return tuple(db.session.scalars(standing))
