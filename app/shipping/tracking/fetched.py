"""What a customer fetches at the counter has arrived when it leaves: nobody else can tell of it."""

from sqlalchemy import select

from app.clock import now
from app.db import db
from app.orders.models import Order
from app.packing.models import Carton
from app.shipping.events import OrderShipped
from app.shipping.models import Waybill
from app.shipping.parcel import FETCHED
from app.shipping.tracking.commands import note_events
from app.shipping.tracking.heard import Heard
from app.shipping.tracking.states import DELIVERED

COUNTER = "counter"


def on_order_shipped(event: OrderShipped) -> None:
    """Handler: the customer has signed for all of it."""
    if db.session.get_one(Order, event.order_id).delivery_mode != FETCHED:
        return
    mine = select(Waybill).join(Carton).where(Carton.order_id == event.order_id, Waybill.voided_at.is_(None))
    for waybill in db.session.scalars(mine.order_by(Waybill.id)):
        note_events(waybill, [Heard(now(), DELIVERED, "", "")], COUNTER)
