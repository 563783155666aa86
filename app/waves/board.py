"""What a lead sees of the waves: how far each is, who walks, what stands in the way, whether it makes the cut-off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select

from app.clock import now
from app.db import db
from app.orders.models import OPEN, Order
from app.orders.queries import held_orders
from app.replenishing.queries import lines_waiting
from app.warehouse.models import Warehouse, Zone
from app.waves import counts
from app.waves.choice import LARGEST, Choice, chosen_orders, late_choice
from app.waves.forecast import OVER, STALLED, Forecast, forecast, minutes
from app.waves.models import DONE, OPEN_STATES, PLANNED, RELEASED, RELEASING, Wave, WaveOrder
from app.waves.risk import Floor, floor_of

DONE_SHOWN = timedelta(hours=12)
"""A done wave stays on the page for a shift."""


@dataclass(frozen=True)
class WaveView:
    """One wave as a row. `to_come`: lines without a task yet; `short`: lines of which units were found nowhere."""

    wave: Wave
    cut_off_at: datetime | None
    orders: counts.Orders
    lines: counts.Lines
    to_come: int
    tasks: dict[str, int]
    pickers: tuple[str, ...]
    short: int
    held: int
    forecast: Forecast | None
    waiting: int = 0
    """Lines that wait for a refill."""

    @property
    def is_releasing(self) -> bool:
        return self.wave.state == RELEASING

    @property
    def is_planning(self) -> bool:
        """Whether its release is still looking for shorter walks, and nobody said that it is enough."""
        share = self.wave.planned_share
        return self.is_releasing and share is not None and share < 1 and not self.wave.enough_at


@dataclass(frozen=True)
class Waiting:
    """Orders in no wave that leave together in so many `minutes`: ready ones, and those that a hold keeps back."""

    ship_by: datetime | None
    minutes: int | None
    ready: int
    held: int


@dataclass(frozen=True)
class Offers:
    """What the lead may choose a wave by: values that ready orders have."""

    carriers: tuple[str, ...]
    zones: tuple[str, ...]
    priorities: tuple[int, ...]


def waves_on_board(warehouse_id: int, floor: Floor | None = None) -> list[WaveView]:
    """Open waves, the most endangered first; then those that were done in this shift, the last first."""
    mine = select(Wave).where(Wave.warehouse_id == warehouse_id)
    is_open, since = Wave.state.in_(OPEN_STATES), now() - DONE_SHOWN
    waves = db.session.scalars(mine.where(is_open | ((Wave.state == DONE) & (Wave.done_at >= since)))).all()
    views = wave_views(waves, floor)
    done = sorted((view for view in views if view.wave.state == DONE), key=_done_at, reverse=True)
    return sorted((view for view in views if view.wave.state != DONE), key=_risk) + done


def wave_view(wave: Wave) -> WaveView:
    """One wave, as on the board."""
    return wave_views([wave])[0]


def wave_views(waves: Sequence[Wave], floor: Floor | None = None) -> list[WaveView]:
    """The waves, all of one warehouse, in the order given; `floor` is as it is now."""
    if not waves:
        return []
    at, ids = now(), [wave.id for wave in waves]
    floor = floor or floor_of(db.session.get_one(Warehouse, waves[0].warehouse_id), at)
    orders, lines, tasks = counts.orders(ids), counts.lines(ids), counts.tasks(ids)
    to_come = counts.wanted([wave.id for wave in waves if wave.state in (PLANNED, RELEASING)])
    pickers, short, held = counts.pickers(ids), counts.shorts(ids), counts.held(ids)
    waits = lines_waiting(ids)
    return [
        WaveView(
            wave=wave,
            cut_off_at=(cut_off_at := wave.cut_off_at or orders[wave.id].first_due),
            orders=orders[wave.id],
            lines=lines[wave.id],
            to_come=to_come.get(wave.id, 0),
            tasks=tasks[wave.id],
            pickers=tuple(pickers[wave.id]),
            short=short[wave.id],
            held=held[wave.id],
            forecast=_forecast(
                wave, lines[wave.id], to_come.get(wave.id, 0) + waits.get(wave.id, 0), floor, cut_off_at, at
            ),
            waiting=waits.get(wave.id, 0),
        )
        for wave in waves
    ]


def waiting(warehouse: Warehouse) -> list[Waiting]:
    """What leaves next and is in no wave, the first to leave first."""
    ready = _by_ship_by(chosen_orders(warehouse, Choice()).limit(None))
    waved = select(WaveOrder.id).join(Wave).where(WaveOrder.order_id == Order.id, Wave.state.in_(OPEN_STATES))
    held = _by_ship_by(held_orders(warehouse.id).where(Order.state == OPEN, ~waved.exists()))
    times = sorted({*ready, *held}, key=lambda at: (at is None, at))
    return [
        Waiting(at, minutes(at - now()) if at else None, ready=ready.get(at, 0), held=held.get(at, 0)) for at in times
    ]


def fitting(warehouse: Warehouse, choice: Choice) -> int:
    """How many ready orders fit the choice, those beyond its limit too. Raises ChoiceUnclear."""
    chosen = chosen_orders(warehouse, choice).limit(None).order_by(None)
    return db.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0


def late_orders(warehouse: Warehouse, wave: Wave) -> int:
    """How many ready orders a wave that is out could take yet."""
    if wave.state not in (RELEASING, RELEASED):
        return 0
    return min(fitting(warehouse, late_choice(wave, LARGEST)), max(0, LARGEST - len(wave.orders)))


def offers(warehouse: Warehouse) -> Offers:
    """Carriers and priorities that ready orders have, and the zones of the warehouse."""
    ready = chosen_orders(warehouse, Choice()).limit(None).order_by(None)
    carriers = db.session.scalars(ready.with_only_columns(Order.carrier).distinct())
    priorities = db.session.scalars(ready.with_only_columns(Order.priority).distinct())
    zones = db.session.scalars(select(Zone.code).where(Zone.warehouse_id == warehouse.id).order_by(Zone.code))
    return Offers(
        tuple(sorted(filter(None, carriers))),
        tuple(zones),
        tuple(sorted(priority for priority in priorities if priority > 0)),
    )


def _forecast(
    wave: Wave, lines: counts.Lines, to_come: int, floor: Floor, cut_off_at: datetime | None, at: datetime
) -> Forecast | None:
    """A wave that was begun and at which nobody picks now stands still; one that is not on the floor yet waits."""
    if wave.state == DONE:
        return None
    seconds = floor.seconds_of(wave.id, to_come) if lines.total else None
    still = bool(lines.done) and floor.stands_still(wave.id, at)
    return forecast(lines.left + to_come, seconds, cut_off_at, at, still)


def _done_at(view: WaveView) -> datetime:
    return view.wave.done_at or view.wave.created_at


def _risk(view: WaveView) -> tuple[bool, bool, int, int]:
    """A wave that stayed a plan beyond its cut-off endangers nothing any more: it comes after what can be saved."""
    if view.forecast is None:
        return True, False, 0, view.wave.number
    given_up = view.wave.state == PLANNED and view.forecast.state == OVER
    in_hand = min(0, view.forecast.minutes) if view.forecast.state == STALLED else view.forecast.minutes
    return False, given_up, in_hand, view.wave.number


def _by_ship_by(orders: Select[Order]) -> dict[datetime | None, int]:
    times = orders.order_by(None).with_only_columns(Order.ship_by, Order.id).subquery()
    counted = select(times.c.ship_by, func.count()).group_by(times.c.ship_by)
    return dict(db.session.execute(counted).all())
