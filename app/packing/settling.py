"""Whether an order is packed: all of it in closed cartons, and nothing keeps it back."""

from app.db import db, guarded_update
from app.events import record
from app.operations import Actor, audit
from app.orders.events import HoldReleased, OrderAmended
from app.orders.holds import open_holds
from app.orders.models import PACKED, PICKED, Order
from app.packing.events import OrderPacked, OrderUnpacked
from app.packing.holding import held
from app.packing.queries import is_in_closed_cartons
from app.picking.queries import tasks_left_of_order


def settle_packed(order: Order, actor: Actor) -> None:
    """The order is packed with its last carton, or later, when the last hold of it is released."""
    if order.state != PICKED or order.stopped_at is not None or open_holds(order):
        return
    if tasks_left_of_order(order) or any(line.to_allocate for line in order.lines) or not is_in_closed_cartons(order):
        return
    if guarded_update(order, Order.state == PICKED, state=PACKED):
        audit(order, "packed", actor, {"state": PICKED}, {"state": PACKED})
        record(OrderPacked(order.warehouse_id, order.id, actor))


def unsettle(order: Order, actor: Actor) -> None:
    """A carton of it is open again, or emptied: it is not packed any more."""
    if guarded_update(order, Order.state == PACKED, state=PICKED):
        audit(order, "packed no more", actor, {"state": PACKED}, {"state": PICKED})
        record(OrderUnpacked(order.warehouse_id, order.id, actor))


def on_order_goes_on(event: HoldReleased | OrderAmended) -> None:
    """Handler: a lead decided about what kept a packed order back."""
    order = db.session.get_one(Order, event.order_id)
    if order.state == PICKED and any(line.packed for line in order.lines):
        settle_packed(held(order.id), Actor(source="packing", warehouse_id=order.warehouse_id))
