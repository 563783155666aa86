"""How the state machine of the floor does what its rules say."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from uuid import UUID

from hypothesis.stateful import RuleBasedStateMachine
from sqlalchemy import func, select

from app.catalog.models import Item
from app.clock import now
from app.db import db
from app.inventory.models import Stock
from app.operations import Actor, Asked, Outcome, perform
from app.picking.commands import bind_tote, confirm_pick, stage_task
from app.picking.models import CartPlace, PickLine, PickTask
from app.picking.queries import lines_of_stop
from app.picking.takeover import awaited_on
from app.walks.commands import claim_next
from app.walks.models import ACTIVE
from app.walks.scans import StopScan
from app.warehouse.models import OUTSIDE, STAGING, Location, Warehouse
from app.warehouse.queries import locations_of_kind
from app.waves.choice import Choice
from app.waves.commands import plan_wave, release_wave
from app.waves.release import work_off
from app.workers.models import Worker
from tests.conftest import empty_database
from tests.floor import Command, empty_tote, right_scan
from tests.properties.picture import picture
from tests.world import build_world

T = TypeVar("T")
PICKERS = ("Ana", "Ben", "Cleo")


@dataclass(frozen=True)
class Done:
    """An operation that was asked for, and what came of it."""

    asked: Asked
    command: Command
    outcome: Outcome


class Floor(RuleBasedStateMachine):
    """A world, its pickers, and all operations that were asked for."""

    def __init__(self) -> None:
        super().__init__()
        db.session.remove()
        empty_database()
        self.world = build_world()
        for name in PICKERS:
            self.world.client(name)
        self.ids = random.Random(7)
        self.history: list[Done] = []
        self.received = self.units()

    def does(self, name: str, verb: str, command: Command, **content: Any) -> Outcome:
        """Perform it as an operation; a refusal changes nothing but its own row."""
        named = str(UUID(int=self.ids.getrandbits(128), version=4))
        actor = replace(self.world.actor(name), operation_id=named, device_at=now())
        asked = Asked(id=named, name=verb, content=content, actor=actor, device_at=actor.device_at)
        before = picture()
        outcome = perform(asked, command)
        if not outcome.ok:
            assert picture() == before
        self.history.append(Done(asked, command, outcome))
        db.session.remove()
        return outcome

    def lead_does(self, verb: str, command: Command) -> Outcome:
        return self.does("Cleo", verb, command)

    def wave(self, choice: Choice) -> None:
        def command(actor: Actor) -> dict[str, int]:
            wave = plan_wave(self.warehouse(), choice, actor)
            release_wave(wave, actor)
            return {"wave_id": wave.id}

        outcome = self.lead_does("release", command)
        if outcome.ok:
            work_off(outcome.result["wave_id"])

    def confirm(self, name: str, line_id: int, scan: StopScan) -> Outcome:
        return self.does(
            name, "pick", lambda actor: confirm_pick(lines_of_stop(line_id), scan, actor), line=line_id, **vars(scan)
        )

    def scan(self, line_id: int, quantity: int | None = None) -> StopScan:
        return read(lambda: right_scan(line_of(line_id), quantity))

    def at_work(self, name: str) -> str:
        """The worker, or else another one who is on a walk; when nobody is, the worker asks for one."""
        for one in (name, *PICKERS):
            if self.nth(self.own(select(PickTask.id), one, stray=False), 0):
                return one
        self.does(name, "claim", claim_next)
        return name

    def own(self, rows: Any, name: str, stray: bool) -> Any:
        """Those of the walk that the worker is on."""
        mine = (PickTask.state == ACTIVE, PickTask.holder_id == self.world.workers[name])
        return rows if stray else rows.where(*mine)

    def lines(self, name: str, stray: bool) -> Any:
        return self.own(select(PickLine.id).join(PickTask, PickTask.id == PickLine.walk_id), name, stray)

    def next_step(self, name: str) -> Outcome:
        task_id = self.nth(self.own(select(PickTask.id), name, stray=False), 0)
        if task_id is None:
            return self.does(name, "claim", claim_next)
        awaited = read(lambda: [(use.place_id, use.tote.barcode) for use in awaited_on(task_of(task_id))])
        if awaited:
            place_id, brought = awaited[0]
            return self.does(
                name, "take over", lambda actor: bind_tote(db.session.get_one(CartPlace, place_id), brought, actor)
            )
        bare = read(lambda: [place.id for place in task_of(task_id).places if place.tote is None])
        if bare:
            code = self.tote()
            return self.does(name, "bind", lambda actor: bind_tote(db.session.get_one(CartPlace, bare[0]), code, actor))
        left = read(lambda: [line.id for line in task_of(task_id).lines if line.to_pick])
        if left:
            return self.confirm(name, left[0], self.scan(left[0]))
        lane = read(lambda: locations_of_kind(self.world.warehouse_id, STAGING)[0].barcode)
        return self.does(name, "stage", lambda actor: stage_task(task_of(task_id), lane, actor))

    def picker(self, worker_id: int | None) -> Worker | None:
        return db.session.get_one(Worker, worker_id) if worker_id else None

    def tote(self) -> str:
        return empty_tote(self.world.warehouse_id) or "?"

    def warehouse(self) -> Warehouse:
        return db.session.get_one(Warehouse, self.world.warehouse_id)

    def nth(self, ids: Any, nth: int) -> int | None:
        found: Sequence[int] = read(lambda: sorted(db.session.scalars(ids)))
        return found[nth % len(found)] if found else None

    def units(self) -> Counter[str]:
        """What is in the building, by SKU."""
        inside = (
            select(Item.sku, func.sum(Stock.on_hand))
            .join(Item, Item.id == Stock.item_id)
            .join(Location, Location.id == Stock.location_id)
            .where(Location.kind.not_in(OUTSIDE))
            .group_by(Item.sku)
        )
        return read(lambda: Counter({sku: int(units) for sku, units in db.session.execute(inside)}))


def read(query: Callable[[], T]) -> T:
    """Ask as a request of its own would."""
    found = query()
    db.session.remove()
    return found


def line_of(line_id: int) -> PickLine:
    return db.session.get_one(PickLine, line_id)


def task_of(task_id: int) -> PickTask:
    return db.session.get_one(PickTask, task_id)
