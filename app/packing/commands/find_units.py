"""Units that were said to be missing when a carton was closed turn up."""

from app.db import db, guarded_update
from app.events import record
from app.inventory.commands import outside
from app.inventory.models import Serial
from app.operations import Actor, audit, change
from app.orders.missing import renew_holds
from app.orders.models import PICKED, Order, OrderLine
from app.packing.errors import FoundTooLate, ToteGone
from app.packing.events import PackingChanged
from app.packing.holding import held
from app.packing.models import MISSING, Carton, PackLoss
from app.packing.queries import losses_of
from app.packing.totes import own_tote
from app.picking.commands.leave_tote import return_to_tote
from app.warehouse.models import ADJUSTMENT


def find_units(order: Order, loss_id: int, actor: Actor) -> dict[str, int]:
    """They lie in their tote again, to be packed, and the lead has nothing more to decide about them.

    The bin that they came from is counted all the same. Raises FoundTooLate where the lead has decided, the order was
    stopped, or the tote is somebody else's by now.
    """
    order = held(order.id)
    loss = next((one for one in losses_of(order) if one.id == loss_id), None)
    if loss is None:
        raise FoundTooLate(order=order.number)
    line, units = loss.pick.line.order_line, loss.quantity
    is_awaited = order.state == PICKED and order.stopped_at is None
    if not is_awaited or not guarded_update(line, OrderLine.short >= units, short=OrderLine.short - units):
        raise FoundTooLate(order=order.number)
    _take_back(loss, actor)
    db.session.flush()
    renew_holds(order, line.sku, actor)
    record(PackingChanged(order.warehouse_id, order.id))
    return {"order_id": order.id, "carton_id": loss.carton_id, "units": units}


def _take_back(loss: PackLoss, actor: Actor) -> None:
    pick, carton = loss.pick, db.session.get_one(Carton, loss.carton_id)
    nowhere = outside(carton.warehouse_id, ADJUSTMENT)
    try:
        tote = own_tote(pick, actor).use.tote
    except ToteGone:
        raise FoundTooLate(order=carton.order.number) from None
    return_to_tote(pick, loss.quantity, nowhere, actor)
    for serial in pick.serials:
        guarded_update(serial, Serial.location_id == nowhere.id, location_id=tote.id)
    told = {"sku": pick.line.lot.item.sku, "quantity": loss.quantity, "tote": tote.address}
    audit(carton, "missing units found", actor, {"reason": MISSING}, told)
    db.session.delete(loss)
    db.session.flush()
    if carton.missing_reason and not any(one.carton_id == carton.id for one in losses_of(carton.order)):
        change(carton, "nothing is missing", actor, missing_reason="")
