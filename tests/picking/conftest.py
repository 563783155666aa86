"""A walk for Ana: three mugs and two cards for one order, one tea for another."""

from dataclasses import dataclass

import pytest

from app.walks.document import StopView, WalkDocument
from tests.floor import release
from tests.handheld import Handheld
from tests.world import World


@dataclass
class Walk:
    """Ana's walk, claimed, with totes on its cart."""

    world: World
    ana: Handheld
    task_id: int
    orders: tuple[int, int]

    @property
    def document(self) -> WalkDocument:
        return self.ana.walk(self.task_id)

    def stop(self, sku: str) -> StopView:
        return next(stop for stop in self.document.stops if stop.sku == sku)


@pytest.fixture
def ana(world: World) -> Handheld:
    return Handheld(world, "Ana")


@pytest.fixture
def walk(world: World, ana: Handheld) -> Walk:
    orders = (world.order({"MUG": 3, "CARD": 2}), world.order({"TEA": 1}))
    (task_id,) = release(world.warehouse_id)
    assert ana.claim().status_code == 200
    ana.bind_all(task_id)
    return Walk(world, ana, task_id, orders)
