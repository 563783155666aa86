"""Fay at the desk, Dana who takes returns, Cleo who leads, and a customer with the link of an order."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.routes import parcel_page, return_page
from app.routes.parcel_page import Bound
from tests.returns.announced import Shell
from tests.returns.came_back import arrives, asks, graded, grades, left, rules
from tests.visitor import Visitor, visitor
from tests.world import World, forget_other_requests


@pytest.fixture
def fay(world: World) -> Visitor:
    return visitor(world, "Fay")


@pytest.fixture
def dana(world: World) -> Visitor:
    return visitor(world, "Dana")


@pytest.fixture
def cleo(world: World) -> Visitor:
    return visitor(world, "Cleo")


@pytest.fixture
def customer(world: World, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A browser without cookies that asked for nothing yet."""
    monkeypatch.setattr(parcel_page, "bound", Bound())
    monkeypatch.setattr(return_page, "sendings", Bound(return_page.MOST_SENT))
    forget_other_requests()
    return world.app.test_client()


@pytest.fixture
def back(world: World) -> int:
    """A return of two mugs at 10.00, one new and one used, graded."""
    rules(world, approve="all")
    rma_id = asks(left(world, postage="5"), {"MUG": 2})
    parcel_id = arrives(rma_id)
    grades(world, parcel_id, "MUG", 1)
    grades(world, parcel_id, "MUG", 1, grade="used")
    graded(parcel_id)
    return rma_id


@pytest.fixture
def shell(world: World, tmp_path: Path) -> Shell:
    return Shell(world, tmp_path)
