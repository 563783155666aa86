"""A lot is blocked while walks and totes have units of it: the walks are planned anew, the orders are held.

Nothing of it is given to a walk any more since the block itself was committed. So this may take its time: a walk, then
an order, in each short transaction, and it goes on wherever it was cut off.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Select, select

from app.clock import now
from app.db import db, guarded_update, transaction
from app.errors import Busy
from app.events import Event, record
from app.inventory.models import Allocation, Lot, LotBlock, Stock
from app.jobs import Job, enqueue
from app.operations import Actor
from app.orders.holds import hold_order
from app.orders.models import CANCELLED, SHIPPED, Order, OrderLine
from app.picking.commands.elsewhere import give_up, take_elsewhere
from app.picking.events import LinesLeftWalk
from app.picking.from_start import plan_from_start
from app.picking.models import Pick, PickLine, PickTask
from app.picking.path import replan
from app.picking.queries import lines_of_task
from app.stockkeeping.events import LotBlocked
from app.walks.models import OPEN_STATES, SKIPPED, TODO
from app.warehouse.models import Location

REASON = "lot_blocked"
_OPEN = LotBlock.lifted_at.is_(None)
_TO_PICK = PickLine.quantity > PickLine.picked + PickLine.short


def settle_when_committed(recorded: Sequence[Event]) -> None:
    """Subscriber: walks and orders hear of a block at once."""
    for event in recorded:
        if isinstance(event, LotBlocked):
            enqueue(_name(event.block_id), partial(settle_block, event.block_id))


def blocks_to_settle() -> Mapping[str, Job]:
    """Those that nobody has seen to, or of which a walk got units in the very moment of the block."""
    wanted = select(LotBlock.id, LotBlock.settled_at).where(_OPEN).order_by(LotBlock.id)
    return {
        _name(block_id): partial(settle_block, block_id)
        for block_id, settled_at in db.session.execute(wanted)
        if settled_at is None or db.session.scalar(_walks(block_id).limit(1))
    }


def settle_block(block_id: int) -> None:
    """Walks lead past the lot, and who has units of it in totes or cartons is held. Not inside a transaction."""
    db.session.rollback()
    block = db.session.get_one(LotBlock, block_id)
    actor = Actor(worker_id=block.blocked_by_id, warehouse_id=block.warehouse_id, source="lot block")
    first = block.settled_at is None
    try:
        for task_id in db.session.scalars(_walks(block_id)).all():
            with transaction():
                _lead_past(task_id, block_id, actor)
        for order_id in db.session.scalars(_orders(block_id)).all() if first else ():
            with transaction():
                _hold(order_id, block_id, actor)
        if first:
            with transaction() as session:
                guarded_update(session.get_one(LotBlock, block_id), settled_at=now())
    except Busy:
        return  # it goes on at the next look


def _name(block_id: int) -> str:
    return f"settling lot block {block_id}"


def _walks(block_id: int) -> Select[int]:
    """Walks that are to pick something of the lot; only open allocations are looked at, however long the book is."""
    return (
        select(PickLine.walk_id)
        .distinct()
        .join(Allocation, Allocation.id == PickLine.allocation_id)
        .join(Stock, Stock.id == Allocation.stock_id)
        .join(Lot, Lot.id == Stock.lot_id)
        .join(Location, Location.id == Stock.location_id)
        .join(LotBlock, (LotBlock.lot_id == Lot.id) & (LotBlock.warehouse_id == Location.warehouse_id))
        .where(LotBlock.id == block_id, _OPEN, Stock.item_id == Lot.item_id, Stock.reserved > 0)
        .where(_TO_PICK, PickLine.state.in_((TODO, SKIPPED)))
        .order_by(PickLine.walk_id)
    )


def _orders(block_id: int) -> Select[int]:
    """Orders that have units of the lot in totes or cartons and have not left."""
    return (
        select(Order.id)
        .distinct()
        .join(OrderLine, OrderLine.order_id == Order.id)
        .join(PickLine, PickLine.order_line_id == OrderLine.id)
        .join(Pick, Pick.line_id == PickLine.id)
        .join(LotBlock, (LotBlock.lot_id == PickLine.lot_id) & (LotBlock.warehouse_id == Order.warehouse_id))
        .where(LotBlock.id == block_id, _OPEN, Order.state.not_in((SHIPPED, CANCELLED)))
        .where(OrderLine.item_id == select(Lot.item_id).where(Lot.id == LotBlock.lot_id).scalar_subquery())
        .where(Pick.undone_at.is_(None), Pick.kept > 0)
        .order_by(Order.id)
    )


def _lead_past(task_id: int, block_id: int, actor: Actor) -> None:
    """What the walk has still to pick of the lot is taken elsewhere, else its order is held as short."""
    task = db.session.get_one(PickTask, task_id, with_for_update=True, populate_existing=True)
    lot_id = db.session.get_one(LotBlock, block_id).lot_id
    lines = list(lines_of_task(task))
    blocked = [line for line in lines if line.lot_id == lot_id and line.to_pick]
    if task.state not in OPEN_STATES or not blocked:
        return
    standing_at = next(line for line in lines if line.to_pick).location
    missing = {line: line.to_pick for line in blocked}
    for line, units in missing.items():
        give_up(line, units, REASON, actor)
    added = [new for line, units in missing.items() for new in take_elsewhere(line, units, actor)]
    if task.started_at is None:
        db.session.flush()
        db.session.expire(task, ["lines"])
        plan_from_start(task)
    else:
        replan(task, standing_at, added)
    record(LinesLeftWalk(task.id, task.wave_id, task.warehouse_id, task.holder_id))


def _hold(order_id: int, block_id: int, actor: Actor) -> None:
    lot = db.session.get_one(LotBlock, block_id).lot
    params: dict[str, Any] = {"lot": lot.code, "sku": lot.item.sku}
    hold_order(db.session.get_one(Order, order_id), REASON, params, actor)
