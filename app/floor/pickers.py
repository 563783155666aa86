"""Who is on the floor: on which walk and where, how quick, on which device, and what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.clock import now
from app.db import db
from app.floor.presence import Presence, presences
from app.picking.models import PickTask
from app.putting_back.models import PutBackTask
from app.putting_back.queries import under_way
from app.walks.models import ACTIVE, ASSIGNED, Stop
from app.walks.models import CANCELLED as STOP_CANCELLED
from app.waves.left import OpenWalk
from app.waves.risk import Floor
from app.workers.models import Session, Worker, WorkerRole

STILL = timedelta(minutes=10)
"""Without a scan for so long on a walk, since it was taken up: somebody should look."""
LOW = 15
"""Percent of a battery that will not last."""
MANY = 5
"""Operations that wait on a device that is online: fewer may be just on their way."""


@dataclass(frozen=True)
class PickerView:
    """A picker as a row; `stop` of `stops` of the walk, `later`: walks that wait for them."""

    worker_id: int
    name: str
    task_id: int | None
    wave_id: int | None
    wave_number: int | None
    stop: int
    stops: int
    next_bin: str
    last_bin: str
    last_at: datetime | None
    pace: int | None
    rests_since: datetime | None
    later: int
    still: bool
    presence: Presence | None
    puts_back: str = ""
    """The number of the order whose goods they bring back to the bins."""

    @property
    def low(self) -> bool:
        """Whether the battery will not last."""
        presence = self.presence
        return bool(presence and presence.battery is not None and presence.battery <= LOW and not presence.charging)

    @property
    def away(self) -> bool:
        """Whether they are on a walk and cannot be heard."""
        return self.task_id is not None and not (self.presence and self.presence.online)

    @property
    def trouble(self) -> bool:
        """Whether the lead should look."""
        waits = bool(self.presence and (self.presence.waiting or 0) >= MANY)
        return self.away or self.still or waits or (self.low and self.task_id is not None)


def pickers_on_floor(warehouse_id: int, floor: Floor) -> list[PickerView]:
    """Who is signed in to pick or has a walk: those in trouble first, then by name."""
    at, there = now(), presences(warehouse_id)
    names = _names(warehouse_id)
    walks, later = _walks(floor.walks), _later(floor.walks)
    tasks = _tasks(list(walks))
    views = [
        _view(worker_id, name, walks.get(worker_id), tasks, later.get(worker_id, 0), there.get(worker_id), floor, at)
        for worker_id, name in names.items()
    ]
    back = under_way(warehouse_id)
    views = [_putting_back(view, back.get(view.worker_id)) for view in views]
    return sorted(views, key=lambda view: (not view.trouble, view.task_id is None, view.name, view.worker_id))


@dataclass(frozen=True)
class _Task:
    wave_number: int
    paused_at: datetime | None
    stops: int


def _names(warehouse_id: int) -> Mapping[int, str]:
    """Pickers with a live shift here, and whoever holds a walk."""
    live = (
        select(Session.worker_id)
        .join(WorkerRole, WorkerRole.worker_id == Session.worker_id)
        .where(Session.warehouse_id == warehouse_id, Session.ended_at.is_(None), Session.expires_at > now())
        .where(WorkerRole.warehouse_id == warehouse_id, WorkerRole.role == "picker")
    )
    holders = select(PickTask.holder_id).where(
        PickTask.warehouse_id == warehouse_id, PickTask.state.in_((ASSIGNED, ACTIVE)), PickTask.holder_id.is_not(None)
    )
    wanted = select(Worker.id, Worker.name).where(Worker.id.in_(live) | Worker.id.in_(holders))
    return dict(db.session.execute(wanted).all())


def _walks(walks: Sequence[OpenWalk]) -> dict[int, OpenWalk]:
    """The walk that each is on."""
    return {walk.holder_id: walk for walk in reversed(walks) if walk.holder_id and walk.state == ACTIVE}


def _later(walks: Sequence[OpenWalk]) -> dict[int, int]:
    found: dict[int, int] = {}
    for walk in walks:
        if walk.holder_id and walk.state == ASSIGNED:
            found[walk.holder_id] = found.get(walk.holder_id, 0) + 1
    return found


def _tasks(workers: Sequence[int]) -> Mapping[int, _Task]:
    """Of the walks under way: the wave's number, since when it rests, how many stops it has."""
    stops = func.count(Stop.position.distinct())
    wanted = (
        select(PickTask.id, PickTask.wave_number, PickTask.paused_at, stops)
        .join(Stop, Stop.walk_id == PickTask.id)
        .where(PickTask.holder_id.in_(workers), PickTask.state == ACTIVE, Stop.state != STOP_CANCELLED)
        .group_by(PickTask.id, PickTask.wave_number, PickTask.paused_at)
    )
    rows = db.session.execute(wanted)
    return {task_id: _Task(wave, paused_at, count) for task_id, wave, paused_at, count in rows}


def _putting_back(view: PickerView, task: PutBackTask | None) -> PickerView:
    return replace(view, puts_back=task.order.number, wave_id=task.wave_id) if task else view


def _view(
    worker_id: int,
    name: str,
    walk: OpenWalk | None,
    tasks: Mapping[int, _Task],
    later: int,
    presence: Presence | None,
    floor: Floor,
    at: datetime,
) -> PickerView:
    here = floor.speeds.here(worker_id)
    task = tasks.get(walk.id) if walk else None
    pace = floor.speeds.pace(worker_id, at)
    times = (here.at if here else None, walk.taken_up_at if walk else None)
    begun = max((one for one in times if one), default=None)
    left = len({stop.position for stop in walk.stops}) if walk else 0
    return PickerView(
        worker_id=worker_id,
        name=name,
        task_id=walk.id if walk else None,
        wave_id=walk.wave_id if walk else None,
        wave_number=task.wave_number if task else None,
        stop=task.stops - left if task else 0,
        stops=task.stops if task else 0,
        next_bin=walk.stops[0].address if walk and walk.stops else "",
        last_bin=here.address if here else "",
        last_at=here.at if here else None,
        pace=round(pace) if pace else None,
        rests_since=task.paused_at if task else None,
        later=later,
        still=bool(task and not task.paused_at and begun and at - begun >= STILL),
        presence=presence,
    )
