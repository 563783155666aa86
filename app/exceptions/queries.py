"""All that waits for a lead now, the most urgent first; a few statements, however much it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from app.cases.queries import open_calls
from app.clock import now
from app.db import db
from app.exceptions.doubts import doubts_of
from app.exceptions.models import (
    MOST,
    CallWaits,
    DoubtWaits,
    HoldWaits,
    InWave,
    PutBackWaits,
    RefusedWaits,
    ShortWaits,
    StalledWaits,
    Waits,
)
from app.exceptions.numbers import numbers_wait
from app.exceptions.refused import item_name, what_to_do
from app.floor.presence import presences
from app.inventory.models import Lot, Stock
from app.inventory.queries import may_be_allocated
from app.orders.back_orders import BACK_ORDER
from app.orders.missing import DECIDABLE, SHORT, missing_lines, missing_of
from app.orders.models import CANCELLED, SHIPPED, Order, OrderHold, OrderLine
from app.picking.models import PickTask
from app.picking.refused import refused_scans
from app.putting_back.queries import put_backs
from app.walks.models import ACTIVE, Walk
from app.walks.refused import RefusedScan
from app.warehouse.calendar import calendar_of
from app.warehouse.models import Location, Warehouse
from app.waves.models import OPEN_STATES, Wave, WaveOrder

STALLED_AFTER = timedelta(minutes=5)
"""Behind steel shelves a handheld is without network for a minute or two, and nobody needs to look for its picker."""
NEVER = datetime.max.replace(tzinfo=UTC)
SOON = timedelta(hours=12)
"""What leaves later than in a shift is the order desk's to mend, unless it is on the floor already."""
RANK = {"call": 0}
"""A person who waits comes before things that wait."""


@dataclass(frozen=True)
class Exceptions:
    """What waits for a decision; bins that wait to be counted; and how many holds more there are than are listed."""

    waits: Sequence[Waits]
    to_count: Sequence[DoubtWaits]
    more_held: int

    def __len__(self) -> int:
        return len(self.waits)


def exceptions(warehouse: Warehouse, wave: Wave | None = None) -> Exceptions:
    """What waits for a lead of the warehouse, or of that wave only; calls first, then what leaves first."""
    held, doubts = _holds(warehouse, wave), doubts_of(warehouse, wave)
    waits: list[Waits] = [
        *_calls(warehouse, wave),
        *_shorts(warehouse, wave),
        *held,
        *_refused(warehouse, wave),
        *(_put_backs(warehouse) if wave is None else ()),
        *_stalled(warehouse, wave),
        *(one for one in doubts if one.count is None),
        *(numbers_wait(warehouse) if wave is None else ()),
    ]
    to_count = [one for one in doubts if one.count is not None]
    return Exceptions(sorted(waits, key=_urgency), to_count, _count_holds(warehouse, wave) - len(held))


def _urgency(one: Waits) -> tuple[int, datetime, datetime]:
    return RANK.get(getattr(one, "kind", ""), 1), one.cut_off_at or NEVER, one.since


def _calls(warehouse: Warehouse, wave: Wave | None) -> list[CallWaits]:
    """Whoever calls is heard on every page: the lead who looks at one wave is the one who is near."""
    calls = open_calls(warehouse.id)[:MOST]
    waves = _waves_of_walks(call.walk_id for call in calls)
    return [CallWaits(call.called_at, waves.get(call.walk_id or 0), None, call) for call in calls]


def _shorts(warehouse: Warehouse, wave: Wave | None) -> list[ShortWaits]:
    wanted = _held(warehouse, wave).where(
        OrderHold.reason == SHORT, Order.state.in_(DECIDABLE), Order.stopped_at.is_(None)
    )
    lines = joinedload(OrderHold.order).selectinload(Order.lines).joinedload(OrderLine.item)
    holds = db.session.scalars(
        wanted.options(lines, joinedload(OrderHold.order).selectinload(Order.holds)).limit(MOST)
    ).all()
    since: dict[tuple[int, str], datetime] = {}
    for hold in holds:
        since.setdefault((hold.order_id, hold.params.get("sku", "")), hold.opened_at)
    orders = dict.fromkeys(hold.order for hold in holds)
    missing = [(line, missing_of(line)) for order in orders for line in missing_lines(order)]
    free, waves = _free(warehouse, {line.item_id for line, _ in missing}), _waves_of_orders(orders)
    return [
        ShortWaits(
            since=since[line.order_id, line.sku],
            wave=waves.get(line.order_id),
            cut_off_at=line.order.ship_by,
            line=line,
            missing=units,
            free=sum(available for _, available in free.get(line.item_id or 0, ())),
            address=next((address for address, _ in free.get(line.item_id or 0, ())), ""),
        )
        for line, units in missing
        if (line.order_id, line.sku) in since
    ]


def _holds(warehouse: Warehouse, wave: Wave | None) -> list[HoldWaits]:
    wanted = _other_holds(warehouse, wave)
    if wave is None:
        waved = select(WaveOrder.id).join(Wave).where(WaveOrder.order_id == Order.id, Wave.state.in_(OPEN_STATES))
        wanted = wanted.where(or_(waved.exists(), Order.ship_by < now() + SOON))
    holds = db.session.scalars(wanted.options(joinedload(OrderHold.order)).limit(MOST)).all()
    waves = _waves_of_orders(hold.order for hold in holds)
    return [HoldWaits(hold.opened_at, waves.get(hold.order_id), hold.order.ship_by, hold) for hold in holds]


def _count_holds(warehouse: Warehouse, wave: Wave | None) -> int:
    counted = select(func.count()).select_from(_other_holds(warehouse, wave).order_by(None).subquery())
    return db.session.scalar(counted) or 0


def _other_holds(warehouse: Warehouse, wave: Wave | None) -> Select[OrderHold]:
    """What is short has a place of its own; back-orders wait for stock, and stopped orders for what is put back."""
    return _held(warehouse, wave).where(OrderHold.reason.not_in((SHORT, BACK_ORDER)), Order.stopped_at.is_(None))


def _held(warehouse: Warehouse, wave: Wave | None) -> Select[OrderHold]:
    wanted = (
        select(OrderHold)
        .join(Order)
        .where(
            Order.warehouse_id == warehouse.id,
            OrderHold.released_at.is_(None),
            Order.state.not_in((CANCELLED, SHIPPED)),
        )
        .order_by(Order.ship_by.asc().nulls_last(), OrderHold.id)
    )
    if wave is None:
        return wanted
    return wanted.where(Order.id.in_(select(WaveOrder.order_id).where(WaveOrder.wave_id == wave.id)))


def _refused(warehouse: Warehouse, wave: Wave | None) -> list[RefusedWaits]:
    scans = refused_scans(warehouse.id, wave.id if wave else None)[:MOST]
    return [_refused_scan(scan) for scan in scans]


def _refused_scan(scan: RefusedScan) -> RefusedWaits:
    name = "" if scan.stop else item_name(scan.warehouse_id, scan.scanned)
    due_at = scan.walk.due_at if scan.walk else None
    return RefusedWaits(scan.at, _wave_of(scan.walk), due_at, scan, name, what_to_do(scan.operation.name))


def _wave_of(walk: Walk | None) -> InWave | None:
    return InWave(walk.wave_id, walk.wave_number) if isinstance(walk, PickTask) else None


def _put_backs(warehouse: Warehouse) -> list[PutBackWaits]:
    """The page of a wave has its put-backs among its tasks."""
    tasks = put_backs(warehouse.id)[:MOST]
    return [
        PutBackWaits(task.order.stopped_at or task.created_at, InWave(task.wave_id, task.wave_number), None, task)
        for task in tasks
    ]


def _stalled(warehouse: Warehouse, wave: Wave | None) -> list[StalledWaits]:
    """Walks under way whose holder is not heard of; who rests is not looked for."""
    known = presences(warehouse.id)
    before = now() - STALLED_AFTER
    silent = {one.worker_id: one for one in known.values() if not one.online and one.since < before}
    wanted = select(PickTask).where(
        PickTask.warehouse_id == warehouse.id,
        PickTask.state == ACTIVE,
        PickTask.paused_at.is_(None),
        PickTask.holder_id.in_(silent),
    )
    if wave:
        wanted = wanted.where(PickTask.wave_id == wave.id)
    tasks = db.session.scalars(wanted.options(joinedload(PickTask.holder)).order_by(PickTask.id).limit(MOST))
    return [
        StalledWaits(
            silent[task.holder_id or 0].since,
            InWave(task.wave_id, task.wave_number),
            task.due_at,
            task,
            silent[task.holder_id or 0],
        )
        for task in tasks
    ]


def _free(warehouse: Warehouse, item_ids: set[int | None]) -> dict[int, list[tuple[str, int]]]:
    """Where units of the items lie that nobody keeps: (address, units), the oldest stock first."""
    today = calendar_of(warehouse).today(now())
    wanted = (
        select(Stock.item_id, Location.address, Stock.on_hand - Stock.reserved)
        .join(Location, Location.id == Stock.location_id)
        .join(Lot, Lot.id == Stock.lot_id)
        .where(Location.warehouse_id == warehouse.id, Stock.item_id.in_(item_ids - {None}), *may_be_allocated(today))
        .order_by(Stock.received_at, Stock.id)
    )
    found: dict[int, list[tuple[str, int]]] = {}
    for item_id, address, available in db.session.execute(wanted):
        found.setdefault(item_id, []).append((address, available))
    return found


def _waves_of_orders(orders: Iterable[Order]) -> dict[int, InWave]:
    """The last wave of each order."""
    ids = [order.id for order in orders]
    wanted = select(WaveOrder.order_id, Wave.id, Wave.number).join(Wave).where(WaveOrder.order_id.in_(ids))
    found = db.session.execute(wanted.order_by(Wave.id))
    return {order_id: InWave(wave_id, number) for order_id, wave_id, number in found}


def _waves_of_walks(walk_ids: Iterable[int | None]) -> dict[int, InWave]:
    wanted = select(PickTask.id, PickTask.wave_id, PickTask.wave_number).where(PickTask.id.in_(set(walk_ids) - {None}))
    return {task_id: InWave(wave_id, number) for task_id, wave_id, number in db.session.execute(wanted)}
