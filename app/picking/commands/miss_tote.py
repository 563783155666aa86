"""A tote is not where it was last known; and it turns up again."""

from app.clock import now
from app.db import guarded_update
from app.events import record
from app.operations import Actor, audit, change
from app.orders.holds import hold_order, release_hold
from app.orders.models import Order
from app.picking.errors import NoToteMissing
from app.picking.events import ToteMissed
from app.picking.models import CartPlace, ToteUse
from app.picking.queries import orders_in_tote
from app.picking.takeover import awaited_on
from app.scanning import read
from app.walks.holder import check_holder
from app.walks.models import DONE
from app.warehouse.models import Location

HOLD = "tote_missing"


def miss_tote(place: CartPlace, code: str, actor: Actor) -> dict[str, int]:
    """The picker who takes a walk over does not find this tote: the walk goes on with another one.

    What lies in it is held for the lead, so that nothing is packed without it. Raises NoToteMissing.
    """
    check_holder(place.task, actor)
    use = next((one for one in awaited_on(place.task) if one.tote.barcode == read(code).text), None)
    if use is None:
        raise NoToteMissing(tote=code)
    change(use, "missing", actor, missing_at=now())
    for order in orders_in_tote(use):
        hold_order(order, HOLD, {"tote": use.tote.address}, actor)
    task = use.place.task
    record(ToteMissed(task.id, task.wave_id, task.warehouse_id, use.tote_id))
    return {"place_id": place.id, "task_id": place.task_id}


def find_tote(use: ToteUse, actor: Actor) -> dict[str, int]:
    """The missing tote turned up: it stands with the others of its walk, and its orders go on. Raises NoToteMissing.

    While the walk is under way its picker scans it to the cart; afterwards it stands in the lane of the walk.
    """
    task = use.place.task
    lane_id = task.end_id if task.state == DONE else None
    replaced = use.place.tote is not None and use.full_at is None  # another one is being filled in its place
    full_at = now() if replaced else use.full_at
    missed = ToteUse.missing_at.is_not(None) & ToteUse.released_at.is_(None)
    if not guarded_update(use, missed, missing_at=None, staged_at_id=lane_id, full_at=full_at):
        raise NoToteMissing(tote=use.tote.address)
    audit(use, "found", actor, {}, {"lane_id": lane_id})
    for order in orders_in_tote(use):
        _release(order, use.tote, actor)
    record(ToteMissed(task.id, task.wave_id, task.warehouse_id, use.tote_id))
    return {"task_id": task.id}


def _release(order: Order, tote: Location, actor: Actor) -> None:
    for hold in order.holds:
        if hold.released_at is None and hold.reason == HOLD and hold.params == {"tote": tote.address}:
            release_hold(hold, actor)
