"""Rank a wave: its tasks are begun before all others, after all others, or as their orders say."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.db import db, guarded_update
from app.events import record
from app.operations import Actor, audit, change
from app.picking.commands.rank_task import BY_ORDERS, FIRST, RANKS, UnknownRank, priority_of
from app.picking.models import PickTask
from app.walks.commands.set_priority import after_all, before_all, set_priority, unrank
from app.walks.models import OPEN_STATES as OPEN_WALK
from app.waves.errors import WaveNotOut
from app.waves.events import WaveChanged
from app.waves.models import OPEN_STATES, Wave


def rank_wave(wave: Wave, rank: str, actor: Actor) -> dict[str, Any]:
    """The next who asks for work finds its tasks there, those too that its release has still to put up.

    Raises UnknownRank or WaveNotOut.
    """
    if wave.state not in OPEN_STATES:
        raise WaveNotOut(number=wave.number)
    tasks = _tasks(wave)
    before = _priorities(wave, tasks)
    priority = _priority(wave, rank)
    change(wave, "ranked", actor, priority=priority)
    for task in tasks:
        set_priority(task, priority_of(task, BY_ORDERS) if priority is None else priority, actor)
    record(WaveChanged(wave.id, wave.warehouse_id))
    return {"wave_id": wave.id, "before": before, "after": _priorities(wave, tasks)}


def unrank_wave(wave: Wave, before: Mapping[str, Any], after: Mapping[str, Any], actor: Actor) -> None:
    """Undo `rank_wave`: wave and tasks have the priorities that they had.

    Raises WalkMoved, WalkFree or WalkClosed where somebody ranked one of its tasks since.
    """
    for task in _tasks(wave):
        if str(task.id) in before["tasks"]:
            unrank(task, before["tasks"][str(task.id)], after["tasks"][str(task.id)], actor)
    still = Wave.priority.is_not_distinct_from(after["wave"])
    if guarded_update(wave, still, priority=before["wave"]):
        audit(wave, "ranked", actor, {"priority": after["wave"]}, {"priority": before["wave"]})
    record(WaveChanged(wave.id, wave.warehouse_id))


def _priorities(wave: Wave, tasks: Sequence[PickTask]) -> dict[str, Any]:
    return {"wave": wave.priority, "tasks": {str(task.id): task.priority for task in tasks}}


def _priority(wave: Wave, rank: str) -> int | None:
    if rank not in RANKS:
        raise UnknownRank
    if rank == BY_ORDERS:
        return None
    return before_all(wave.warehouse_id) if rank == FIRST else after_all(wave.warehouse_id)


def _tasks(wave: Wave) -> Sequence[PickTask]:
    wanted = select(PickTask).where(PickTask.wave_id == wave.id, PickTask.state.in_(OPEN_WALK))
    return db.session.scalars(wanted.order_by(PickTask.id)).all()
