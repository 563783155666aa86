"""Sixty mugs lie in reserve, the forward bin A-01-1 (10 mugs) has a rule, and Eli refills."""

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.db import db
from app.inventory.commands import lot_of, receive
from app.replenishing.commands import set_bounds
from app.replenishing.document import RefillDocument, refill_document
from app.replenishing.models import Refill, RefillTask
from app.walks.document import StopView
from tests.handheld import Handheld
from tests.world import SYSTEM, World

FORWARD, RESERVE, OTHER_RESERVE = "A-01-1", "C-03-2", "B-02-2"


@dataclass
class Keeper:
    """Eli, who refills, and what he sees."""

    world: World
    hand: Handheld
    task_id: int = 0

    def claim(self) -> int:
        answer = self.hand.post("/picking/claims", kind="refill")
        self.task_id = int(answer.headers["HX-Redirect"].rsplit("/", 1)[1])
        return self.task_id

    @property
    def url(self) -> str:
        return f"/replenishing/tasks/{self.task_id}"

    @property
    def document(self) -> RefillDocument:
        db.session.remove()
        return refill_document(db.session.get_one(RefillTask, self.task_id), "en")

    def stops(self, kind: str = "") -> list[StopView]:
        return [stop for stop in self.document.stops if kind in ("", stop.kind)]

    @property
    def take(self) -> StopView:
        """The next stop that takes."""
        return next(stop for stop in self.stops("refill") if stop.left)

    @property
    def put(self) -> StopView:
        """The next stop that puts."""
        return next(stop for stop in self.stops("refill_put") if stop.left)

    def tote(self, code: str = "TOTE-009") -> TestResponse:
        return self.hand.post(f"{self.url}/totes", tote=code)

    def scan(self, stop: StopView, operation_id: str | None = None, **changed: Any) -> TestResponse:
        """Scan what the stop asks for; `changed` replaces a part of it."""
        scan: dict[str, Any] = {"bin": stop.bin_barcode, "item": stop.codes[0][0], "quantity": stop.left}
        scan |= {"lot": stop.lot_code} if stop.lot_code else {}
        what = "takes" if stop.kind == "refill" else "puts"
        return self.hand.post(at(stop, what), operation_id, **(scan | changed))

    def does_all(self) -> None:
        """Every stop as the book wants it, and the empty tote."""
        self.tote()
        while left := [stop for stop in self.stops() if stop.left]:
            answer = self.scan(left[0])
            assert answer.status_code == 200, answer.text
        assert self.end().status_code == 200

    def end(self, code: str = "TOTE-009") -> TestResponse:
        return self.hand.post(f"{self.url}/stagings", lane=code)


def at(stop: StopView, what: str) -> str:
    return f"/replenishing/lines/{stop.line_id}/{what}"


def store(world: World, sku: str, address: str, units: int, lot: str = "") -> None:
    """So many units more lie there."""

    def command() -> None:
        item = world.item(sku)
        receive(item, lot_of(item, lot), units, world.location(address), SYSTEM)

    world.do(command)


def rule(world: World, sku: str, address: str, minimum: int, maximum: int) -> int:
    """What the bin should hold; the rule's id."""
    said = world.do(lambda: set_bounds(world.location(address), world.item(sku), minimum, maximum, world.actor("Cleo")))
    return said["rule_id"]


def refills() -> list[Refill]:
    db.session.rollback()
    return list(db.session.scalars(select(Refill).order_by(Refill.id)))


@pytest.fixture
def reserve(world: World) -> World:
    """Sixty mugs in two reserve bins, those in C-03-2 the older ones."""
    store(world, "MUG", RESERVE, 40)
    store(world, "MUG", OTHER_RESERVE, 20)
    return world


@pytest.fixture
def eli(reserve: World) -> Keeper:
    return Keeper(reserve, Handheld(reserve, "Eli"))


@pytest.fixture
def under_way(eli: Keeper) -> Keeper:
    """Eli is on the walk that brings fifteen mugs to A-01-1."""
    rule(eli.world, "MUG", FORWARD, 12, 25)
    eli.claim()
    return eli
