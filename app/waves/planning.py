"""The planning of a release: in a process of its own, its progress kept on the wave, where the lead sees it.

The database carries the lead's wish to take what there is, too: whichever web process got it, the one that plans reads
it.
"""

from contextlib import suppress
from dataclasses import dataclass
from time import monotonic

from sqlalchemy import func, select

from app.db import db, guarded_update, transaction
from app.errors import Busy
from app.events import record
from app.jobs import compute
from app.picking.models import PickTask
from app.planning.carts import CartPlan, Progress, Wanted, plan_carts
from app.waves.events import WavePlanTold
from app.waves.models import RELEASING, Wave

SECONDS_PER_ORDER = 0.04
"""A small wave needs less time than a large one: beyond this the search finds hardly anything more."""
ALMOST = 0.99
"""The share that is shown until the plan is there."""


@dataclass(frozen=True)
class _Listener:
    """Keeps on the wave how far its planning is, by work or by time, and asks it whether that is enough."""

    wave_id: int
    on_tasks: float
    seconds: float
    began: float

    def hear(self, progress: Progress) -> None:
        share = max(progress.share, min(1.0, (monotonic() - self.began) / self.seconds))
        with suppress(Busy):  # the next one comes soon
            self.keep(planned_share=min(share, ALMOST), planned_metres=self.on_tasks + progress.metres)

    def keep(self, **values: float) -> None:
        with transaction():
            wave = db.session.get_one(Wave, self.wave_id)
            if guarded_update(wave, Wave.state == RELEASING, **values):
                record(WavePlanTold(wave.id, wave.warehouse_id))

    def is_enough(self) -> bool:
        db.session.rollback()
        said = db.session.scalar(select(Wave.enough_at).where(Wave.id == self.wave_id))
        db.session.rollback()  # no connection is held while nothing is asked
        return said is not None


def planned(wave_id: int, wanted: Wanted, most_seconds: float) -> CartPlan:
    """The carts for what is wanted. Not inside a transaction; raises ComputingBroke.

    What first come, first served would walk is kept once, for all of the wave: a release that goes on where it was cut
    off compares what is on tasks and what it plans now with that.
    """
    seconds = min(most_seconds, SECONDS_PER_ORDER * len(wanted.orders))
    listener = _Listener(wave_id, _metres_on_tasks(wave_id), max(seconds, SECONDS_PER_ORDER), monotonic())
    listener.keep(planned_share=0.0)
    plan: CartPlan = compute(plan_carts, wanted, seconds, listener.is_enough, listener.hear)
    kept = {"planned_share": 1.0, "planned_metres": listener.on_tasks + plan.metres}
    if not _is_begun(wave_id):
        kept["first_come_metres"] = plan.first_come_metres
    db.session.rollback()
    listener.keep(**kept)
    return plan


def _metres_on_tasks(wave_id: int) -> float:
    metres = db.session.scalar(select(func.sum(PickTask.metres)).where(PickTask.wave_id == wave_id))
    db.session.rollback()
    return metres or 0.0


def _is_begun(wave_id: int) -> bool:
    """Whether an order of the wave is on a task already."""
    return db.session.scalar(select(PickTask.id).where(PickTask.wave_id == wave_id).limit(1)) is not None
