"""Riverside with carriers: a shop with a pool; Ben and Cleo load, Swift and Heron come."""

from collections.abc import Iterator

import pytest

from tests.floor import Hand
from tests.shipping.loads import carrier
from tests.shipping.parcels import Shop
from tests.shipping.taipei import Taipei, in_taipei
from tests.world import World


@pytest.fixture
def shop(world: World) -> Shop:
    """The warehouse, before it has a carrier."""
    return Shop(world)


@pytest.fixture
def ben(world: World) -> Hand:
    world.client("Ben")
    return Hand(world.actor("Ben"))


@pytest.fixture
def cleo(world: World) -> Hand:
    world.client("Cleo")
    return Hand(world.actor("Cleo"))


@pytest.fixture
def swift(world: World) -> int:
    return carrier(world, "Swift")


@pytest.fixture
def heron(world: World) -> int:
    return carrier(world, "Heron")


@pytest.fixture
def taipei(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Iterator[Taipei]:
    with in_taipei(shop, monkeypatch) as served:
        yield served
