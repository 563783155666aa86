"""A waybill is void: by hand, or because its carton is empty or its order stopped."""

from sqlalchemy import select

from app.db import db
from app.operations import Actor
from app.orders.events import AddressMended, OrderStopped
from app.packing.events import CartonEmptied
from app.packing.models import SHIPPED, Carton
from app.shipping.commands.ask_carrier import withdraw
from app.shipping.commands.keeping import void
from app.shipping.models import Waybill
from app.shipping.queries import is_loaded, open_request, waybill_of
from app.shipping.refusals import CartonLoaded


def void_waybill(waybill: Waybill, actor: Actor) -> None:
    """The carton has no waybill then, and the number is spent. Raises AlreadyVoid, CartonGone or CartonLoaded."""
    if is_loaded(waybill.carton_id):
        raise CartonLoaded(carton=waybill.carton.code)
    void(waybill, actor)


def on_carton_emptied(event: CartonEmptied) -> None:
    """Handler: nothing goes under the carton's number any more."""
    _let_go(db.session.get_one(Carton, event.carton_id), event.actor)


def on_order_stopped(event: OrderStopped) -> None:
    """Handler: what is in the order's cartons goes back; a label that is on one already takes nobody's parcel along."""
    cartons = select(Carton).where(Carton.order_id == event.order_id, Carton.state != SHIPPED)
    for carton in db.session.scalars(cartons.order_by(Carton.id)).all():
        _let_go(carton, event.actor)


def on_address_mended(event: AddressMended) -> None:
    """Handler: a label with the old address takes nobody's parcel along; what is loaded has left the desk's hands."""
    cartons = select(Carton).where(Carton.order_id == event.order_id, Carton.state != SHIPPED)
    for carton in db.session.scalars(cartons.order_by(Carton.id)).all():
        if not is_loaded(carton.id):
            _let_go(carton, event.actor)


def _let_go(carton: Carton, actor: Actor) -> None:
    waybill, asked = waybill_of(carton), open_request(carton)
    if asked:
        withdraw(asked, actor)
    if waybill:
        void(waybill, actor)
