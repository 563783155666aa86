"""The numbers of several waves at once: one query for each, whatever the count of waves."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, case, func, select

from app.db import db
from app.orders.models import Order, OrderHold, OrderLine
from app.picking.models import PickTask
from app.walks.models import ACTIVE, FINISHED, FREE, SHORT, Stop
from app.walks.models import CANCELLED as STOP_CANCELLED
from app.waves.models import WaveOrder
from app.workers.models import Worker

WAITING = "waiting"
"""Tasks that nobody can have before another zone's task is done, beside the states of walks."""


@dataclass(frozen=True)
class Orders:
    """Orders of a wave, how many of them are on tasks, and when the first leaves."""

    count: int = 0
    tasked: int = 0
    first_due: datetime | None = None


@dataclass(frozen=True)
class Lines:
    """Lines on tasks: picked, closed as short, still to do."""

    done: int
    short: int
    left: int

    @property
    def total(self) -> int:
        return self.done + self.short + self.left


def orders(waves: Collection[int]) -> dict[int, Orders]:
    wanted = (
        select(WaveOrder.wave_id, func.count(), func.count(WaveOrder.tasked_at), func.min(Order.ship_by))
        .join(Order)
        .where(WaveOrder.wave_id.in_(waves))
        .group_by(WaveOrder.wave_id)
    )
    found = {wave_id: Orders(count, tasked, due) for wave_id, count, tasked, due in db.session.execute(wanted)}
    return {wave_id: found.get(wave_id, Orders()) for wave_id in waves}


def lines(waves: Collection[int]) -> dict[int, Lines]:
    wanted = (
        select(PickTask.wave_id, Stop.state, func.count())
        .select_from(Stop)
        .join(PickTask, PickTask.id == Stop.walk_id)
        .where(PickTask.wave_id.in_(waves), Stop.state != STOP_CANCELLED)
        .group_by(PickTask.wave_id, Stop.state)
    )
    states: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for wave_id, state, count in db.session.execute(wanted):
        states[wave_id][state] = count
    return {wave_id: _lines(states[wave_id]) for wave_id in waves}


def tasks(waves: Collection[int]) -> dict[int, Counter[str]]:
    """Tasks by state; of the free ones those that wait for another zone's by themselves."""
    waits = (PickTask.state == FREE) & PickTask.waits_for_id.is_not(None)
    state = case((waits, WAITING), else_=PickTask.state).label("so")
    wanted = select(PickTask.wave_id, state, func.count()).group_by(PickTask.wave_id, "so")
    states: dict[int, Counter[str]] = {wave_id: Counter() for wave_id in waves}
    for wave_id, state, count in db.session.execute(wanted.where(PickTask.wave_id.in_(waves))):
        states[wave_id][state] = count
    return states


def pickers(waves: Collection[int]) -> dict[int, list[str]]:
    """Names of those who walk now."""
    wanted = (
        select(PickTask.wave_id, Worker.name)
        .join(Worker, Worker.id == PickTask.holder_id)
        .where(PickTask.wave_id.in_(waves), PickTask.state == ACTIVE)
        .distinct()
        .order_by(Worker.name)
    )
    names: dict[int, list[str]] = {wave_id: [] for wave_id in waves}
    for wave_id, name in db.session.execute(wanted):
        names[wave_id].append(name)
    return names


def wanted(waves: Collection[int]) -> dict[int, int]:
    """Order lines that are to be allocated yet: the work of a wave that is not released."""
    done = OrderLine.allocated + OrderLine.short + OrderLine.cancelled + OrderLine.substituted
    return _of_orders(waves, select(WaveOrder.wave_id, func.count()).where(OrderLine.quantity > done))


def shorts(waves: Collection[int]) -> dict[int, int]:
    """Order lines of which units were found nowhere."""
    return _of_orders(waves, select(WaveOrder.wave_id, func.count()).where(OrderLine.short > 0))


def held(waves: Collection[int]) -> dict[int, int]:
    """Orders that a hold keeps back."""
    wanted = (
        select(WaveOrder.wave_id, func.count(WaveOrder.order_id.distinct()))
        .join(OrderHold, OrderHold.order_id == WaveOrder.order_id)
        .where(WaveOrder.wave_id.in_(waves), OrderHold.released_at.is_(None))
        .group_by(WaveOrder.wave_id)
    )
    return _counts(waves, wanted)


def _lines(states: Counter[str]) -> Lines:
    done, short = states[FINISHED], states[SHORT]
    return Lines(done, short, states.total() - done - short)


def _of_orders(waves: Collection[int], wanted: Select[int, int]) -> dict[int, int]:
    joined = wanted.select_from(WaveOrder).join(OrderLine, OrderLine.order_id == WaveOrder.order_id)
    return _counts(waves, joined.where(WaveOrder.wave_id.in_(waves)).group_by(WaveOrder.wave_id))


def _counts(waves: Collection[int], wanted: Select[int, int]) -> dict[int, int]:
    found = dict(db.session.execute(wanted).all())
    return {wave_id: found.get(wave_id, 0) for wave_id in waves}
