"""Migrations go up and down on a database with rows in it."""

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from app.clock import now
from app.db import db
from app.inventory.models import Stock
from app.schema import MIGRATIONS
from tests.world import World

BEFORE_COUNTS = "20261122e"


@pytest.fixture
def newest_again(world: World) -> Iterator[None]:
    """Whatever a test did, the others find the newest tables."""
    yield
    db.session.remove()
    upgrade(directory=str(MIGRATIONS))


def test_the_tables_are_those_of_the_models(world: World) -> None:
    with db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), db.metadata) == []


@pytest.mark.usefixtures("newest_again")
def test_what_pickers_did_not_find_before_is_to_be_counted_afterwards(world: World) -> None:
    stock_id = world.stock("B-03-1", "CARD").id
    world.do(lambda: setattr(db.session.get_one(Stock, stock_id), "doubted_at", now()))
    db.session.remove()

    downgrade(directory=str(MIGRATIONS), revision=BEFORE_COUNTS)
    upgrade(directory=str(MIGRATIONS))

    with db.engine.connect() as connection:
        told = "SELECT address, reason FROM cycle_counts JOIN locations ON locations.id = cycle_counts.location_id"
        assert connection.execute(text(told)).all() == [("B-03-1", "too_few")]
