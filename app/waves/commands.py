"""Plan, release and cancel waves. What a release sets going is in release.py."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import Select, func, insert, literal, select

from app.db import db, guarded_update, now
from app.errors import DomainError
from app.events import record
from app.inventory.models import Lot, Stock
from app.inventory.queries import may_be_allocated
from app.operations import Actor, audit
from app.orders.models import DELIVERY_MODES, Order, OrderLine
from app.orders.queries import ready
from app.picking.events import OrderPutBack, TaskCancelled, TaskStaged
from app.picking.models import BULK, CART, SINGLE, PickTask
from app.walks.models import CANCELLED as WALK_CANCELLED
from app.walks.models import DONE as WALK_DONE
from app.warehouse.calendar import calendar_of
from app.warehouse.models import Location, Warehouse, Zone
from app.warehouse.settings import settings_of
from app.waves.events import OrderLeftWave, WaveCancelled, WaveDone, WavePlanned, WaveReleasing
from app.waves.models import CANCELLED, DONE, PLANNED, RELEASED, RELEASING, Wave, WaveOrder

MODES = (CART, SINGLE, BULK)
OPEN_STATES = (PLANNED, RELEASING, RELEASED)
LARGEST = 500
"""Orders in a wave: more make no better walks, and a release that takes minutes."""


class NothingToWave(DomainError):
    code = "nothing_to_wave"
    message = lazy_gettext("No ready order fits this choice. Choose a later cut-off or ask for less.")


class ChoiceUnclear(DomainError):
    code = "choice_unclear"
    status = 422
    message = lazy_gettext("%(value)s is not known here. Choose one of: %(known)s.")


class OrdersNotMixed(DomainError):
    code = "orders_not_mixed"
    message = lazy_gettext("This warehouse mixes no orders in a tote. Plan the wave with carts.")


class WaveOver(DomainError):
    code = "wave_over"
    message = lazy_gettext("Wave %(number)s is out already. Look at its tasks.")


@dataclass(frozen=True)
class Choice:
    """Which ready orders a wave takes: all that are left empty do not narrow it.

    `cut_off_at`: to be shipped by then; `zone`: a code, orders that its bins can fill; `priority`: at least that;
    `limit`: so many at most, the most urgent ones. With `units_to` the program chooses among those that fit the orders
    with the most units per aisle, of `units_from` to `units_to` units in all, and `limit` does not count.
    """

    mode: str = CART
    cut_off_at: datetime | None = None
    carrier: str = ""
    delivery_mode: str = ""
    zone: str = ""
    priority: int | None = None
    single_line: bool = False
    limit: int = 60
    units_from: int = 0
    units_to: int = 0

    def as_json(self) -> dict[str, Any]:
        kept = {name: value for name, value in vars(self).items() if value}
        return {**kept, "cut_off_at": self.cut_off_at.isoformat()} if self.cut_off_at else kept


def plan_wave(warehouse: Warehouse, choice: Choice, actor: Actor, among: Sequence[int] | None = None) -> Wave:
    """Gather ready orders into a new wave with the warehouse's next number.

    Raises NothingToWave, ChoiceUnclear, or OrdersNotMixed for bulk where orders may not share a tote.

    `among`: only those that the program chose, as far as they are still ready (choosing.py). The
    warehouse's row is held meanwhile: no order gets into two waves, no number is given twice.
    """
    _check("mode", choice.mode, MODES)
    if choice.mode == BULK and settings_of(warehouse).orders_per_tote < 2:
        raise OrdersNotMixed
    _check("delivery_mode", choice.delivery_mode or DELIVERY_MODES[0], DELIVERY_MODES)
    db.session.get_one(Warehouse, warehouse.id, with_for_update=True)
    last = db.session.scalar(select(func.max(Wave.number)).where(Wave.warehouse_id == warehouse.id))
    wave = Wave(
        warehouse_id=warehouse.id,
        number=(last or 0) + 1,
        mode=choice.mode,
        choice=choice.as_json(),
        cut_off_at=choice.cut_off_at,
        created_at=now(),
    )
    db.session.add(wave)
    db.session.flush()
    fitting = chosen_orders(warehouse, choice)
    if among is not None:
        fitting = fitting.where(Order.id.in_(among)).limit(LARGEST)
    chosen = fitting.with_only_columns(literal(wave.id), Order.id)
    db.session.execute(insert(WaveOrder).from_select(["wave_id", "order_id"], chosen))
    count = db.session.scalar(select(func.count()).where(WaveOrder.wave_id == wave.id))
    if not count:
        raise NothingToWave
    audit(wave, "planned", actor, {}, {"number": wave.number, "orders": count, "choice": wave.choice})
    record(WavePlanned(wave.id, wave.warehouse_id))
    return wave


def chosen_orders(warehouse: Warehouse, choice: Choice) -> Select[Order]:
    """Ready orders in no open wave that fit the choice, the most urgent first."""
    waved = select(WaveOrder.id).join(Wave).where(WaveOrder.order_id == Order.id, Wave.state.in_(OPEN_STATES))
    wanted = ready(warehouse.id).where(~waved.exists())
    if choice.cut_off_at:
        wanted = wanted.where(Order.ship_by <= choice.cut_off_at)
    if choice.carrier:
        wanted = wanted.where(Order.carrier == choice.carrier)
    if choice.delivery_mode:
        wanted = wanted.where(Order.delivery_mode == choice.delivery_mode)
    if choice.priority is not None:
        wanted = wanted.where(Order.priority >= choice.priority)
    if choice.single_line:
        lines = select(func.count()).select_from(OrderLine).where(OrderLine.order_id == Order.id)
        wanted = wanted.where(lines.where(OrderLine.quantity > 0).scalar_subquery() == 1)
    if choice.zone:
        today = calendar_of(warehouse).today(now())
        wanted = wanted.where(~_outside_zone(_zone_id(warehouse, choice.zone), today).exists())
    return wanted.limit(max(1, min(choice.limit, LARGEST)))


def release_wave(wave: Wave, actor: Actor) -> None:
    """Send the wave to the floor; the work itself follows the commit. Asked again, it goes on. Raises WaveOver."""
    if guarded_update(wave, Wave.state == PLANNED, state=RELEASING):
        audit(wave, "releasing", actor, {"state": PLANNED}, {"state": RELEASING})
    elif wave.state != RELEASING:
        raise WaveOver(number=wave.number)
    record(WaveReleasing(wave.id, wave.warehouse_id))


def end_planning(wave: Wave, actor: Actor) -> None:
    """Take the best plan that there is: its tasks are put up without looking further. Raises WaveOver."""
    if guarded_update(wave, Wave.state == RELEASING, Wave.enough_at.is_(None), enough_at=now()):
        audit(wave, "planning ended", actor, {}, {"share": wave.planned_share})
    elif wave.state != RELEASING:
        raise WaveOver(number=wave.number)


def cancel_wave(wave: Wave, actor: Actor) -> None:
    """Let the orders of a wave that is not released go, for other waves to take. Raises WaveOver."""
    if not guarded_update(wave, Wave.state == PLANNED, state=CANCELLED):
        raise WaveOver(number=wave.number)
    audit(wave, "cancelled", actor, {"state": PLANNED}, {"state": CANCELLED})
    record(WaveCancelled(wave.id, wave.warehouse_id))


def finish_wave(wave_id: int, actor: Actor) -> None:
    """A released wave is done when all its tasks are over.

    Its row is held while the tasks are counted: of two last tasks that end at once, the second sees the first.
    """
    wave = db.session.get_one(Wave, wave_id, with_for_update=True, populate_existing=True)
    of_wave = select(func.count()).select_from(PickTask).where(PickTask.wave_id == wave_id)
    left = db.session.scalar(of_wave.where(PickTask.state.not_in((WALK_DONE, WALK_CANCELLED))))
    if left or not guarded_update(wave, Wave.state == RELEASED, state=DONE, done_at=now()):
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


def _check(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise ChoiceUnclear(value=value, known=", ".join(known))


def _zone_id(warehouse: Warehouse, code: str) -> int:
    zones = {zone.code: zone.id for zone in db.session.scalars(select(Zone).where(Zone.warehouse_id == warehouse.id))}
    _check("zone", code, tuple(sorted(zones)))
    return zones[code]


def _outside_zone(zone_id: int, today: date) -> Select[int]:
    """Lines of an order whose item has nothing in the zone that may be allocated."""
    here = (
        select(Stock.id)
        .join(Location, Location.id == Stock.location_id)
        .join(Lot, Lot.id == Stock.lot_id)
        .where(Location.zone_id == zone_id, Stock.item_id == OrderLine.item_id, *may_be_allocated(today))
    )
    return select(OrderLine.id).where(OrderLine.order_id == Order.id, OrderLine.quantity > 0, ~here.exists())
