"""What a lead sees of the waves: how far each is, who walks, what stands in the way, whether it makes the cut-off."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select

from app.db import db, now
from app.orders.models import Order, OrderHold, OrderLine
from app.picking.models import Pick, PickLine, PickTask
from app.walks.models import ACTIVE, FINISHED, SHORT, Stop
from app.walks.models import CANCELLED as WALK_CANCELLED
from app.waves.commands import OPEN_STATES
from app.waves.forecast import WINDOW, Forecast, forecast, pace
from app.waves.models import DONE, PLANNED, Wave, WaveOrder
from app.workers.models import Worker

DONE_SHOWN = timedelta(hours=12)
"""A done wave stays on the page for a shift."""
FAR = datetime.max


@dataclass(frozen=True)
class Lines:
    """Lines on tasks: picked, found short, still to do."""

    done: int
    short: int
    left: int

    @property
    def total(self) -> int:
        return self.done + self.short + self.left


@dataclass(frozen=True)
class WaveView:
    """One wave as a row of the page; `tasked` of its `orders` are on a task, `shorts` counts units."""

    id: int
    number: int
    state: str
    mode: str
    choice: dict[str, Any]
    cut_off_at: datetime | None
    done_at: datetime | None
    orders: int
    tasked: int
    wanted: int
    lines: Lines
    tasks: dict[str, int]
    pickers: tuple[str, ...]
    shorts: int
    held: int
    forecast: Forecast | None


def waves_on_board(warehouse_id: int) -> list[WaveView]:
    """Open waves, the most endangered first, then those that were done in this shift, the last first."""
    mine = select(Wave).where(Wave.warehouse_id == warehouse_id)
    views = wave_views(db.session.scalars(mine.where(Wave.state.in_(OPEN_STATES))).all())
    recent = mine.where(Wave.state == DONE, Wave.done_at >= now() - DONE_SHOWN).order_by(Wave.done_at.desc())
    return sorted(views, key=_risk) + wave_views(db.session.scalars(recent).all())


def wave_view(wave: Wave) -> WaveView:
    """One wave, as on the board."""
    return wave_views([wave])[0]


def wave_views(waves: Sequence[Wave]) -> list[WaveView]:
    """The waves in the order given, by one query for each column of the page."""
    ids = [wave.id for wave in waves]
    orders, lines, tasks, paces = _orders(ids), _lines(ids), _tasks(ids), _paces(ids)
    pickers, wanted, shorts, held = _pickers(ids), _wanted(ids), _shorts(ids), _held(ids)
    views = []
    for wave in waves:
        count, tasked, first_due = orders.get(wave.id, (0, 0, None))
        done = lines[wave.id]
        cut_off_at = wave.cut_off_at or first_due
        left = done.left if wave.state != PLANNED else wanted[wave.id]
        views.append(
            WaveView(
                id=wave.id,
                number=wave.number,
                state=wave.state,
                mode=wave.mode,
                choice=wave.choice,
                cut_off_at=cut_off_at,
                done_at=wave.done_at,
                orders=count,
                tasked=tasked,
                wanted=wanted[wave.id],
                lines=done,
                tasks=tasks[wave.id],
                pickers=tuple(pickers.get(wave.id, ())),
                shorts=shorts[wave.id],
                held=held[wave.id],
                forecast=None if wave.state == DONE else forecast(left, paces.get(wave.id), cut_off_at, now()),
            )
        )
    return views


def _risk(view: WaveView) -> tuple[bool, int, int]:
    minutes = view.forecast.minutes if view.forecast else 0
    return view.forecast is None, minutes, view.number


def _orders(ids: Collection[int]) -> dict[int, tuple[int, int, datetime | None]]:
    """Orders, those on a task, and when the first is due, by wave."""
    wanted = (
        select(WaveOrder.wave_id, func.count(), func.count(WaveOrder.tasked_at), func.min(Order.ship_by))
        .join(Order)
        .where(WaveOrder.wave_id.in_(ids))
        .group_by(WaveOrder.wave_id)
    )
    return {wave_id: (count, tasked, due) for wave_id, count, tasked, due in db.session.execute(wanted)}


def _lines(ids: Collection[int]) -> dict[int, Lines]:
    wanted = (
        select(PickTask.wave_id, Stop.state, func.count())
        .select_from(Stop)
        .join(PickTask, PickTask.id == Stop.walk_id)
        .where(PickTask.wave_id.in_(ids), Stop.state != WALK_CANCELLED)
        .group_by(PickTask.wave_id, Stop.state)
    )
    counts: Counter[tuple[int, str]] = Counter()
    for wave_id, state, count in db.session.execute(wanted):
        counts[wave_id, state if state in (FINISHED, SHORT) else "left"] = count + counts[wave_id, "left"] * (
            state not in (FINISHED, SHORT)
        )
    return {id_: Lines(counts[id_, FINISHED], counts[id_, SHORT], counts[id_, "left"]) for id_ in ids}
