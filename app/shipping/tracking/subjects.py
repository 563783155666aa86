"""What cases are about: a parcel, or an order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.cases.listing import cases_about
from app.cases.models import Case
from app.db import db
from app.orders.models import Order
from app.packing.models import Carton
from app.shipping.models import Carrier, Waybill


@dataclass(frozen=True)
class Subject:
    """The order, and the parcel where the case is about one."""

    order_id: int
    order: str
    number: str = ""
    carrier: str = ""
    state: str = ""


def subjects_of(cases: Sequence[Case]) -> Mapping[int, Subject]:
    """By the case's id."""
    parcels = {case.entity_id for case in cases if case.entity == Waybill.__tablename__}
    orders = {case.entity_id for case in cases if case.entity == Order.__tablename__}
    found = {("waybills", one_id): subject for one_id, subject in _parcels(parcels)}
    named = select(Order.id, Order.number).where(Order.id.in_(orders))
    found |= {("orders", order_id): Subject(order_id, number) for order_id, number in db.session.execute(named)}
    return {case.id: found[case.entity, case.entity_id] for case in cases if (case.entity, case.entity_id) in found}


def cases_of(order: Order, waybills: Sequence[Waybill]) -> Sequence[Case]:
    """Cases about the order itself and about its parcels."""
    own = cases_about(Order.__tablename__, [order.id])
    return [*own, *cases_about(Waybill.__tablename__, [waybill.id for waybill in waybills])]


def _parcels(ids: set[int]) -> list[tuple[int, Subject]]:
    wanted = (
        select(Waybill.id, Order.id, Order.number, Waybill.number, Carrier.name, Waybill.state)
        .join(Carton, Carton.id == Waybill.carton_id)
        .join(Order, Order.id == Carton.order_id)
        .join(Carrier, Carrier.id == Waybill.carrier_id)
        .where(Waybill.id.in_(ids))
    )
    return [(row[0], Subject(row[1], row[2], row[3], row[4], row[5])) for row in db.session.execute(wanted)]
