"""One warehouse in which all work at once: who is there, what lies where, and how each thing is asked for by HTTP."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select

from app.clock import now
from app.db import db
from app.inventory.commands import lot_of, receive
from app.picking.models import ToteUse
from app.replenishing.commands import set_bounds
from app.replenishing.models import RefillTask
from app.returns.models import ReturnTote
from app.walks.models import OPEN_STATES
from app.warehouse.models import TOTE, WALL, Location
from app.workers.commands import enlist_worker, give_roles
from tests.handheld import Handheld
from tests.properties.picture import picture
from tests.returns.shipped import Sent, sent
from tests.world import SYSTEM, World

T = TypeVar("T")
PEOPLE = {
    "Ana": "/work",
    "Ben": "/work",
    "Cleo": "/work",
    "Dana": "/returns/dock",
    "Eli": "/work",
    "Finn": "/work",
    "Fay": "/work",
}
"""Who is there, and on which page they begin."""
SKUS = ("MUG", "CARD", "TEA")
CODES = {"MUG": "4006381333931", "CARD": "5012345678900", "TEA": "4012345678901"}
FORWARD, RESERVE = {"MUG": "A-01-1", "CARD": "B-03-1"}, {"MUG": "C-03-2", "CARD": "B-02-2"}
BINS = ("A-01-1", "B-03-1", "C-02-1", "D-05-1", "A-03-1", "C-03-2", "B-02-2")
TOTES = 40
RETURN_TOTES = tuple(f"TOTE-{number:03}" for number in range(6, 13))
KEPT = {"refused_scans", "outbox", "outbox_sent"}
"""What a refusal may write beside its own row: a person looks at it, and pages are told."""


@dataclass(frozen=True)
class Sending:
    """One operation as it was sent, and what came of it."""

    name: str
    url: str
    form: dict[str, object]
    id: str
    at: datetime
    status: int
    outcome: str


class House:
    """Orders have left already, forward bins have rules, reserve is full."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.chance = world, Random(seed)
        self.history: list[Sending] = []
        self.told: Counter[str] = Counter()
        world.sets(planning_seconds=1)
        self._furnish()
        self.sent: list[Sent] = [
            sent(self.world, {"MUG": 3, "CARD": 2}, number="W1"),
            sent(self.world, {"TEA": 3, "MUG": 1}, number="W2"),
        ]
        self.hands = {name: Handheld(self.world, name, start) for name, start in PEOPLE.items()}

    def _furnish(self) -> None:
        world = self.world

        def command() -> None:
            world.workers["Finn"] = enlist_worker("Finn", "en", {world.warehouse_id: ["stock"]}, SYSTEM)[0].id
            give_roles(world.worker("Dana"), world.warehouse_id, ["returns", "stock"], SYSTEM)
            give_roles(world.worker("Fay"), world.warehouse_id, ["desk", "picker"], SYSTEM)
            for number in range(13, TOTES + 1):
                code = {"address": f"T-{number:03}", "barcode": f"TOTE-{number:03}"}
                db.session.add(Location(warehouse_id=world.warehouse_id, kind=TOTE, **code))
            for sku, address in RESERVE.items():
                receive(world.item(sku), lot_of(world.item(sku)), 40, world.location(address), SYSTEM)

        world.do(command)
        for sku, address in FORWARD.items():
            world.do(lambda sku=sku, at=address: set_bounds(world.location(at), world.item(sku), 5, 15, SYSTEM))  # type: ignore[misc]

    def sends(self, name: str, url: str, **form: object) -> Sending:
        """An operation of its own; a refusal changes nothing but what is kept of it."""
        return self._sends(name, url, now(), form)

    def sends_late(self, name: str, url: str, **form: object) -> Sending:
        """It waited on the handheld for an hour."""
        return self._sends(name, url, now() - timedelta(hours=1), form)

    def _sends(self, name: str, url: str, at: datetime, form: dict[str, object]) -> Sending:
        named = str(UUID(int=self.chance.getrandbits(128), version=4))
        before = picture()
        answer = self.hands[name].post(url, named, at, **form)
        outcome = answer.headers.get("Operation-Outcome", "")
        assert answer.status_code < 500, answer.text
        if outcome != "done":
            assert not changed(before) - KEPT, (name, url, form, outcome)
        done = Sending(name, url, form, named, at, answer.status_code, outcome)
        if outcome:
            self.history.append(done)
        self.told[f"{url.rsplit('/', 1)[-1]} {outcome}"] += 1
        return done

    def again(self, done: Sending) -> None:
        """The same operation arrives once more: it gets the first answer, and changes nothing."""
        before = picture()
        answer = self.hands[done.name].post(done.url, done.id, done.at, **done.form)
        assert (answer.status_code, answer.headers["Operation-Outcome"]) == (done.status, done.outcome), done
        assert not changed(before), done

    def any(self, *of: str) -> str:
        return self.chance.choice(of)

    def some(self, ids: Any) -> int | None:
        """One of the rows that are there."""
        found = self.all(ids)
        return self.chance.choice(found) if found else None

    def all(self, ids: Any) -> Sequence[int]:
        return read(lambda: sorted(db.session.scalars(ids)))

    def free_tote(self) -> str:
        """One that nobody uses."""
        here = self.world.warehouse_id
        used = (
            select(ToteUse.tote_id).where(ToteUse.released_at.is_(None)),
            select(ReturnTote.location_id),
            select(RefillTask.tote_id).where(RefillTask.state.in_(OPEN_STATES), RefillTask.tote_id.is_not(None)),
        )
        mine = select(Location.barcode).where(
            Location.warehouse_id == here, Location.kind == TOTE, Location.purpose != WALL
        )
        for taken in used:
            mine = mine.where(Location.id.not_in(taken))
        found = mine.where(Location.barcode.not_in(RETURN_TOTES)).order_by(Location.address)
        return read(lambda: db.session.scalars(found.where(Location.address.like("T-%")).limit(1)).first() or "?")


def changed(before: dict[str, str]) -> set[str]:
    """The tables that say something else now."""
    after = picture()
    return {table for table in after if after[table] != before[table]}


def read(query: Callable[[], T]) -> T:
    """Ask as a request of its own would."""
    db.session.remove()
    found = query()
    db.session.remove()
    return found
