"""A wave is done, and orders leave it: both by what happens to its tasks."""

from sqlalchemy import func, select

from app.clock import now
from app.db import db, guarded_update
from app.events import record
from app.operations import Actor, audit
from app.picking.events import OrderPutBack, TaskCancelled, TaskStaged
from app.picking.models import PickTask
from app.replenishing.queries import is_waited_for
from app.walks.models import CANCELLED as WALK_CANCELLED
from app.walks.models import DONE as WALK_DONE
from app.waves.events import OrderLeftWave, WaveDone
from app.waves.models import DONE, OPEN_STATES, RELEASED, Wave, WaveOrder


def finish_wave(wave_id: int, actor: Actor) -> None:
    """A released wave is done when all its tasks are over, and none of its lines waits for a refill.

    Its row is held while the tasks are counted: of two last tasks that end at once, the second sees the first.
    """
    wave = db.session.get_one(Wave, wave_id, with_for_update=True, populate_existing=True)
    of_wave = select(func.count()).select_from(PickTask).where(PickTask.wave_id == wave_id)
    left = db.session.scalar(of_wave.where(PickTask.state.not_in((WALK_DONE, WALK_CANCELLED))))
    if left or is_waited_for(wave_id) or not guarded_update(wave, Wave.state == RELEASED, state=DONE, done_at=now()):
        return
    audit(wave, "done", actor, {"state": RELEASED}, {"state": DONE})
    record(WaveDone(wave.id, wave.warehouse_id))


def on_task_over(event: TaskStaged | TaskCancelled) -> None:
    """Handler: the last task that is staged or cancelled ends its wave."""
    finish_wave(event.wave_id, Actor(source="wave", warehouse_id=event.warehouse_id))


def on_order_put_back(event: OrderPutBack) -> None:
    """Handler: a stopped order is in no wave any more; another one may take it when nothing holds it."""
    wanted = select(WaveOrder).join(Wave).where(WaveOrder.order_id == event.order_id, Wave.state.in_(OPEN_STATES))
    for member in db.session.scalars(wanted):
        actor = Actor(source="wave", warehouse_id=event.warehouse_id)
        audit(member.order, "left wave", actor, {"wave_id": member.wave_id}, {})
        db.session.delete(member)
        record(OrderLeftWave(member.wave_id, event.warehouse_id, event.order_id))
