"""What is due to be counted by its class is raised: so many a day, the most overdue first, a few at a time."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from itertools import islice
from time import monotonic
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from app.catalog.models import Item
from app.clock import now
from app.counting.classes import C, days_of
from app.counting.commands.raising import raise_count
from app.counting.models import JUDGED, CountEntry, CountLine, CycleCount
from app.db import db, transaction
from app.inventory.classes import class_of
from app.inventory.models import Stock
from app.jobs import Job
from app.operations import program
from app.warehouse.blocking import is_in_blocked_aisle
from app.warehouse.models import BIN, Location, Warehouse
from app.warehouse.settings import settings_of

DUE = "schedule"
EVERY = 900.0
"""Seconds between two looks of a process."""
AT_ONCE = 20
Place = tuple[int, int]
"""Location and item."""
_looked: dict[int, float] = {}


def counts_due() -> Mapping[str, Job]:
    """Each warehouse now and then."""
    due = [one for one in db.session.scalars(select(Warehouse.id)) if _looked.get(one, 0.0) < monotonic()]
    return {f"raising due counts of warehouse {one}": partial(_raise_now, one) for one in due}


def _raise_now(warehouse_id: int) -> None:
    _looked[warehouse_id] = monotonic() + EVERY
    raise_due(warehouse_id)


def raise_due(warehouse_id: int) -> int:
    """Raise what is due, as far as the day's share is not used up; how many."""
    db.session.rollback()
    warehouse = db.session.get_one(Warehouse, warehouse_id)
    room = settings_of(warehouse).count_per_day - _raised_today(warehouse)
    due = iter(due_places(warehouse)[: max(room, 0)] if room > 0 else ())
    db.session.rollback()
    raised = 0
    while some := list(islice(due, AT_ONCE)):
        with transaction():
            raised += sum(_raise(place, warehouse_id) for place in some)
    return raised


def due_places(warehouse: Warehouse) -> Sequence[Place]:
    """Where something lies whose days are over and that nobody counts already, the most overdue first."""
    moment, days = now(), days_of(settings_of(warehouse))
    lying = _lying(warehouse.id)
    classes = class_of({item_id for _, item_id in lying}, warehouse.id)
    counted, is_open = _last_counted(warehouse.id), _open(warehouse.id)
    late: list[tuple[float, Place]] = []
    for place, since in lying.items():
        allowed = days[classes[place[1]].abc if place[1] in classes else C]
        last = max(since, counted.get(place, since))
        share = (moment - last) / timedelta(days=allowed) if allowed else 0.0
        if share >= 1 and place not in is_open and (place[0], None) not in is_open:
            late.append((-share, place))
    return [place for _, place in sorted(late)]


def _raise(place: Place, warehouse_id: int) -> bool:
    location, item = db.session.get_one(Location, place[0]), db.session.get_one(Item, place[1])
    return raise_count(location, item, DUE, program("counting", warehouse_id))


def _raised_today(warehouse: Warehouse) -> int:
    zone = ZoneInfo(warehouse.time_zone)
    begin = datetime.combine(now().astimezone(zone).date(), time(), zone)
    mine = (CycleCount.warehouse_id == warehouse.id, CycleCount.reason == DUE, CycleCount.raised_at >= begin)
    return db.session.scalar(select(func.count()).select_from(CycleCount).where(*mine)) or 0


def _lying(warehouse_id: int) -> dict[Place, datetime]:
    """What lies in bins within reach, and since when nobody has counted it: since it came there, at the latest."""
    within_reach = (Location.kind == BIN, Location.blocked.is_(False), ~is_in_blocked_aisle())
    wanted = (
        select(Stock.location_id, Stock.item_id, func.min(Stock.received_at))
        .join(Location, Location.id == Stock.location_id)
        .where(Location.warehouse_id == warehouse_id, Stock.on_hand > 0, *within_reach)
        .group_by(Stock.location_id, Stock.item_id)
        .order_by(Stock.location_id, Stock.item_id)
    )
    return {(location_id, item_id): since or now() for location_id, item_id, since in db.session.execute(wanted)}


def _last_counted(warehouse_id: int) -> dict[Place, datetime]:
    wanted = (
        select(CountLine.location_id, CountEntry.item_id, func.max(CountLine.counted_at))
        .join(CountEntry, CountEntry.line_id == CountLine.id)
        .join(Location, Location.id == CountLine.location_id)
        .where(Location.warehouse_id == warehouse_id, CountEntry.undone_at.is_(None), CountLine.outcome.in_(JUDGED))
        .group_by(CountLine.location_id, CountEntry.item_id)
    )
    return {(location_id, item_id): at for location_id, item_id, at in db.session.execute(wanted) if at}


def _open(warehouse_id: int) -> set[tuple[int, int | None]]:
    mine = (CycleCount.warehouse_id == warehouse_id, CycleCount.counted_at.is_(None))
    return {
        (one, item) for one, item in db.session.execute(select(CycleCount.location_id, CycleCount.item_id).where(*mine))
    }
