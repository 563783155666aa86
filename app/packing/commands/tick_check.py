"""Tick what a channel wants done before its order leaves, by touch or by the check's own barcode."""

from sqlalchemy import select

from app.clock import now
from app.db import db, guarded_update, insert_new
from app.events import record
from app.operations import Actor, audit
from app.orders.models import Order
from app.packing.carton_errors import CheckUnknown
from app.packing.events import PackingChanged
from app.packing.holding import held_to_pack
from app.packing.models import Check, Tick
from app.packing.queries import checks_of, ticks_of
from app.scanning import read


def tick_check(order: Order, actor: Actor, check_id: int | None = None, scanned: str = "") -> dict[str, int]:
    """It is done; a second tick changes nothing. Raises CheckUnknown, and as packing does."""
    order = held_to_pack(order.id)
    check = _check(order, check_id, scanned)
    if check.id not in ticks_of(order):
        _tick(order, check, actor)
        audit(order, "ticked", actor, {}, {"check": check.words or check.kind})
        record(PackingChanged(order.warehouse_id, order.id))
    return {"order_id": order.id, "check_id": check.id}


def untick_check(order: Order, check_id: int, actor: Actor) -> dict[str, int]:
    """It is not done after all. Raises CheckUnknown, and as packing does."""
    order = held_to_pack(order.id)
    check = _check(order, check_id, "")
    tick = ticks_of(order).get(check.id)
    if tick is not None:
        db.session.delete(tick)
        audit(order, "not ticked", actor, {"check": check.words or check.kind}, {})
        record(PackingChanged(order.warehouse_id, order.id))
    return {"order_id": order.id, "check_id": check.id}


def _tick(order: Order, check: Check, actor: Actor) -> None:
    """One that was done for cartons before is done anew."""
    at = now()
    if not insert_new(Tick, order_id=order.id, check_id=check.id, worker_id=actor.worker_id, at=at):
        mine = select(Tick).where(Tick.order_id == order.id, Tick.check_id == check.id)
        guarded_update(db.session.scalars(mine).one(), worker_id=actor.worker_id, at=at)


def _check(order: Order, check_id: int | None, scanned: str) -> Check:
    code = read(scanned).text if scanned else ""
    for check in checks_of(order):
        if check.id == check_id or (code and check.barcode == code):
            return check
    raise CheckUnknown
