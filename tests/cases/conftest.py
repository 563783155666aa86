"""Fay is at the desk."""

import pytest

from tests.visitor import Visitor, visitor
from tests.world import World


@pytest.fixture
def fay(world: World) -> Visitor:
    return visitor(world, "Fay")
