"""Eli counts a walk; Finn is the other one who may count. What lies where is in tests/world.py."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.counting.commands import count_places, raise_count
from app.counting.document import CountDocument, CountView, count_document
from app.counting.gathering import gather
from app.counting.models import CountTask, CycleCount, Variance
from app.db import db
from app.warehouse.models import Warehouse
from app.workers.commands import enlist_worker
from tests.handheld import Handheld
from tests.world import SYSTEM, World


@dataclass
class Counter:
    """Somebody with a handheld who is on a walk of counting."""

    world: World
    hand: Handheld
    task_id: int = 0

    def claim(self) -> TestResponse:
        answer = self.hand.claim()
        where = answer.headers.get("HX-Redirect", answer.headers.get("Location", ""))
        self.task_id = int(where.rsplit("/", 1)[1]) if "/counting/" in where else 0
        return answer

    @property
    def document(self) -> CountDocument:
        db.session.remove()
        return count_document(db.session.get_one(CountTask, self.task_id), "en")

    @property
    def url(self) -> str:
        return f"/counting/tasks/{self.task_id}"

    def stop(self, address: str) -> CountView:
        """The last one at that bin."""
        found = [stop for stop in self.document.stops if stop.bin_address == address]
        return found[-1]  # type: ignore[return-value]

    def count(
        self,
        address: str,
        rows: Sequence[dict[str, Any]] = (),
        *,
        at: datetime | None = None,
        operation_id: str | None = None,
        **changed: Any,
    ) -> TestResponse:
        """What was scanned and typed there; no rows: it is empty. `changed` replaces a field."""
        stop = self.stop(address)
        form = {"bin": stop.bin_barcode, "counts": json.dumps(list(rows)), "seconds": 0, "quantity": 1} | changed
        return self.hand.post(f"/counting/lines/{stop.line_id}/counts", operation_id, at, **form)

    def at(self, address: str, what: str) -> str:
        return f"/counting/lines/{self.stop(address).line_id}/{what}"

    def end(self) -> TestResponse:
        return self.hand.post(f"{self.url}/stagings")


MUG, CASE_OF_MUGS, CARD, TEA = "4006381333931", "14006381333938", "5012345678900", "4012345678901"


def typed(code: str, units: int, lot: str = "") -> list[dict[str, Any]]:
    return [{"code": code, "units": units, "lot": lot}]


def have_counted(world: World, *addresses: str, sku: str = "") -> None:
    """Raise counts of the item in those bins, or of all that lies there, and put them onto walks."""

    def command() -> None:
        item = world.item(sku) if sku else None
        for address in addresses:
            raise_count(world.location(address), item, "asked", world.actor("Cleo"))

    world.do(command)
    gather(world.warehouse_id)


def have_places_counted(world: World, text: str) -> dict[str, int]:
    """As a lead types it."""

    def command() -> dict[str, int]:
        warehouse = db.session.get_one(Warehouse, world.warehouse_id)
        return count_places(warehouse, text, world.actor("Cleo"))

    return world.do(command)


def counts() -> list[CycleCount]:
    db.session.rollback()
    return list(db.session.scalars(select(CycleCount).order_by(CycleCount.id)))


def variances() -> list[Variance]:
    db.session.rollback()
    return list(db.session.scalars(select(Variance).order_by(Variance.id)))


def enlist_finn(world: World) -> None:
    finn, _ = world.do(lambda: enlist_worker("Finn", "en", {world.warehouse_id: ["stock"]}, SYSTEM))
    world.workers["Finn"] = finn.id


@pytest.fixture
def eli(world: World) -> Counter:
    return Counter(world, Handheld(world, "Eli"))


@pytest.fixture
def finn(world: World) -> Counter:
    enlist_finn(world)
    return Counter(world, Handheld(world, "Finn"))
