"""How quick the floor is in this shift, and each of its pickers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from app.db import db
from app.planning.layout import Cell, Layout
from app.planning.speed import LONGEST, Speed, measured, measured_of_one
from app.warehouse.models import Warehouse
from app.warehouse.settings import settings_of
from app.waves.forecast import WINDOW
from app.waves.legs import Here, Legs

ANEW = 20
"""The floor is measured anew when one of so many of its legs is new."""
FEWEST = 3
"""Legs that make a pace; fewer say nothing."""

BEGIN_SECONDS = 45.0
"""To begin a walk, while too few were begun to measure it."""


@dataclass
class Speeds:
    """Of one warehouse; `supposed` are its settings."""

    supposed: Speed
    legs: Legs
    floor: Speed = field(init=False)
    seconds_to_begin: float = BEGIN_SECONDS
    """What taking a cart and binding its totes takes, beside the way to the first stop and its line, as a rule."""
    _measured_at: int = 0
    _begun: int = 0
    _of: dict[int, tuple[int, Speed]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.floor = self.supposed

    def of(self, worker_id: int | None) -> Speed:
        """A picker's; of nobody in particular the floor's."""
        if worker_id is None or not self.legs.of.get(worker_id):
            return self.floor
        kept = self._of.get(worker_id)
        if kept is None or kept[0] != self.legs.count:
            legs = [leg for _, leg in list(self.legs.of[worker_id])]
            kept = self._of[worker_id] = self.legs.count, measured_of_one(legs, self.floor)
        return kept[1]

    def here(self, worker_id: int) -> Here | None:
        """Where the worker picked last."""
        return self.legs.here.get(worker_id)

    def on_walk(self, walk_id: int) -> Here | None:
        """Where it was picked last on the walk."""
        return self.legs.on_walk.get(walk_id)

    def pace(self, worker_id: int, now: datetime) -> float | None:
        """Lines an hour in the last minutes, without rests; None for who has hardly picked in them."""
        legs = [leg.seconds for at, leg in list(self.legs.of.get(worker_id, ())) if at > now - WINDOW]
        lately = [seconds for seconds in legs if 0 <= seconds <= LONGEST]
        return 3600 * len(lately) / max(sum(lately), 60.0) if len(lately) >= FEWEST else None

    def heat(self, now: datetime) -> Mapping[Cell, float]:
        """How often was picked at each cell in this shift; nobody takes picks in meanwhile."""
        with _lock:
            return self.legs.heat(now)

    def measure(self) -> None:
        """Anew, where enough has come in since."""
        legs = self.legs
        if legs.count < self._measured_at or (legs.count - self._measured_at) * ANEW >= legs.count:
            self.floor, self._measured_at = measured(legs.all(), self.supposed), legs.count
            self._of.clear()
        if legs.begun != self._begun:
            self.seconds_to_begin, self._begun = self._to_begin(), legs.begun

    def _to_begin(self) -> float:
        legs = [leg for leg in self.legs.begins if 0 <= leg.seconds <= LONGEST]
        if len(legs) < FEWEST:
            return BEGIN_SECONDS
        return median(max(0.0, leg.seconds - self.floor.seconds(leg.metres, leg.lines, leg.reaching)) for leg in legs)


_known: WeakKeyDictionary[Engine, dict[int, Speeds]] = WeakKeyDictionary()
_lock = Lock()


def speeds_of(warehouse: Warehouse, layout: Layout | None, now: datetime) -> Speeds:
    """As measured up to now; only what was picked since the last time is read."""
    settings = settings_of(warehouse)
    supposed = Speed(settings.walking_speed, settings.seconds_per_pick)
    with _lock:
        of_engine = _known.setdefault(db.engine, {})
        speeds = of_engine.get(warehouse.id)
        if speeds is None or speeds.supposed != supposed or not speeds.legs.are_of_this_database():
            speeds = of_engine[warehouse.id] = Speeds(supposed, Legs(warehouse.id))
        speeds.legs.read_on(layout, now)
        speeds.measure()
        return speeds
