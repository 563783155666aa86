"""Reads about put-back tasks, their stops and their totes."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.catalog.models import Item
from app.db import db
from app.inventory.models import Lot
from app.orders.models import Order
from app.picking.models import CartPlace, Pick, PickLine, PickTask, ToteUse
from app.putting_back.models import PutBackLine, PutBackTask, PutBackTote
from app.walks.models import ACTIVE, ASSIGNED, CANCELLED, FREE, SKIPPED, TODO
from app.warehouse.blocking import is_in_blocked_aisle
from app.warehouse.models import BIN, STAGING, Location
from app.warehouse.queries import locations_of_kind

OPEN_STATES = (FREE, ASSIGNED, ACTIVE)
_LINE = (
    joinedload(PutBackLine.location),
    joinedload(PutBackLine.pick).options(
        joinedload(Pick.line).options(
            joinedload(PickLine.lot).joinedload(Lot.item).selectinload(Item.barcodes),
            joinedload(PickLine.order_line),
        ),
        joinedload(Pick.tote_use).joinedload(ToteUse.tote),
    ),
)


def lines_of_task(task: PutBackTask) -> Sequence[PutBackLine]:
    """All lines in path order but those that left the walk."""
    mine = select(PutBackLine).where(PutBackLine.walk_id == task.id, PutBackLine.state != CANCELLED)
    return db.session.scalars(mine.order_by(PutBackLine.position, PutBackLine.id).options(*_LINE)).all()


def lines_of_stop(line_id: int) -> Sequence[PutBackLine]:
    """The lines that are put back together with this one: same walk and place in its path; none if it is unknown."""
    named = db.session.get(PutBackLine, line_id)
    if named is None:
        return []
    here = (PutBackLine.walk_id == named.walk_id, PutBackLine.position == named.position)
    return db.session.scalars(select(PutBackLine).where(*here).order_by(PutBackLine.id).options(*_LINE)).all()


def open_stops(task: PutBackTask) -> int:
    """How many stops are still to do."""
    return len({line.position for line in lines_of_task(task) if line.state in (TODO, SKIPPED)})


def open_tasks_of(order: Order) -> Sequence[PutBackTask]:
    """The tasks that bring back what lies in totes for the order: one more for each carton that is emptied."""
    mine = select(PutBackTask).where(PutBackTask.order_id == order.id, PutBackTask.state.in_(OPEN_STATES))
    return db.session.scalars(mine.order_by(PutBackTask.id)).all()


def unbegun_tasks_with(tote_id: int) -> Sequence[PutBackTask]:
    """Tasks that nobody has begun and that take something out of the tote."""
    wanted = (
        select(PutBackTask)
        .join(PutBackTote, PutBackTote.task_id == PutBackTask.id)
        .join(ToteUse, ToteUse.id == PutBackTote.tote_use_id)
        .where(ToteUse.tote_id == tote_id, PutBackTask.state.in_((FREE, ASSIGNED)), PutBackTask.waits_for_id.is_(None))
    )
    return db.session.scalars(wanted.order_by(PutBackTask.id)).all()


def put_backs(warehouse_id: int, wave_id: int | None = None) -> Sequence[PutBackTask]:
    """Tasks that are not over, the oldest first: those of one wave, or all of the warehouse."""
    wanted = select(PutBackTask).where(PutBackTask.warehouse_id == warehouse_id, PutBackTask.state.in_(OPEN_STATES))
    if wave_id is not None:
        wanted = wanted.where(PutBackTask.wave_id == wave_id)
    totes = selectinload(PutBackTask.totes).joinedload(PutBackTote.tote_use)
    loaded = wanted.options(
        joinedload(PutBackTask.order),
        joinedload(PutBackTask.holder),
        selectinload(PutBackTask.lines),
        totes.joinedload(ToteUse.tote),
        totes.joinedload(ToteUse.staged_at),
    )
    return db.session.scalars(loaded.order_by(PutBackTask.id)).all()


def under_way(warehouse_id: int) -> dict[int, PutBackTask]:
    """Who puts back now, and what."""
    wanted = select(PutBackTask).where(PutBackTask.warehouse_id == warehouse_id, PutBackTask.state == ACTIVE)
    tasks = db.session.scalars(wanted.options(joinedload(PutBackTask.order)))
    return {task.holder_id: task for task in tasks if task.holder_id is not None}


def own_totes(task: PutBackTask) -> list[Location]:
    """The totes that come along, and are empty at the end: no other order's goods lie in them."""
    used = {line.pick.tote_use_id for line in lines_of_task(task)}
    return [tote.tote_use.tote for tote in task.totes if tote.tote_use_id in used and not tote.is_shared]


def lanes_of(task: PutBackTask) -> Sequence[Location]:
    return locations_of_kind(task.warehouse_id, STAGING)


def is_open_bin(location: Location) -> bool:
    """Whether goods may be put there: a bin that is not blocked, in an aisle that is not."""
    open_ones = select(Location.id).where(Location.kind == BIN, Location.blocked.is_(False), ~is_in_blocked_aisle())
    return db.session.scalar(open_ones.where(Location.id == location.id)) is not None


def cart_of(use: ToteUse) -> PickTask | None:
    """The walk, not over, on whose cart the tote is; none where it stands in a lane."""
    if use.staged_at_id is not None:
        return None
    task = db.session.get_one(CartPlace, use.place_id).task
    return task if task.state in OPEN_STATES else None
