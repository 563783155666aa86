"""Open a closed carton again, or empty one: what lies in it goes back into totes."""

from app.db import db, guarded_update
from app.events import record
from app.operations import Actor, audit
from app.packing.carton_errors import CartonHasLeft, CartonNotClosed, NothingInCarton
from app.packing.commands.take_out import take_out
from app.packing.events import CartonEmptied, CartonReopened, PackingChanged
from app.packing.holding import held, held_to_pack
from app.packing.models import CLOSED, EMPTIED, OPEN, SHIPPED, Carton
from app.packing.queries import packs_of
from app.packing.settling import unsettle
from app.packing.totes import scanned_tote
from app.picking.events import OrderToPutBack

UNDONE = {"closed_at": None, "weight_g": None, "weighed_by": "", "verified_at": None, "verified_by_id": None}
"""What is not true any more of a carton that is opened."""


def reopen_carton(carton: Carton, actor: Actor) -> dict[str, int]:
    """What was made for it is not right any more; what is loaded is taken off first.

    Raises CartonHasLeft, CartonNotClosed, and as packing does.
    """
    order = held_to_pack(carton.order_id)
    db.session.refresh(carton)
    if carton.state == SHIPPED:
        raise CartonHasLeft(carton=carton.code)
    values = {"state": OPEN, "reopened": Carton.reopened + 1, "is_to_verify": False, "staged_at_id": None, **UNDONE}
    if not guarded_update(carton, Carton.state == CLOSED, **values):
        raise CartonNotClosed(carton=carton.code)
    audit(carton, "opened again", actor, {"state": CLOSED}, {"state": OPEN, "reopened": carton.reopened})
    unsettle(order, actor)
    record(CartonReopened(order.warehouse_id, order.id, carton.id, actor))
    record(PackingChanged(order.warehouse_id, order.id))
    return {"order_id": order.id, "carton_id": carton.id}


def empty_carton(carton: Carton, tote: str, actor: Actor) -> dict[str, int]:
    """All of it lies in the scanned tote: the order's own, or an empty one. Of a stopped order it is then put back.

    Raises CartonHasLeft, NothingInCarton, and what `scanned_tote` raises.
    """
    order = held(carton.order_id)
    db.session.refresh(carton)
    if carton.state == SHIPPED:
        raise CartonHasLeft(carton=carton.code)
    packs = packs_of(carton)
    if not packs or carton.state not in (OPEN, CLOSED):
        raise NothingInCarton(carton=carton.code)
    into = scanned_tote(order, tote, packs[0].pick, actor)
    before = carton.state
    values = {"state": EMPTIED, "is_to_verify": False, "staged_at_id": None, **UNDONE}
    if not guarded_update(carton, Carton.state.in_((OPEN, CLOSED)), **values):
        raise CartonHasLeft(carton=carton.code)
    for pack in packs:
        take_out(pack, pack.quantity, pack.serials, into, actor)
    audit(carton, "emptied", actor, {"state": before}, {"state": EMPTIED, "tote": into.use.tote.address})
    unsettle(order, actor)
    record(CartonEmptied(order.warehouse_id, order.id, carton.id, actor))
    record(PackingChanged(order.warehouse_id, order.id))
    if order.stopped_at is not None:
        record(OrderToPutBack(order.warehouse_id, order.id, actor))
    return {"order_id": order.id, "carton_id": carton.id}
