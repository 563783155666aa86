"""What a lead sees of the waves: how far each is, who walks, what stands in the way, whether it makes the cut-off."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select

from app.db import db, now
from app.orders.models import OPEN, Order
from app.orders.queries import held_orders
from app.warehouse.layout import reach_seconds_of
from app.warehouse.models import Warehouse, Zone
from app.waves import counts
from app.waves.commands import OPEN_STATES, Choice, chosen_orders
from app.waves.forecast import OVER, STALLED, Forecast, forecast, higher, minutes
from app.waves.models import DONE, PLANNED, RELEASING, Wave, WaveOrder

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


def waves_on_board(warehouse_id: int) -> list[WaveView]:
    """Open waves, the most endangered first; then those that were done in this shift, the last first."""
    mine = select(Wave).where(Wave.warehouse_id == warehouse_id)
    views = wave_views(db.session.scalars(mine.where(Wave.state.in_(OPEN_STATES))).all())
    recent = mine.where(Wave.state == DONE, Wave.done_at >= now() - DONE_SHOWN).order_by(Wave.done_at.desc())
    return sorted(views, key=_risk) + wave_views(db.session.scalars(recent).all())


def wave_view(wave: Wave) -> WaveView:
    """One wave, as on the board."""
    return wave_views([wave])[0]


def wave_views(waves: Sequence[Wave]) -> list[WaveView]:
    """The waves in the order given."""
    ids = [wave.id for wave in waves]
    orders, lines, tasks = counts.orders(ids), counts.lines(ids), counts.tasks(ids)
    to_come = counts.wanted([wave.id for wave in waves if wave.state in (PLANNED, RELEASING)])
    levels = counts.levels(ids)
    pickers, short, held, paces = counts.pickers(ids), counts.shorts(ids), counts.held(ids), counts.paces(ids)
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
                wave,
                lines[wave.id].left + to_come.get(wave.id, 0),
                paces[wave.id] if lines[wave.id].done else None,
                cut_off_at,
                _higher(wave, levels[wave.id], len(pickers[wave.id])),
            ),
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
    wave: Wave, left: int, pace: float | None, cut_off_at: datetime | None, more: timedelta
) -> Forecast | None:
    """A wave that was begun and has no pace now stands still; one that was not begun waits."""
    if wave.state == DONE:
        return None
    return forecast(left, pace, cut_off_at, now(), more)


def _higher(wave: Wave, levels: counts.Levels, pickers: int) -> timedelta:
    """What reaching up to the lines left takes more than it took so far."""
    seconds = reach_seconds_of(db.session.get_one(Warehouse, wave.warehouse_id))
    return higher(_by_seconds(levels.done, seconds), _by_seconds(levels.left, seconds), pickers)


def _by_seconds(lines: Counter[int], seconds: Sequence[float]) -> Counter[float]:
    found: Counter[float] = Counter()
    for level, count in lines.items():
        found[seconds[level - 1] if 0 < level <= len(seconds) else 0.0] += count
    return found


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
