"""Shops to work in: one that is right, shared by all, and some with a flaw."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from app.demo import load
from app.simulation import cast
from tests.simulation.shops import ITEMS, ORDERS, Shop, opened_shop


@pytest.fixture(scope="session")
def small_demo() -> Iterator[None]:
    """A shop of few items: the tests are about the shift."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "ITEMS", ITEMS)
        patch.setattr(cast, "ITEMS", ITEMS)
        patch.setattr(load, "ORDERS_A_DAY", ORDERS)
        yield


@pytest.fixture(scope="session")
def shop(small_demo: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with opened_shop(tmp_path_factory.mktemp("shop")) as shop:
        yield shop


@pytest.fixture
def sabotaged(small_demo: None, tmp_path: Path) -> Callable[[str], AbstractContextManager[Shop]]:
    """The same, by a server with a flaw; see the folder `sabotage`."""
    return lambda flaw: opened_shop(tmp_path, flaw)
