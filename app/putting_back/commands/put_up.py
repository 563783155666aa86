"""Put up the task that brings back what lies in totes for a stopped order."""

from collections.abc import Sequence

from app.clock import now
from app.db import db, guarded_update
from app.events import record
from app.operations import Actor, audit
from app.orders.models import Order
from app.picking.events import OrderToPutBack
from app.picking.models import Pick, ToteUse
from app.picking.queries import picks_of_order
from app.putting_back.events import PutBackPutUp
from app.putting_back.models import PutBackLine, PutBackTask, PutBackTote
from app.putting_back.path import plan
from app.putting_back.queries import cart_of, lines_of_task, open_tasks_of
from app.walks.models import Walk
from app.warehouse.models import Location
from app.warehouse.settings import settings_of

BEFORE_PICKS, AFTER_PICKS = 1000, -1
"""Its place among the tasks that are given out; what is picked is urgent by its orders, from 0 on."""


def on_order_to_put_back(event: OrderToPutBack) -> None:
    """Handler: what was picked of a stopped order is brought back by a walk of its own, made in the same change."""
    put_up(db.session.get_one(Order, event.order_id), event.actor)


def put_up(order: Order, actor: Actor) -> None:
    """Make the order's task for all that lies in totes and that no task of it brings back already."""
    on_a_walk = {line.pick_id: line.left for task in open_tasks_of(order) for line in lines_of_task(task)}
    lying = {pick: pick.in_tote - on_a_walk.get(pick.id, 0) for pick in picks_of_order(order)}
    picks = [pick for pick, units in lying.items() if units]
    if not picks:
        return
    task = _task(order, picks[-1])
    uses = list(dict.fromkeys(pick.tote_use for pick in picks))
    task.totes = [PutBackTote(tote_use_id=use.id, position=position) for position, use in enumerate(uses, 1)]
    for pick in picks:
        own_bin = pick.line.location_id
        line = PutBackLine(walk_id=task.id, position=0, location_id=own_bin, pick_id=pick.id, quantity=lying[pick])
        db.session.add(line)
    db.session.flush()
    find_totes(task)
    units = sum(lying[pick] for pick in picks)
    audit(task, "put up", actor, {}, {"order_id": order.id, "units": units, "waits_for_id": task.waits_for_id})
    record(PutBackPutUp(task.id, task.wave_id, task.warehouse_id))


def find_totes(task: PutBackTask) -> None:
    """Wait while one of the totes is on a picker's cart; else lead from the lane where they stand."""
    uses = [tote.tote_use for tote in task.totes]
    carts = [cart for use in uses if (cart := cart_of(use))]
    guarded_update(task, waits_for_id=carts[0].id if carts else None, version=Walk.version + 1)
    task.start = _lane(uses, carts[0].end if carts else None)
    plan(task)


def _task(order: Order, last: Pick) -> PutBackTask:
    of = last.line.task
    task = PutBackTask(
        warehouse_id=order.warehouse_id,
        order_id=order.id,
        wave_id=of.wave_id,
        wave_number=of.wave_number,
        priority=BEFORE_PICKS if settings_of(of.warehouse).put_back_first else AFTER_PICKS,
        created_at=now(),
    )
    db.session.add(task)
    db.session.flush()
    return task


def _lane(uses: Sequence[ToteUse], meant: Location | None) -> Location | None:
    """Where the first of them stands, or is to stand."""
    return next((use.staged_at for use in uses if use.staged_at), meant)
