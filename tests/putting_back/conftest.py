"""Three mugs and two cards that Ana picked and staged for an order that was cancelled then; Ben brings them back."""

from dataclasses import dataclass
from typing import Any

import pytest
from werkzeug.test import TestResponse

from app.db import db
from app.orders.commands import cancel_order
from app.orders.desk import hold_by_hand
from app.orders.models import Order
from app.putting_back.document import put_back_document
from app.putting_back.models import PutBackTask
from app.walks.document import StopView, WalkDocument
from tests.floor import release
from tests.handheld import Handheld
from tests.world import World


@dataclass
class PutBackWalk:
    """Ben's put-back, claimed; `tasks` and `orders` are those of Ana's walk."""

    world: World
    ana: Handheld
    ben: Handheld
    pick_task_id: int
    task_id: int
    order_id: int

    @property
    def document(self) -> WalkDocument:
        db.session.remove()
        return put_back_document(db.session.get_one(PutBackTask, self.task_id), "en")

    @property
    def url(self) -> str:
        return f"/putting-back/tasks/{self.task_id}"

    def stop(self, sku: str) -> StopView:
        return next(stop for stop in self.document.stops if stop.sku == sku)

    def take_totes(self) -> None:
        for place in self.document.places:
            answer = self.ben.post(f"/putting-back/totes/{place.id}/takings", tote="TOTE-001")
            assert answer.status_code == 200, answer.text

    def put(self, sku: str, operation_id: str | None = None, **changed: Any) -> TestResponse:
        """Scan what the stop asks for; `changed` replaces a part of it."""
        stop = self.stop(sku)
        scan: dict[str, Any] = {"bin": stop.bin_barcode, "item": stop.codes[0][0], "quantity": stop.left}
        return self.ben.post(self.at(sku, "put-backs"), operation_id, **(scan | changed))

    def at(self, sku: str, what: str) -> str:
        return f"/putting-back/lines/{self.stop(sku).line_id}/{what}"

    def end(self, scanned: str = "TOTE-001") -> TestResponse:
        return self.ben.post(f"{self.url}/stagings", lane=scanned)


def cancel(world: World, order_id: int) -> None:
    world.do(lambda: cancel_order(db.session.get_one(Order, order_id), world.actor("Cleo")))


def hold(world: World, order_id: int) -> None:
    world.do(lambda: hold_by_hand(db.session.get_one(Order, order_id), "ask Mira", world.actor("Cleo")))


@pytest.fixture
def ana(world: World) -> Handheld:
    return Handheld(world, "Ana")


@pytest.fixture
def ben(world: World) -> Handheld:
    return Handheld(world, "Ben")


@pytest.fixture
def back(world: World, ana: Handheld, ben: Handheld) -> PutBackWalk:
    order_id = world.order({"MUG": 3, "CARD": 2})
    (pick_task_id,) = release(world.warehouse_id)
    ana.claim()
    ana.bind_all(pick_task_id)
    ana.pick_all(pick_task_id)
    assert ana.post(f"/picking/tasks/{pick_task_id}/stagings", lane="LOC-LANE-1").status_code == 200
    cancel(world, order_id)
    claimed = ben.claim()
    task_id = int(claimed.headers.get("HX-Redirect", claimed.headers.get("Location", "0")).rsplit("/", 1)[1])
    return PutBackWalk(world, ana, ben, pick_task_id, task_id, order_id)
