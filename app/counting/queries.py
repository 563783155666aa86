"""What is to be counted, what was, and what waits for a lead."""

from collections.abc import Collection, Sequence

from flask_babel import LazyString, lazy_gettext
from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.counting.models import WAITS, CountEntry, CountLine, CountTask, CycleCount, Variance
from app.db import db
from app.inventory.models import Allocation, Lot, Stock
from app.orders.models import CANCELLED as ORDER_CANCELLED
from app.orders.models import PACKED, SHIPPED, Order, OrderLine
from app.walks.models import CANCELLED, OPEN_STATES, SKIPPED, TODO
from app.warehouse.models import Location
from app.workers.models import Worker, WorkerRole

REASONS: dict[str, LazyString] = {
    "empty": lazy_gettext("The bin was empty"),
    "too_few": lazy_gettext("Too few were in it"),
    "damaged": lazy_gettext("What was in it was damaged"),
    "wrong_item": lazy_gettext("Another item lay there"),
    "missing": lazy_gettext("Units that came from there are missing"),
    "asked": lazy_gettext("Somebody asked for it"),
    "not_empty": lazy_gettext("It was not empty when it should have been"),
    "schedule": lazy_gettext("Its turn has come"),
    "seen": lazy_gettext("It was seen while something else was counted"),
    "elsewhere": lazy_gettext("A unit of it was found in another bin"),
    "again": lazy_gettext("A lead wants it counted again"),
}
_LINE = (
    joinedload(CountLine.location),
    joinedload(CountLine.item),
    joinedload(CountLine.count),
    selectinload(CountLine.entries),
)


def open_counts(warehouse_id: int) -> Sequence[CycleCount]:
    """What has to be counted, by address."""
    loaded = (joinedload(CycleCount.location), joinedload(CycleCount.item), joinedload(CycleCount.raised_by))
    return db.session.scalars(counts_wanted(warehouse_id).options(*loaded)).all()


def counts_wanted(warehouse_id: int) -> Select[CycleCount]:
    """The counts that are not settled, by address."""
    return (
        select(CycleCount)
        .join(Location, Location.id == CycleCount.location_id)
        .where(CycleCount.warehouse_id == warehouse_id, CycleCount.counted_at.is_(None))
        .order_by(Location.address, CycleCount.id)
    )


def count_reason(reason: str) -> str:
    """Why it is to be counted, as a person reads it."""
    return str(REASONS.get(reason, reason))


def lines_of_task(task: CountTask) -> Sequence[CountLine]:
    """All stops in path order but those that left the walk."""
    mine = select(CountLine).where(CountLine.walk_id == task.id, CountLine.state != CANCELLED)
    return db.session.scalars(mine.order_by(CountLine.position, CountLine.id).options(*_LINE)).all()


def is_on_a_walk() -> ColumnElement[bool]:
    """Of a count: whether somebody has a stop of it to do, or may get it."""
    mine = (CountLine.count_id == CycleCount.id, CountLine.state.in_((TODO, SKIPPED)))
    return exists(select(CountLine.id).where(*mine).correlate(CycleCount))


def is_waiting() -> ColumnElement[bool]:
    """Of a count: whether a lead has to decide about what came of it."""
    mine = (Variance.count_id == CycleCount.id, Variance.state == WAITS)
    return exists(select(Variance.id).where(*mine).correlate(CycleCount))


def is_urgent() -> ColumnElement[bool]:
    """Of a count: whether orders wait for an item whose stock there is in doubt."""
    missing = or_(
        OrderLine.short > 0,
        OrderLine.allocated + OrderLine.short + OrderLine.cancelled + OrderLine.substituted < OrderLine.quantity,
    )
    waiting = (
        select(OrderLine.id)
        .join(Order, Order.id == OrderLine.order_id)
        .where(
            Order.warehouse_id == CycleCount.warehouse_id,
            OrderLine.item_id == Stock.item_id,
            Order.state.not_in((ORDER_CANCELLED, SHIPPED, PACKED)),
            missing,
        )
    )
    mine = or_(CycleCount.item_id.is_(None), Stock.item_id == CycleCount.item_id)
    doubted = and_(Stock.location_id == CycleCount.location_id, mine, Stock.doubted_at.is_not(None))
    return exists(select(Stock.id).where(doubted, waiting.exists()).correlate(CycleCount))


def tasks_open(warehouse_id: int) -> Sequence[CountTask]:
    """Walks of counting that are not over, those that somebody has first."""
    wanted = select(CountTask).where(CountTask.warehouse_id == warehouse_id, CountTask.state.in_(OPEN_STATES))
    loaded = (joinedload(CountTask.holder), joinedload(CountTask.zone), selectinload(CountTask.lines))
    order = (CountTask.holder_id.is_(None), CountTask.priority.desc(), CountTask.id)
    return db.session.scalars(wanted.order_by(*order).options(*loaded)).all()


def count_of(warehouse_id: int, count_id: int) -> CycleCount | None:
    """The count with its stops, what was counted at them, and its variances."""
    entries = selectinload(CycleCount.lines).selectinload(CountLine.entries)
    loaded = (
        entries.joinedload(CountEntry.item),
        entries.joinedload(CountEntry.lot),
        selectinload(CycleCount.lines).joinedload(CountLine.worker),
        selectinload(CycleCount.variances).joinedload(Variance.lot),
    )
    wanted = select(CycleCount).where(CycleCount.id == count_id, CycleCount.warehouse_id == warehouse_id)
    return db.session.scalars(wanted.options(*loaded)).first()


def last_counts(places: Collection[tuple[int, int]]) -> Sequence[CycleCount]:
    """For each location and item the last count there, of the item or of the whole bin, with what came of it."""
    found: list[CycleCount] = []
    for location_id, item_id in sorted(places):
        mine = or_(CycleCount.item_id == item_id, CycleCount.item_id.is_(None))
        wanted = select(CycleCount).where(CycleCount.location_id == location_id, mine)
        found += db.session.scalars(wanted.order_by(CycleCount.id.desc()).limit(1)).all()
    return list(dict.fromkeys(found))


def variances_waiting(warehouse_id: int) -> Sequence[Variance]:
    """What a lead has to decide, the oldest first, each with all that was counted for it."""
    lines = joinedload(Variance.count).selectinload(CycleCount.lines)
    wanted = select(Variance).where(Variance.warehouse_id == warehouse_id, Variance.state == WAITS)
    loaded = (
        joinedload(Variance.location),
        joinedload(Variance.lot).joinedload(Lot.item),
        joinedload(Variance.entry),
        lines.joinedload(CountLine.worker),
        lines.selectinload(CountLine.entries),
    )
    return db.session.scalars(wanted.order_by(Variance.id).options(*loaded)).all()


def variances_decided(warehouse_id: int) -> Select[Variance]:
    """What was decided, by a lead or by itself, the latest first."""
    loaded = (
        joinedload(Variance.location),
        joinedload(Variance.lot).joinedload(Lot.item),
        joinedload(Variance.decided_by),
        joinedload(Variance.entry).joinedload(CountEntry.line).joinedload(CountLine.worker),
    )
    mine = select(Variance).where(Variance.warehouse_id == warehouse_id, Variance.state != WAITS)
    return mine.order_by(Variance.decided_at.desc(), Variance.id.desc()).options(*loaded)


def orders_kept(location_id: int, lot_id: int) -> Sequence[str]:
    """Numbers of the orders for which units of the lot are kept there, those that leave first."""
    wanted = (
        select(Order.number, Order.ship_by, Order.id)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .join(Allocation, Allocation.order_line_id == OrderLine.id)
        .join(Stock, Stock.id == Allocation.stock_id)
        .where(
            Stock.location_id == location_id,
            Stock.lot_id == lot_id,
            Allocation.quantity > Allocation.picked + Allocation.cancelled,
        )
        .order_by(Order.ship_by.asc().nulls_last(), Order.id)
    )
    return list(dict.fromkeys(number for number, _, _ in db.session.execute(wanted)))


def urgent_among(count_ids: Sequence[int]) -> set[int]:
    """Which of the counts orders wait for."""
    return set(db.session.scalars(select(CycleCount.id).where(CycleCount.id.in_(count_ids), is_urgent())))


def workers_who_count(warehouse_id: int) -> Sequence[Worker]:
    """Those to whom a walk of counting may be given."""
    mine = (WorkerRole.warehouse_id == warehouse_id, WorkerRole.role.in_(CountTask.roles))
    wanted = select(Worker).join(WorkerRole, WorkerRole.worker_id == Worker.id).where(*mine, Worker.left_at.is_(None))
    return db.session.scalars(wanted.distinct().order_by(Worker.name, Worker.id)).all()
