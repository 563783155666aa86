"""Put stops of counts onto walks: those of a zone together, the urgent ones apart, a second count for somebody else."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from app.clock import now
from app.counting.events import CountsPutUp
from app.counting.models import CountLine, CountTask, CycleCount
from app.counting.path import plan
from app.counting.queries import is_urgent, lines_of_task
from app.counting.wanted import ToCount
from app.db import db, guarded_update
from app.events import record
from app.operations import Actor, audit
from app.walks.models import FREE, Walk
from app.walks.queries import is_unbegun
from app.warehouse.models import Warehouse
from app.warehouse.settings import settings_of

URGENT, SECOND, ORDINARY = 100, -2, -3
"""Their places among the walks that are given out: picks are urgent by their orders, from 0 on."""
Key = tuple[int, int | None, int | None]
"""Priority, zone, and who is barred."""


def put_up(wanted: Sequence[ToCount], actor: Actor) -> None:
    """Each onto a walk that nobody has begun and that has room, or onto a new one."""
    groups: dict[Key, list[ToCount]] = defaultdict(list)
    urgent = _urgent([one.count.id for one in wanted])
    for one in wanted:
        priority = URGENT if one.count.id in urgent else ORDINARY if one.round == 1 else SECOND
        groups[priority, one.count.location.zone_id, one.barred_id].append(one)
    for key, group in sorted(groups.items(), key=lambda pair: -pair[0][0]):
        _put_up(key, sorted(group, key=_along), actor)
    for warehouse_id in dict.fromkeys(one.count.warehouse_id for one in wanted):
        record(CountsPutUp(warehouse_id))


def _put_up(key: Key, group: list[ToCount], actor: Actor) -> None:
    warehouse = db.session.get_one(Warehouse, group[0].count.warehouse_id)
    most = settings_of(warehouse).count_stops
    while group:
        task, room = _with_room(key, warehouse, most) or (_new(key, warehouse, actor), most)
        for one in group[:room]:
            line = CountLine(
                walk_id=task.id,
                position=0,
                location_id=one.count.location_id,
                count_id=one.count.id,
                item_id=one.item_id,
                round=one.round,
            )
            db.session.add(line)
            audit(line, "put up", actor, {}, {"walk_id": task.id, "count_id": one.count.id, "round": one.round})
        group = group[room:]
        plan(task)


def _with_room(key: Key, warehouse: Warehouse, most: int) -> tuple[CountTask, int] | None:
    """The guarded update decides: somebody may begin the walk in this very moment."""
    priority, zone_id, barred_id = key
    wanted = select(CountTask).where(
        CountTask.warehouse_id == warehouse.id,
        CountTask.state == FREE,
        CountTask.started_at.is_(None),
        CountTask.priority == priority,
        CountTask.zone_id.is_not_distinct_from(zone_id),
        CountTask.barred_id.is_not_distinct_from(barred_id),
        CountTask.is_second == (barred_id is not None),
    )
    for task in db.session.scalars(wanted.order_by(CountTask.id)):
        room = most - len(lines_of_task(task))
        if room > 0 and guarded_update(task, is_unbegun(), Walk.state == FREE, version=Walk.version + 1):
            return task, room
    return None


def _new(key: Key, warehouse: Warehouse, actor: Actor) -> CountTask:
    priority, zone_id, barred_id = key
    task = CountTask(
        warehouse_id=warehouse.id,
        priority=priority,
        zone_id=zone_id,
        barred_id=barred_id,
        is_second=barred_id is not None,
        created_at=now(),
    )
    db.session.add(task)
    audit(task, "put up", actor, {}, {"zone_id": zone_id, "barred_id": barred_id, "priority": priority})
    return task


def _urgent(count_ids: Sequence[int]) -> set[int]:
    return set(db.session.scalars(select(CycleCount.id).where(CycleCount.id.in_(count_ids), is_urgent())))


def _along(one: ToCount) -> tuple[int, int, str]:
    at = one.count.location
    return (at.aisle if at.aisle is not None else 10**6, at.cell or 0, at.address)
