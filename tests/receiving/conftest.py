"""Harbour Pottery announces twelve mugs, five boxes of tea and ten cards; Eli receives them at DOCK-1."""

from dataclasses import dataclass
from typing import Any

import pytest
from werkzeug.test import TestResponse

from app.db import db
from app.receiving.commands import announce
from app.receiving.commands.announce import Expected, Paper
from app.receiving.models import Delivery, DeliveryLine
from app.receiving.queries import on_order
from tests.handheld import Handheld
from tests.world import World

MUG, CARD, TEA = "4006381333931", "5012345678900", "4012345678901"
CASE = "14006381333938"


@dataclass
class Dock:
    world: World
    eli: Handheld
    delivery_id: int

    @property
    def delivery(self) -> Delivery:
        db.session.remove()
        return db.session.get_one(Delivery, self.delivery_id)

    @property
    def url(self) -> str:
        return f"/receiving/{self.delivery_id}"

    def line(self, sku: str) -> DeliveryLine:
        return next(line for line in self.delivery.lines if line.item.sku == sku)

    def receive(self, item: str, quantity: int, operation_id: str | None = None, **said: Any) -> TestResponse:
        scan: dict[str, Any] = {"item": item, "quantity": quantity, "to": "LOC-DOCK-1"} | said
        return self.eli.post(f"{self.url}/receipts", operation_id, **scan)

    def close(self, word: str = "") -> TestResponse:
        return self.eli.post(f"{self.url}/closings", word=word)


def announced(world: World) -> int:
    def command() -> int:
        lines = [Expected(world.item(sku).id, units) for sku, units in (("MUG", 12), ("TEA", 5), ("CARD", 10))]
        paper = Paper("Harbour Pottery", vendor_number="HP-77")
        return announce(world.warehouse_id, paper, lines, world.actor("Fay"))["delivery_id"]

    return world.do(command)


@pytest.fixture
def dock(world: World) -> Dock:
    eli = Handheld(world, "Eli")
    return Dock(world, eli, announced(world))


def to_come(warehouse_id: int) -> dict[int, int]:
    """Units that are announced and not received, by item."""
    return dict(db.session.execute(on_order(warehouse_id)).all())
