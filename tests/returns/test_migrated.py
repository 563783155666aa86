"""What was set and settled before versions of questions and several exchanges is kept on the way up and down."""

from collections.abc import Iterator

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, text

from app.db import db
from app.returns.inspection import inspection_of
from app.returns.listing import exchanges_of
from app.returns.models import ReturnUnit
from app.schema import MIGRATIONS
from tests.returns.came_back import asks, came, left, rma
from tests.returns.settled import settle
from tests.visitor import Visitor
from tests.world import World

BEFORE = "20261124r"


@pytest.fixture
def newest_again(world: World) -> Iterator[None]:
    yield
    db.session.remove()
    upgrade(directory=str(MIGRATIONS))


@pytest.mark.usefixtures("newest_again")
def test_exchanges_and_questions_go_down_and_up_again(world: World, dana: Visitor) -> None:
    own = {"default": [{"name": "smell", "words": {"en": "Does it smell?"}, "answers": []}]}
    world.sets(grading=own)
    exchanged, open_ = (asks(left(world), {"MUG": 1}, wish="exchange") for _ in range(2))
    came(world, exchanged, {"MUG": 1})
    came(world, open_, {"MUG": 1})
    settle(dana, exchanged, "exchange")
    (sent,) = exchanges_of(rma(exchanged))
    sent_id = sent.id
    db.session.remove()

    downgrade(directory=str(MIGRATIONS), revision=BEFORE)
    with db.engine.connect() as connection:
        told = connection.execute(text("SELECT id, exchange_order_id FROM rmas ORDER BY id")).all()
    upgrade(directory=str(MIGRATIONS))

    assert sorted(told) == sorted([(exchanged, sent_id), (open_, None)])
    assert [one.id for one in exchanges_of(rma(exchanged))] == [sent_id]
    assert exchanges_of(rma(open_)) == []
    units = {
        unit.parcel.rma_id: unit.follows for unit in db.session.scalars(select(ReturnUnit).order_by(ReturnUnit.id))
    }
    assert units == {exchanged: "exchange", open_: ""}
    kept = inspection_of(world.warehouse_id)
    assert (kept.version, kept.questions) == (1, own)
    assert inspection_of(world.other_warehouse_id).version == 0
