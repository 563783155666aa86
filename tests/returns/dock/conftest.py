import pytest

from tests.returns.clerk import Clerk
from tests.world import World


@pytest.fixture
def dana(world: World) -> Clerk:
    return Clerk(world)


@pytest.fixture
def cleo(world: World) -> Clerk:
    return Clerk(world, "Cleo")
