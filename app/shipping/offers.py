"""The warehouse's services as they stand now, and which of them takes a carton."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.clock import now
from app.db import db
from app.orders.holds import open_holds
from app.orders.models import CANCELLED, Order
from app.packing.models import Carton
from app.shipping.accounts import account_of, adapter_of
from app.shipping.choice import Choice, Offer, choose
from app.shipping.findings import Finding
from app.shipping.models import Carrier, Service
from app.shipping.parcel import Parcel
from app.shipping.parcels import parcel_of
from app.shipping.readiness import readiness
from app.shipping.services import read_prices, read_takes
from app.warehouse.calendar import Calendar, calendar_of
from app.warehouse.queries import warehouse_of


def carriers_of(warehouse_id: int) -> Sequence[Carrier]:
    """Those that the warehouse gives cartons to, by name."""
    wanted = select(Carrier).where(Carrier.warehouse_id == warehouse_id, Carrier.ended_at.is_(None))
    return db.session.scalars(wanted.options(selectinload(Carrier.services)).order_by(Carrier.name)).all()


def offers_for(parcel: Parcel, warehouse_id: int) -> list[Offer]:
    """Each service of each carrier, with what its adapter has against the parcel and when it leaves next."""
    calendar = calendar_of(warehouse_of(warehouse_id))
    return [
        _offer(service, parcel, calendar)
        for carrier in carriers_of(warehouse_id)
        for service in carrier.services
        if service.ended_at is None
    ]


def choice_for(parcel: Parcel, warehouse_id: int) -> Choice:
    return choose(parcel, offers_for(parcel, warehouse_id))


def what_keeps_back(parcel: Parcel, order: Order) -> list[Finding]:
    """Every reason to give the carton no label yet."""
    held = order.state == CANCELLED or order.stopped_at is not None or bool(open_holds(order))
    return [*([Finding("held")] if held else []), *readiness(parcel)]


def looked_at(carton: Carton) -> tuple[list[Finding], Choice]:
    """For a person who looks: what keeps the carton back, and which service would take it."""
    parcel = parcel_of(carton)
    return what_keeps_back(parcel, carton.order), choice_for(parcel, carton.warehouse_id)


def _offer(service: Service, parcel: Parcel, calendar: Calendar) -> Offer:
    carrier = service.carrier
    adapter, account = adapter_of(carrier), account_of(carrier)
    return Offer(
        service_id=service.id,
        code=service.code,
        carrier=carrier.name,
        carrier_code=carrier.code,
        name=service.name,
        takes=read_takes(service.takes),
        prices=read_prices(service.prices),
        days=service.days,
        leaves_at=calendar.cut_off_after(now(), carrier.name),
        objects=tuple(adapter.objections(parcel, service.code, account)),
    )
