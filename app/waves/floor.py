"""A wave from near: its tasks, its orders, and what keeps them back."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased, joinedload

from app.db import db
from app.orders.models import Order
from app.picking.models import CartPlace, PickTask, ToteUse
from app.walks.models import ACTIVE, ASSIGNED, FREE, SKIPPED, TODO, Stop, Walk
from app.warehouse.models import Location
from app.waves.models import Wave, WaveOrder
from app.workers.models import Worker
from app.workers.queries import pickers_in

OPEN_STOP = (TODO, SKIPPED)


@dataclass(frozen=True)
class TaskView:
    """A pick task as a row: `next_bin` is where its picker goes, `lane` where its totes stand."""

    task: PickTask
    stops: int
    stops_left: int
    next_bin: str
    totes: tuple[str, ...]
    lane: str

    @property
    def stops_done(self) -> int:
        return self.stops - self.stops_left


def task_views(wave: Wave) -> list[TaskView]:
    """The wave's tasks: those under way first, then what waits, then what is over."""
    wanted = select(PickTask).where(PickTask.wave_id == wave.id).options(joinedload(PickTask.holder))
    tasks = sorted(db.session.scalars(wanted).all(), key=_order)
    stops, bins, totes = _stops(wave), _next_bins(wave), _totes(wave)
    views = []
    for task in tasks:
        total, left = stops.get(task.id, (0, 0))
        held = totes[task.id]
        lane = next((lane for _, lane in held if lane), "")
        views.append(TaskView(task, total, left, bins.get(task.id, ""), tuple(tote for tote, _ in held), lane))
    return views


def orders_of_wave(wave: Wave) -> Sequence[Order]:
    """All orders of the wave, by number."""
    wanted = select(Order).join(WaveOrder).where(WaveOrder.wave_id == wave.id).order_by(Order.number)
    return db.session.scalars(wanted.options(joinedload(Order.channel))).all()


def pickers_with_work(warehouse_id: int) -> list[tuple[Worker, int]]:
    """Who may be given a task, and how many walks each has that are not over."""
    wanted = select(Walk.holder_id, func.count()).where(
        Walk.warehouse_id == warehouse_id, Walk.state.in_((ASSIGNED, ACTIVE))
    )
    walks = dict(db.session.execute(wanted.group_by(Walk.holder_id)).all())
    return [(worker, walks.get(worker.id, 0)) for worker in pickers_in(warehouse_id)]


def _order(task: PickTask) -> tuple[int, int]:
    rank = {ACTIVE: 0, ASSIGNED: 1, FREE: 2}
    return rank.get(task.state, 3), task.id


def _stops(wave: Wave) -> dict[int, tuple[int, int]]:
    """Stops and those still to do, by task; lines that are picked together are one stop."""
    left = func.count(case((Stop.state.in_(OPEN_STOP), Stop.position)).distinct())
    wanted = (
        select(Stop.walk_id, func.count(Stop.position.distinct()), left)
        .join(PickTask, PickTask.id == Stop.walk_id)
        .where(PickTask.wave_id == wave.id)
        .group_by(Stop.walk_id)
    )
    return {walk_id: (total, left) for walk_id, total, left in db.session.execute(wanted)}


def _next_bins(wave: Wave) -> dict[int, str]:
    """The first bin still to visit, by task under way."""
    wanted = (
        select(Stop.walk_id, Location.address)
        .select_from(Stop)
        .join(Location, Location.id == Stop.location_id)
        .join(PickTask, PickTask.id == Stop.walk_id)
        .where(PickTask.wave_id == wave.id, PickTask.state == ACTIVE, Stop.state.in_(OPEN_STOP))
        .order_by(Stop.walk_id, Stop.position.desc())
    )
    return dict(db.session.execute(wanted).all())  # the last of equal keys stays: the first on the path


def _totes(wave: Wave) -> dict[int, list[tuple[str, str]]]:
    """Totes in use and the lane that each stands in, by task."""
    lane = aliased(Location)
    wanted = (
        select(CartPlace.task_id, Location.address, lane.address)
        .select_from(ToteUse)
        .join(CartPlace, CartPlace.id == ToteUse.place_id)
        .join(PickTask, PickTask.id == CartPlace.task_id)
        .join(Location, Location.id == ToteUse.tote_id)
        .outerjoin(lane, lane.id == ToteUse.staged_at_id)
        .where(PickTask.wave_id == wave.id, ToteUse.released_at.is_(None))
        .order_by(CartPlace.position, ToteUse.id)
    )
    found: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for task_id, tote, stands_in in db.session.execute(wanted):
        found[task_id].append((tote, stands_in or ""))
    return found
