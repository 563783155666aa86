"""Four mugs, two cards and a box of tea that Eli brings from tote T-001 to their bins."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from werkzeug.test import TestResponse

from app.db import db
from app.inventory.commands import lot_of, receive
from app.putting_away.commands.put_up import put_up
from app.putting_away.document import put_away_document
from app.putting_away.models import PutAwayTask
from app.walks.document import StopView, WalkDocument
from tests.handheld import Handheld
from tests.world import SYSTEM, World

Goods = dict[str, int]


@dataclass
class PutAwayWalk:
    """Eli's put-away, claimed."""

    world: World
    eli: Handheld
    task_id: int

    @property
    def document(self) -> WalkDocument:
        db.session.remove()
        return put_away_document(db.session.get_one(PutAwayTask, self.task_id), "en")

    @property
    def url(self) -> str:
        return f"/putting-away/tasks/{self.task_id}"

    def stop(self, sku: str) -> StopView:
        return next(stop for stop in self.document.stops if stop.sku == sku)

    def take(self, scanned: str = "TOTE-001") -> TestResponse:
        return self.eli.post(f"/putting-away/sources/{self.document.places[0].id}/takings", tote=scanned)

    def put(self, sku: str, operation_id: str | None = None, **changed: Any) -> TestResponse:
        """Scan what the stop asks for; `changed` replaces a part of it."""
        stop = self.stop(sku)
        scan: dict[str, Any] = {"bin": stop.bin_barcode, "item": stop.codes[0][0], "quantity": stop.left}
        return self.eli.post(self.at(sku, "put-aways"), operation_id, **(scan | changed))

    def at(self, sku: str, what: str) -> str:
        return f"/putting-away/lines/{self.stop(sku).line_id}/{what}"

    def end(self, scanned: str = "TOTE-001") -> TestResponse:
        return self.eli.post(f"{self.url}/stagings", lane=scanned)


def lay(world: World, address: str, goods: Goods) -> None:
    """Units that came in lie there."""

    def command() -> None:
        for sku, units in goods.items():
            item = world.item(sku)
            lot = lot_of(item, "L1", date(2031, 1, 1)) if item.tracks_lot else lot_of(item)
            receive(item, lot, units, world.location(address), SYSTEM)

    world.do(command)


def raised(world: World, address: str, area: str = "") -> int | None:
    """The task for what lies there, or none."""

    def command() -> int | None:
        task = put_up(world.location(address), world.location(area) if area else None, world.actor("Cleo"))
        return task.id if task else None

    return world.do(command)


@pytest.fixture
def eli(world: World) -> Handheld:
    return Handheld(world, "Eli")


def claimed(world: World, eli: Handheld) -> PutAwayWalk:
    answer = eli.post("/picking/claims", kind="put_away")
    url = answer.headers.get("HX-Redirect", answer.headers.get("Location", ""))
    assert url.startswith("/putting-away/tasks/"), answer.text
    return PutAwayWalk(world, eli, int(url.rsplit("/", 1)[1]))


@pytest.fixture
def away(world: World, eli: Handheld) -> PutAwayWalk:
    lay(world, "T-001", {"MUG": 4, "CARD": 2, "TEA": 1})
    raised(world, "T-001")
    return claimed(world, eli)


@pytest.fixture
def walk_from(world: World, eli: Handheld) -> Callable[[str, Goods], PutAwayWalk]:
    def walk(address: str, goods: Goods) -> PutAwayWalk:
        lay(world, address, goods)
        raised(world, address)
        return claimed(world, eli)

    return walk
