"""Reads about refills, their walks and stops, and what waits for them."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from app.catalog.models import Item
from app.db import db
from app.inventory.models import Lot, Stock
from app.replenishing.models import SLOTTING, WAITING, Refill, RefillLine, RefillTask, RefillWait
from app.walks.models import ASSIGNED, CANCELLED, FREE, OPEN_STATES, SKIPPED, TODO, Stop, Walk
from app.warehouse.blocking import is_in_blocked_aisle
from app.warehouse.models import BIN, Location

_LEFT = Refill.quantity - Refill.put - Refill.short
_LINE = (
    joinedload(RefillLine.location),
    joinedload(RefillLine.refill).joinedload(Refill.location),
    joinedload(RefillLine.stock).options(
        joinedload(Stock.location), joinedload(Stock.lot).joinedload(Lot.item).selectinload(Item.barcodes)
    ),
)


def lines_of_task(task: RefillTask) -> Sequence[RefillLine]:
    """All lines in path order but those that left the walk."""
    mine = select(RefillLine).where(RefillLine.walk_id == task.id, RefillLine.state != CANCELLED)
    return db.session.scalars(mine.order_by(RefillLine.position, RefillLine.id).options(*_LINE)).all()


def line_of_stop(line_id: int) -> RefillLine | None:
    """The line as the database has it now, with all that its confirmation looks at."""
    return db.session.scalars(select(RefillLine).where(RefillLine.id == line_id).options(*_LINE)).first()


def put_of(take: RefillLine) -> RefillLine:
    """Where the units of a stop that takes are put."""
    wanted = select(RefillLine).where(RefillLine.take_id == take.id).order_by(RefillLine.id).limit(1)
    return db.session.scalars(wanted.options(*_LINE)).one()


def in_tote(put: RefillLine) -> int:
    """How many units lie in the tote for a stop that puts; what goes back to reserve has its own stop."""
    take = db.session.get_one(RefillLine, put.take_id)
    db.session.refresh(take, ["done"])
    same = select(func.sum(RefillLine.done + RefillLine.short)).where(RefillLine.take_id == take.id)
    gone = db.session.scalar(same.where(RefillLine.id != put.id)) or 0
    others = select(func.sum(RefillLine.quantity - RefillLine.done - RefillLine.short))
    meant = others.where(RefillLine.take_id == take.id, RefillLine.id != put.id, RefillLine.state.in_((TODO, SKIPPED)))
    return take.done - gone - put.done - put.short - (db.session.scalar(meant) or 0)


def open_stops(task: RefillTask) -> int:
    """How many stops are still to do."""
    wanted = select(func.count(RefillLine.id)).where(RefillLine.walk_id == task.id)
    return db.session.scalar(wanted.where(RefillLine.state.in_((TODO, SKIPPED)))) or 0


def comes_by_refill(item_ids: Collection[int]) -> Select[int, int, int]:
    """Of items: bin, item and units that refills still bring."""
    return select(Refill.location_id, Refill.item_id, _LEFT).where(
        Refill.item_id.in_(item_ids), Refill.ended_at.is_(None)
    )


def coming(warehouse_id: int, item_id: int) -> int:
    """Units of the item that refills still bring, to any bin."""
    wanted = select(func.sum(_LEFT)).where(
        Refill.warehouse_id == warehouse_id, Refill.item_id == item_id, Refill.ended_at.is_(None)
    )
    return db.session.scalar(wanted) or 0


def waits_for(warehouse_id: int, item_id: int) -> Sequence[RefillWait]:
    """What waits for the item, the most urgent first; locked, so that two who bring it serve one after the other."""
    wanted = select(RefillWait).where(
        RefillWait.warehouse_id == warehouse_id, RefillWait.item_id == item_id, RefillWait.outcome == WAITING
    )
    ordered = wanted.order_by(RefillWait.priority.desc(), RefillWait.due_at.nulls_last(), RefillWait.id)
    return db.session.scalars(ordered.with_for_update(), execution_options={"populate_existing": True}).all()


def units_waiting(warehouse_id: int, item_id: int) -> int:
    """Units of the item that order lines wait for."""
    wanted = select(func.sum(RefillWait.units)).where(
        RefillWait.warehouse_id == warehouse_id, RefillWait.item_id == item_id, RefillWait.outcome == WAITING
    )
    return db.session.scalar(wanted) or 0


def is_waited_for(wave_id: int) -> bool:
    """Whether a line of the wave waits for a refill."""
    wanted = select(RefillWait.id).where(RefillWait.wave_id == wave_id, RefillWait.outcome == WAITING)
    return db.session.scalar(wanted.limit(1)) is not None


def waits_of_wave(wave_id: int) -> Sequence[RefillWait]:
    """All that waited or waits of the wave, in its order."""
    wanted = select(RefillWait).where(RefillWait.wave_id == wave_id).order_by(RefillWait.id)
    return db.session.scalars(wanted.options(joinedload(RefillWait.item))).all()


def lines_waiting(wave_ids: Sequence[int]) -> dict[int, int]:
    """How many lines of each of the waves wait for a refill; none, where the wave is left out."""
    wanted = select(RefillWait.wave_id, func.count(RefillWait.order_line_id.distinct())).where(
        RefillWait.wave_id.in_(wave_ids), RefillWait.outcome == WAITING
    )
    return dict(db.session.execute(wanted.group_by(RefillWait.wave_id)).all())


def waiting_in(warehouse_id: int) -> Sequence[RefillWait]:
    """All that waits in the warehouse, the most urgent first."""
    wanted = select(RefillWait).where(RefillWait.warehouse_id == warehouse_id, RefillWait.outcome == WAITING)
    ordered = wanted.order_by(RefillWait.priority.desc(), RefillWait.due_at.nulls_last(), RefillWait.id)
    return db.session.scalars(ordered.options(joinedload(RefillWait.item))).all()


def refilled_for(walk: Walk) -> Sequence[RefillWait]:
    """What waited, came onto the walk while somebody walked it, and is still to pick there."""
    if walk.started_at is None:
        return []
    wanted = (
        select(RefillWait)
        .join(Stop, Stop.id == RefillWait.stop_id)
        .where(Stop.walk_id == walk.id, Stop.state.in_((TODO, SKIPPED)), RefillWait.ended_at >= walk.started_at)
    )
    loaded = (joinedload(RefillWait.item), joinedload(RefillWait.stop).joinedload(Stop.location))
    return db.session.scalars(wanted.order_by(RefillWait.id).options(*loaded)).all()


def waits_of_lines(line_ids: Sequence[int]) -> Sequence[RefillWait]:
    """All that waited or waits of those order lines, in its order."""
    wanted = select(RefillWait).where(RefillWait.order_line_id.in_(line_ids)).order_by(RefillWait.id)
    loaded = (joinedload(RefillWait.item), joinedload(RefillWait.stop))
    return db.session.scalars(wanted.options(*loaded)).all()


def refills_behind(waits: Sequence[RefillWait]) -> dict[int, Sequence[Refill]]:
    """By wait: the refills of its item that were under way while it waited."""
    return {wait.id: _refills_behind(wait) for wait in waits}


def _refills_behind(wait: RefillWait) -> Sequence[Refill]:
    mine = (Refill.warehouse_id == wait.warehouse_id, Refill.item_id == wait.item_id)
    wanted = select(Refill).where(*mine, (Refill.ended_at.is_(None)) | (Refill.ended_at >= wait.raised_at))
    if wait.ended_at is not None:
        wanted = wanted.where(Refill.raised_at <= wait.ended_at)
    loaded = (joinedload(Refill.location), joinedload(Refill.task).joinedload(RefillTask.holder))
    return db.session.scalars(wanted.order_by(Refill.id).options(*loaded)).all()


def open_refills(warehouse_id: int) -> Sequence[RefillTask]:
    """Walks that are not over, in the order in which they are given out."""
    wanted = select(RefillTask).where(RefillTask.warehouse_id == warehouse_id, RefillTask.state.in_(OPEN_STATES))
    loaded = (
        joinedload(RefillTask.holder),
        joinedload(RefillTask.tote),
        selectinload(RefillTask.refills).options(joinedload(Refill.item), joinedload(Refill.location)),
    )
    ordered = wanted.order_by(RefillTask.priority.desc(), RefillTask.due_at.nulls_last(), RefillTask.id)
    return db.session.scalars(ordered.options(*loaded)).all()


def unbegun_tasks(warehouse_id: int, reason: str) -> Sequence[RefillTask]:
    """Walks of that reason that nobody has begun and nobody keeps back: more may go along on them."""
    wanted = select(RefillTask).where(
        RefillTask.warehouse_id == warehouse_id,
        RefillTask.reason == reason,
        RefillTask.state.in_((FREE, ASSIGNED)),
        RefillTask.started_at.is_(None),
        RefillTask.kept_back == "",
    )
    return db.session.scalars(wanted.order_by(RefillTask.id)).all()


def is_carried_away(location_id: int, item_id: int) -> bool:
    """Whether a walk under way carries the item from this bin to another one, where it is to lie from then on."""
    wanted = (
        select(RefillLine.id)
        .join(Refill, Refill.id == RefillLine.refill_id)
        .join(Stock, Stock.id == RefillLine.stock_id)
        .where(Stock.location_id == location_id, Refill.item_id == item_id)
        .where(Refill.reason == SLOTTING, Refill.ended_at.is_(None))
    )
    return db.session.scalar(wanted.limit(1)) is not None


def open_task_with(tote_id: int) -> RefillTask | None:
    """The walk, not over, that has the tote."""
    wanted = select(RefillTask).where(RefillTask.tote_id == tote_id, RefillTask.state.in_(OPEN_STATES))
    return db.session.scalars(wanted).first()


def is_open_bin(location: Location) -> bool:
    """Whether goods may be put there: a bin that is not blocked, in an aisle that is not."""
    open_ones = select(Location.id).where(Location.kind == BIN, Location.blocked.is_(False), ~is_in_blocked_aisle())
    return db.session.scalar(open_ones.where(Location.id == location.id)) is not None
