"""Pause a wave, and let it go on."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from app.clock import now
from app.db import db, guarded_update
from app.events import record
from app.operations import Actor, audit
from app.picking.events import TaskSplit
from app.picking.models import PickTask
from app.walks.commands.keep_back import keep_all_back, keep_as_before, let_all_go
from app.walks.models import BY_LEAD, WITH_WAVE, Walk
from app.walks.models import OPEN_STATES as OPEN_WALK
from app.waves.errors import WaveNotOut
from app.waves.events import WaveChanged
from app.waves.models import RELEASED, RELEASING, Wave


def pause_wave(wave: Wave, actor: Actor) -> dict[str, int]:
    """Nobody begins a task of the wave; walks that are under way go on to their end. Raises WaveNotOut."""
    out = Wave.state.in_((RELEASING, RELEASED))
    if guarded_update(wave, out, Wave.paused_at.is_(None), paused_at=now()):
        audit(wave, "paused", actor, {}, {"paused_at": str(wave.paused_at)})
        keep_all_back(_tasks(wave), WITH_WAVE, actor)
        record(WaveChanged(wave.id, wave.warehouse_id))
    elif wave.state not in (RELEASING, RELEASED):
        raise WaveNotOut(number=wave.number)
    return {"wave_id": wave.id}


def resume_wave(wave: Wave, actor: Actor) -> dict[str, int]:
    """Its tasks are given out again, but for those that the lead keeps back by themselves."""
    paused_at = wave.paused_at
    if guarded_update(wave, Wave.paused_at.is_not(None), paused_at=None):
        audit(wave, "went on", actor, {"paused_at": str(paused_at)}, {})
        let_all_go(_tasks(wave), WITH_WAVE, actor)
        record(WaveChanged(wave.id, wave.warehouse_id))
    return {"wave_id": wave.id}


def keep_task_as_before(task: PickTask, before: str, version: int, moved_at: datetime, actor: Actor) -> None:
    """Undo what the lead said of one task at `moved_at`; what was said of its wave since holds for the task, too.

    Raises WalkMoved, WalkFree or WalkClosed.
    """
    wave = db.session.get_one(Wave, task.wave_id, with_for_update=True, populate_existing=True)
    db.session.get_one(PickTask, task.id, with_for_update={"of": Walk}, populate_existing=True)
    if before != BY_LEAD and wave.paused_at is None:
        before = ""
    elif before != BY_LEAD and wave.paused_at and wave.paused_at > moved_at:
        before = WITH_WAVE
    keep_as_before(task, before, version, actor)


def on_task_split(event: TaskSplit) -> None:
    """Handler: nobody begins what leaves a walk of a paused wave, unless it is given to somebody by name."""
    wave = db.session.get_one(Wave, event.wave_id, with_for_update=True, populate_existing=True)
    if wave.paused_at:
        actor = Actor(source="wave", warehouse_id=event.warehouse_id)
        keep_all_back([db.session.get_one(PickTask, event.new_task_id)], WITH_WAVE, actor)


def _tasks(wave: Wave) -> Sequence[PickTask]:
    wanted = select(PickTask).where(PickTask.wave_id == wave.id, PickTask.state.in_(OPEN_WALK))
    return db.session.scalars(wanted.order_by(PickTask.id)).all()
