"""The work of a release, after the lead asked for it: planned without a lock, written in short transactions.

What is done stands in the book: an order without a task is still to do. So a release that was killed goes on by running
it again, and two that run at once do the same work once.
"""

import gc
import logging
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from sqlalchemy import func, select

from app.clock import now
from app.db import db, guarded_update, transaction
from app.errors import Busy
from app.events import record
from app.operations import Actor, audit, program
from app.planning.carts import PlannedCart
from app.waves.commands import finish_wave
from app.waves.events import WaveReleased
from app.waves.late import join_late
from app.waves.models import RELEASED, RELEASING, Wave, WaveOrder
from app.waves.planning import planned
from app.waves.settling import settle, still_releasing, waiting
from app.waves.snapshot import Ground, Offer, ground_of, on_offer, waiting_orders, wanted_of
from app.waves.tasks import put_up

ROUNDS = 5
"""How often a release plans anew for orders that changed while it wrote; what is left then waits to be asked again."""
ATTEMPTS = 5

T = TypeVar("T")

log = logging.getLogger(__name__)


def work_off(wave_id: int) -> None:
    """Put every order of a releasing wave on a task, or name what is missing of it; then the wave is released.

    Not inside a transaction: it opens its own. Raises Busy where the database stays busy; nothing is lost by it.
    """
    db.session.rollback()  # what was read before may be old
    wave = db.session.get_one(Wave, wave_id)
    actor = program("release", wave.warehouse_id)
    if wave.state != RELEASING:
        return
    is_out, ground = wave.released_at is not None, ground_of(wave)
    made: list[int] = []
    for _ in range(ROUNDS):
        put_up_now = _round(ground, actor)
        if put_up_now is None:
            break
        made += put_up_now
    for task_id in made if is_out else ():
        _patiently(partial(join_late, task_id, actor))
    _patiently(lambda: _close(wave_id, actor))


def releasing_waves() -> list[int]:
    """Waves whose release was asked for and is not finished."""
    return list(db.session.scalars(select(Wave.id).where(Wave.state == RELEASING).order_by(Wave.id)))


def _round(ground: Ground, actor: Actor) -> list[int] | None:
    """Plan and write once; the tasks that it put up, or None where there was nothing to do."""
    db.session.rollback()
    orders = waiting_orders(ground)
    offer = on_offer(ground, {line.item_id for order in orders.demands for line in order.lines})
    wanted = wanted_of(ground, orders.demands, offer)
    db.session.rollback()  # planning takes its time, and holds no connection meanwhile
    carts = planned(ground.wave_id, wanted, ground.settings.planning_seconds).carts if orders.demands else ()
    gc.collect()  # what planning left is cleared away here, not in the midst of a transaction that others wait for
    made: list[int] = []
    for cart in carts:
        made += _put_up(cart, ground, offer, actor)
    on_carts = {take.order_id for cart in carts for take in cart.takes}
    without = [*orders.gone, *(order.id for order in orders.demands if order.id not in on_carts)]
    for order_id in without:
        _let_go(order_id, ground.wave_id, actor)
    return made if carts or without else None


def _put_up(cart: PlannedCart, ground: Ground, offer: Offer, actor: Actor) -> list[int]:
    return _patiently(lambda: put_up(cart, ground, offer, actor))


def _let_go(order_id: int, wave_id: int, actor: Actor) -> None:
    """Nothing can be allocated for the order, or it may not go on: it is settled without a task."""

    def command() -> None:
        if still_releasing(wave_id):
            for member in waiting(wave_id, [order_id]).values():
                settle(member, actor)

    _patiently(command)


def _close(wave_id: int, actor: Actor) -> None:
    left = select(func.count()).where(WaveOrder.wave_id == wave_id, WaveOrder.tasked_at.is_(None))
    if not still_releasing(wave_id):
        return
    if db.session.scalar(left):
        log.warning("wave %s is not wholly released: its orders keep changing", wave_id)
        return
    wave = db.session.get_one(Wave, wave_id)
    guarded_update(wave, Wave.state == RELEASING, state=RELEASED, released_at=wave.released_at or now())
    audit(wave, "released", actor, {"state": RELEASING}, {"state": RELEASED})
    record(WaveReleased(wave.id, wave.warehouse_id))
    finish_wave(wave_id, actor)


def _patiently(command: Callable[[], T]) -> T:
    """Run a command in a transaction of its own, again while the database is busy."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction():
                return command()
        except Busy:
            if attempt == ATTEMPTS:
                raise
    raise AssertionError("unreachable")
