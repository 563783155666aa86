"""What others may not do to what is loaded or has left: handlers of what they do, inside their change."""

from sqlalchemy import select

from app.db import db, guarded_update
from app.events import record
from app.orders.events import OrderHeld
from app.orders.models import Order
from app.packing.events import CartonEmptied, CartonReopened
from app.packing.models import Carton
from app.shipping.events import ManifestChanged
from app.shipping.handing_over.cartons import loading_of
from app.shipping.handing_over.errors import IsLoaded, OrderHasLeft
from app.shipping.models import OPEN, Loading, Manifest


def on_order_held(event: OrderHeld) -> None:
    """Handler: an order that has left, or a part of it, cannot be held or cancelled; a loaded one has to come off.

    The order's row first, so that who loads it in this very moment comes before or after; then its manifests' rows, so
    that nobody closes them meanwhile.
    """
    order = db.session.get_one(Order, event.order_id)
    guarded_update(order, state=Order.state)
    for manifest in _manifests_of(order):
        guarded_update(manifest, state=Manifest.state)
        if manifest.state != OPEN:
            raise OrderHasLeft(number=order.number)
        record(ManifestChanged(manifest.warehouse_id, manifest.id))


def on_carton_opened(event: CartonReopened | CartonEmptied) -> None:
    """Handler: a loaded carton is taken off before anybody opens or empties it. Raises IsLoaded."""
    carton = db.session.get_one(Carton, event.carton_id)
    loading = loading_of(carton)
    if loading:
        raise IsLoaded(carton=carton.code, manifest=loading.manifest.number)


def _manifests_of(order: Order) -> list[Manifest]:
    on = select(Loading.manifest_id).join(Carton, Carton.id == Loading.carton_id)
    mine = on.where(Carton.order_id == order.id, Loading.taken_off_at.is_(None))
    return list(db.session.scalars(select(Manifest).where(Manifest.id.in_(mine)).order_by(Manifest.id)))
