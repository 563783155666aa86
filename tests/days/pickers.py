"""Pickers who work a wave off, scan by scan over HTTP; now and then a wrong scan, a short, a skip, an answer lost."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from sqlalchemy import select

from app.db import db
from app.picking.models import PickTask, ToteUse
from app.walks.document import StopView
from app.walks.models import ACTIVE
from app.warehouse.models import STAGING, TOTE, Location
from tests.handheld import Handheld
from tests.world import World


@dataclass
class Tally:
    """What the pickers did."""

    picks: int = 0
    wrong: int = 0
    shorts: int = 0
    replays: int = 0
    undone: int = 0
    walks: int = 0


@dataclass
class Picker:
    handheld: Handheld
    random: Random
    tally: Tally = field(default_factory=Tally)
    task_id: int | None = None
    stops: list[StopView] = field(default_factory=list)

    def act(self) -> bool:
        """One scan of the walk, or ask for the next walk; False when there is none."""
        if self.task_id is None:
            return self._begin()
        if self.stops:
            self._pick(self.stops.pop(0))
        elif left := [stop for stop in self.handheld.walk(self.task_id).stops if stop.left]:
            self.stops = left
        else:
            self._stage()
        return True

    def _begin(self) -> bool:
        answer = self.handheld.claim()
        if answer.status_code == 409:
            return False
        mine = (PickTask.state == ACTIVE, PickTask.holder_id == self.handheld.world.workers[self.handheld.name])
        self.task_id = db.session.scalars(select(PickTask.id).where(*mine)).one()
        places = self.handheld.walk(self.task_id).places
        for place, tote in zip(places, empty_totes(self.handheld.world, len(places)), strict=True):
            self._right(f"/picking/places/{place.id}/totes", tote=tote)
        self.stops = [stop for stop in self.handheld.walk(self.task_id).stops if stop.left]
        return True

    def _pick(self, stop: StopView) -> None:
        url, chance = f"/picking/lines/{stop.line_id}", self.random.random()
        scan = self._scan(stop)
        if chance < 0.01:
            answer = self.handheld.post(f"{url}/picks", **(scan | {"bin": "TOTE-001"}))
            assert answer.status_code == 422, answer.text
            self.tally.wrong += 1
        if chance > 0.99:
            self._right(f"{url}/shorts", reason="too_few")
            self.tally.shorts += 1
            self.stops = []
            return
        self._right(f"{url}/picks", again=0.01 < chance < 0.03, **scan)
        self.tally.picks += 1
        if 0.03 < chance < 0.035:
            self._right(f"/picking/tasks/{self.task_id}/undos")
            self.tally.undone += 1
            self.stops = []

    def _scan(self, stop: StopView) -> dict[str, Any]:
        """The tote as the screen shows it: bound at the beginning of the walk."""
        tote = self._totes()[stop.place.id]
        return {"bin": stop.bin_barcode, "item": stop.codes[0][0], "tote": tote, "quantity": stop.left}

    def _totes(self) -> dict[int, str]:
        uses = select(ToteUse.place_id, Location.barcode).join(Location, Location.id == ToteUse.tote_id)
        return {row.place_id: row.barcode for row in db.session.execute(uses.where(ToteUse.released_at.is_(None)))}

    def _stage(self) -> None:
        mine = (Location.warehouse_id == self.handheld.world.warehouse_id, Location.kind == STAGING)
        lane = db.session.scalars(select(Location.barcode).where(*mine).order_by(Location.id).limit(1)).one()
        self._right(f"/picking/tasks/{self.task_id}/stagings", lane=lane)
        self.task_id = None
        self.tally.walks += 1

    def _right(self, url: str, again: bool = False, **form: Any) -> None:
        """An operation that is accepted; `again`: its answer was lost, and it is sent once more."""
        answer = self.handheld.post(url, **form)
        assert answer.status_code == 200, (url, form, answer.text)
        if again:
            repeated = self.handheld.post(url, answer.headers["Operation-Id"], **form)
            assert (repeated.status_code, repeated.headers["Operation-Outcome"]) == (200, "done")
            self.tally.replays += 1


def empty_totes(world: World, number: int) -> list[str]:
    used = select(ToteUse.tote_id).where(ToteUse.released_at.is_(None))
    mine = (Location.warehouse_id == world.warehouse_id, Location.kind == TOTE, Location.id.not_in(used))
    return list(db.session.scalars(select(Location.barcode).where(*mine).order_by(Location.id).limit(number)))
