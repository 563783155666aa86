"""What was picked lately, leg by leg, kept in memory and read on from the last pick that is known.

A server that starts reads the last picks again; nothing here is the only place where anything stands.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from app.db import db
from app.operations.models import Operation
from app.picking.models import Pick, PickTask
from app.planning.layout import Cell, Layout, NotInLayout, Point
from app.planning.speed import Leg
from app.walks.ends import ends_in
from app.walks.models import Pause, Stop
from app.warehouse.models import Location

AT_START = 20_000
"""So many picks are read when nothing is known: a shift of a large floor."""
OVERLAP = 200
"""Ids are given before the commit: a pick may show after one with a higher id."""
OF_ONE = 60
"""Legs of one picker that are kept."""
OF_ALL = 200
"""Walks of which the beginning is kept."""
SHIFT = timedelta(hours=8)

Timed = tuple[datetime, Leg]
"""When the server had it, and the leg by the clock of the device."""


@dataclass(frozen=True, slots=True)
class Here:
    """Where a worker picked last, on which walk and when (the server's time), and by the clock of the device."""

    walk_id: int
    line_id: int
    at: datetime
    device_at: datetime
    address: str
    cell: Cell | None


@dataclass
class Legs:
    """Of one warehouse: legs by worker, at which line the last one ends, those from the claim of a walk to its first
    pick, who picked where last, and how often at each cell, hour by hour."""

    warehouse_id: int
    known: deque[int] = field(default_factory=lambda: deque(maxlen=2 * OVERLAP))
    last: tuple[int, datetime] | None = None
    count: int = 0
    begun: int = 0
    of: dict[int, deque[Timed]] = field(default_factory=lambda: defaultdict(lambda: deque(maxlen=OF_ONE)))
    ends_at: dict[int, int] = field(default_factory=dict)
    begins: deque[Leg] = field(default_factory=lambda: deque(maxlen=OF_ALL))
    here: dict[int, Here] = field(default_factory=dict)
    on_walk: dict[int, Here] = field(default_factory=dict)
    in_wave: dict[int, datetime] = field(default_factory=dict)
    visits: dict[datetime, Counter[Cell]] = field(default_factory=lambda: defaultdict(Counter))

    def read_on(self, layout: Layout | None, now: datetime) -> None:
        """Take in what was picked since."""
        known = set(self.known)
        rows = [row for row in self._rows(now) if row.id not in known]
        pauses = _pauses({row.walk_id for row in rows})
        for row in rows:
            self._take(row, layout, pauses)
        if rows:
            newest = max(rows, key=lambda row: int(row.id))
            if self.last is None or newest.id > self.last[0]:
                self.last = newest.id, newest.at
        self.known.extend(row.id for row in rows)
        self._forget(now - SHIFT)

    def all(self) -> list[Leg]:
        return [leg for legs in self.of.values() for _, leg in legs]

    def heat(self, now: datetime) -> Mapping[Cell, float]:
        """How often was picked at each cell in this shift."""
        heat: Counter[Cell] = Counter()
        for hour, visits in self.visits.items():
            if hour >= now - SHIFT:
                heat.update(visits)
        return dict(heat)

    def are_of_this_database(self) -> bool:
        """Whether the last pick that is known is there; another database may have been put in its place."""
        if self.last is None:
            return True
        return db.session.scalar(select(Pick.at).where(Pick.id == self.last[0])) == self.last[1]

    def _rows(self, now: datetime) -> Sequence[Any]:
        """Undone picks too: they took their time."""
        first = self.last[0] - OVERLAP if self.last else (db.session.scalar(select(func.max(Pick.id))) or 0) - AT_START
        wanted = (
            select(
                Pick.id,
                Pick.worker_id,
                Pick.line_id,
                Pick.at,
                func.coalesce(Operation.device_at, Pick.at).label("device_at"),
                Stop.walk_id,
                PickTask.wave_id,
                PickTask.started_at,
                Location.address,
                Location.aisle,
                Location.cell,
                Location.level,
            )
            .select_from(Pick)
            .join(Stop, Stop.id == Pick.line_id)
            .join(PickTask, PickTask.id == Stop.walk_id)
            .join(Location, Location.id == Stop.location_id)
            .outerjoin(Operation, Operation.id == Pick.operation_id)
            .where(Pick.id > first, Pick.sorted_from_id.is_(None), Pick.at >= now - SHIFT)
            .where(PickTask.warehouse_id == self.warehouse_id)
            .order_by(Pick.id)
        )
        return db.session.execute(wanted).all()

    def _forget(self, before: datetime) -> None:
        """What a server that starts would not read either; for each worker the last place stays."""
        for hour in [hour for hour in self.visits if hour < before]:
            del self.visits[hour]
        for walk_id in [walk_id for walk_id, here in self.on_walk.items() if here.at < before]:
            del self.on_walk[walk_id]
        for wave_id in [wave_id for wave_id, at in self.in_wave.items() if at < before]:
            del self.in_wave[wave_id]

    def _take(self, row: Any, layout: Layout | None, pauses: Mapping[int, list[tuple[datetime, datetime]]]) -> None:
        cell = None if row.aisle is None or row.cell is None else Cell(row.aisle, row.cell)
        fresh = Here(row.walk_id, row.line_id, row.at, row.device_at, row.address, cell)
        reaching = layout.seconds_to_reach(row.level) if layout else 0.0
        if row.walk_id not in self.on_walk and row.started_at:
            metres = _metres(layout, ends_in(layout, "").start, cell) or 0.0
            self.begun += 1
            self.begins.append(Leg(metres, 1.0, reaching, (fresh.device_at - row.started_at).total_seconds()))
        before = self.here.get(row.worker_id)
        self.here[row.worker_id] = self.on_walk[row.walk_id] = fresh
        self.in_wave[row.wave_id] = row.at
        if cell:
            self.visits[row.at.replace(minute=0, second=0, microsecond=0)][cell] += 1
        if before is None or before.walk_id != row.walk_id:
            return
        seconds = _seconds(before.device_at, fresh.device_at, pauses.get(row.walk_id, []))
        legs = self.of[row.worker_id]
        self.count += 1
        if before.line_id == row.line_id:  # one line, several confirmations; to the first of a walk there is no leg
            if self.ends_at.get(row.worker_id) == row.line_id:
                at, leg = legs[-1]
                legs[-1] = at, replace(leg, seconds=leg.seconds + seconds)
        elif (way := _metres(layout, before.cell, cell)) is not None:
            legs.append((row.at, Leg(way, 1.0, reaching, seconds)))
            self.ends_at[row.worker_id] = row.line_id


def _pauses(walks: set[int]) -> Mapping[int, list[tuple[datetime, datetime]]]:
    wanted = select(Pause.walk_id, Pause.began_at, Pause.ended_at).where(Pause.walk_id.in_(walks))
    found: defaultdict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for walk_id, began_at, ended_at in db.session.execute(wanted) if walks else ():
        found[walk_id].append((began_at, ended_at))
    return found


def _seconds(began: datetime, ended: datetime, pauses: Sequence[tuple[datetime, datetime]]) -> float:
    """Between two picks, without the rest."""
    rested = sum(
        (max(timedelta(), min(ended, until) - max(began, since)) for since, until in pauses), start=timedelta()
    )
    return (ended - began - rested).total_seconds()


def _metres(layout: Layout | None, one: Point | None, other: Point | None) -> float | None:
    """How far it is; in a building of which nothing is known a leg has no metres, only lines."""
    if layout is None or one is None or other is None:
        return 0.0
    try:
        return layout.distance(one, other)
    except NotInLayout:
        return None
