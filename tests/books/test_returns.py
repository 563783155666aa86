"""Each rule of returns notices when somebody falsifies what it watches."""

import pytest

from app.books import returns
from app.books.check import run
from app.clock import now
from app.db import db
from app.orders.models import Order
from app.returns.commands.grade_units import grade_units
from app.returns.commands.note_past_return import note_past_return
from app.returns.commands.open_rma import Choice
from app.returns.commands.receive_parcel import Arrival, receive_parcel
from app.returns.models import ReturnParcel
from app.returns.units import UnitScan
from tests.books.conftest import Falsify
from tests.floor import wrong_books
from tests.packing.orders import hand
from tests.returns.clerk import Clerk, outcome_of
from tests.returns.shipped import MUG, parcels, rma, sent, serials_sent, tote_of
from tests.world import SYSTEM, World

SABOTAGE = {
    "returned": "UPDATE order_lines SET returned = returned - 1 WHERE returned > 0",
    "received": "UPDATE rma_lines SET received = received + 1",
    "return totes": "UPDATE return_units SET quantity = quantity + 1 WHERE location_id = "
    "(SELECT location_id FROM return_totes WHERE closed_at IS NULL)",
    "closed return totes": "UPDATE stock SET on_hand = on_hand + 1 WHERE location_id IN "
    "(SELECT location_id FROM return_totes WHERE closed_at IS NOT NULL)",
    "returned serials": "UPDATE serials SET location_id = NULL WHERE id IN (SELECT serial_id FROM return_serials)",
    "serials returned": "DELETE FROM return_serials",
    "right returns": "UPDATE return_parcels SET rma_id = (SELECT max(id) FROM rmas)",
}


@pytest.fixture
def returned(world: World) -> World:
    """A mug in a closed tote, a card with a number in one that is being filled; another return that nobody sent."""
    world.do(lambda: setattr(world.item("CARD"), "tracks_serial", True))
    mine = sent(world, {"MUG": 2, "CARD": 1})
    dana = Clerk(world)
    parcel_id = dana.takes_in(rma(world, mine.order_id, {"MUG": 2, "CARD": 1}))
    rma(world, mine.order_id, {"MUG": 1})
    assert outcome_of(dana.grades(parcel_id, MUG)) == "done"
    tote = tote_of("TOTE-012")
    assert tote
    assert outcome_of(dana.fills(tote.id)) == "done"
    device = {"answer_works": "yes", "answer_parts": "yes"}
    assert outcome_of(dana.grades(parcel_id, serials_sent(mine.order_id)[0], "TOTE-011", **device)) == "done"
    return world


def test_the_books_of_honest_returns_are_right(returned: World) -> None:
    assert wrong_books() == []


def test_each_rule_of_returns_has_its_sabotage() -> None:
    assert {check.name for check in returns.CHECKS} == SABOTAGE.keys()


@pytest.mark.parametrize("name", SABOTAGE)
def test_a_rule_notices_what_breaks_it(returned: World, falsify: Falsify, name: str) -> None:
    check = next(check for check in returns.CHECKS if check.name == name)
    assert run(check).count == 0

    falsify(SABOTAGE[name])

    found = run(check)
    assert found.count
    assert all("%(" not in row for row in found.rows)


def test_a_clerk_beside_http_leaves_the_books_right(world: World) -> None:
    dana = hand(world, "Dana")
    number = rma(world, sent(world, {"MUG": 1}).order_id, {"MUG": 1})
    assert dana.does("arrive", lambda actor: receive_parcel(world.warehouse_id, Arrival(number), actor)).ok
    scan = UnitScan(item=MUG, tote="TOTE-012", answers={"closed": "yes", "worn": "no", "whole": "yes"})
    parcel_id = parcels()[0].id

    assert dana.does("grade", lambda actor: grade_units(db.session.get_one(ReturnParcel, parcel_id), scan, actor)).ok

    assert wrong_books() == []


def test_a_return_of_the_time_before_counts_and_no_more_than_it_says(world: World, falsify: Falsify) -> None:
    order_id = world.order({"MUG": 3}, state="shipped")
    world.do(lambda: setattr(db.session.get_one(Order, order_id).lines[0], "shipped", 3))
    line_id = world.do(lambda: db.session.get_one(Order, order_id).lines[0].id)
    choices = [Choice(line_id, 2, "other")]
    world.do(lambda: note_past_return(db.session.get_one(Order, order_id), "R1", now(), choices, SYSTEM))
    assert wrong_books() == []

    for name in ("returned", "received"):
        falsify(SABOTAGE[name])
        assert run(next(check for check in returns.CHECKS if check.name == name)).count == 1
        db.session.rollback()
