"""Scenario 32: what comes back is what was sent, by item, lot and number; nothing too much, nothing twice."""

import pytest
from sqlalchemy import select

from app.db import db
from app.inventory.commands import lot_of, receive
from app.inventory.models import Serial
from app.orders.models import OrderLine
from tests.floor import wrong_books
from tests.returns.clerk import Clerk, outcome_of, parcel_of
from tests.returns.shipped import CARD, MUG, TEA, line_of, serials_sent, units
from tests.visitor import words
from tests.world import SYSTEM, World


def test_scenario_32_more_than_was_shipped_is_refused_by_name_also_over_two_returns(world: World, dana: Clerk) -> None:
    parcel_id, order_id = parcel_of(world, dana, {"MUG": 2}, {"MUG": 1})
    assert outcome_of(dana.grades(parcel_id, MUG, quantity=2)) == "done"  # one more than announced, and it was shipped

    again = dana.grades(parcel_id, MUG)

    assert words(again.text).startswith("Of MUG, 2 went out with order W1 and 2 came back: not 1 more.")
    assert line_of(order_id, "MUG").returned == 2
    assert world.on_hand("T-012", "MUG") == 2
    assert len(units()) == 1
    assert wrong_books() == []


def test_scenario_32_an_item_that_was_not_on_the_order_is_refused_by_name_and_comes_in_as_a_stranger(
    world: World, dana: Clerk
) -> None:
    parcel_id, order_id = parcel_of(world, dana, {"MUG": 1}, {"MUG": 1})
    refused = dana.grades(parcel_id, CARD)
    assert words(refused.text).startswith("CARD was not sent with order W1.")
    assert units() == []

    taken = dana.grades(parcel_id, CARD, stranger="yes")

    assert outcome_of(taken) == "done"
    unit = units()[0]
    assert (unit.line_id, unit.disposition) == (None, "quarantine")
    assert line_of(order_id, "MUG").returned == 0
    assert wrong_books() == []


def test_a_lot_that_was_not_sent_is_refused_and_of_several_the_unit_says_which(world: World, dana: Clerk) -> None:
    world.do(lambda: receive(world.item("TEA"), lot_of(world.item("TEA"), "L3"), 1, world.location("D-05-1"), SYSTEM))
    parcel_id, _ = parcel_of(world, dana, {"TEA": 7}, {"TEA": 7})
    good = {"answer_sealed": "yes", "answer_good": "yes"}

    assert outcome_of(dana.grades(parcel_id, TEA, **good)) == "which_lot"
    assert outcome_of(dana.grades(parcel_id, TEA, lot="L3", **good)) == "lot_not_sent"
    assert units() == []
    assert outcome_of(dana.grades(parcel_id, TEA, lot="L2", **good)) == "done"

    assert [unit.lot.code for unit in units()] == ["L2"]
    assert world.on_hand("T-012", "TEA", "L2") == 1
    assert wrong_books() == []


def test_a_unit_that_was_not_sent_is_named_and_one_that_came_back_comes_back_once(world: World, dana: Clerk) -> None:
    world.do(lambda: setattr(world.item("CARD"), "tracks_serial", True))
    parcel_id, order_id = parcel_of(world, dana, {"CARD": 2}, {"CARD": 2})
    device = {"answer_closed": "yes", "answer_works": "yes", "answer_parts": "yes", "answer_worn": "no"}
    one, other = serials_sent(order_id)

    assert outcome_of(dana.grades(parcel_id, CARD, **device)) == "serials_wanted"
    wrong = dana.grades(parcel_id, CARD, serials="SN-STRANGE", **device)
    assert words(wrong.text).startswith("Unit SN-STRANGE was not sent with order W1.")
    assert outcome_of(dana.grades(parcel_id, CARD, serials=one, **device)) == "done"
    twice = dana.grades(parcel_id, CARD, serials=one, **device)
    assert words(twice.text) == f"Unit {one} came back already, in parcel RP-00001. Look at the number again."
    assert outcome_of(dana.grades(parcel_id, other, **device)) == "done"  # its own number alone says the item

    places = {serial.code: serial.location.address for serial in db.session.scalars(select(Serial)) if serial.location}
    assert places[one] == places[other] == "T-012"
    assert line_of(order_id, "CARD").returned == 2
    assert wrong_books() == []


def test_a_stranger_unit_never_counts_as_returned(world: World, dana: Clerk) -> None:
    world.do(lambda: setattr(world.item("CARD"), "tracks_serial", True))
    parcel_id, order_id = parcel_of(world, dana, {"CARD": 1}, {"CARD": 1})

    assert outcome_of(dana.grades(parcel_id, CARD, serials="SN-STRANGE", stranger="yes")) == "done"

    assert line_of(order_id, "CARD").returned == 0
    assert [(unit.line_id, [serial.code for serial in unit.serials]) for unit in units()] == [(None, ["SN-STRANGE"])]
    assert wrong_books() == []


def test_a_number_that_lies_in_the_house_does_not_come_from_outside(world: World, dana: Clerk) -> None:
    world.do(lambda: setattr(world.item("CARD"), "tracks_serial", True))
    parcel_id, _ = parcel_of(world, dana, {"CARD": 1}, {"CARD": 1})
    card, place = world.item("CARD").id, world.location("B-03-1").id
    world.do(lambda: db.session.add(Serial(item_id=card, code="SN-HERE", location_id=place)))

    refused = dana.grades(parcel_id, CARD, serials="SN-HERE", stranger="yes")

    assert words(refused.text).startswith("By the book unit SN-HERE lies in B-03-1.")
    assert units() == []
    assert wrong_books() == []


@pytest.mark.parametrize("quantity", ["0", "-1", "99999999"])
def test_no_odd_number_of_units_comes_back(world: World, dana: Clerk, quantity: str) -> None:
    parcel_id, _ = parcel_of(world, dana, {"MUG": 1}, {"MUG": 1})

    answer = dana.grades(parcel_id, MUG, quantity=quantity)

    if quantity == "0":  # nothing said is one scan's worth
        assert outcome_of(answer) == "done"
    else:
        assert outcome_of(answer) != "done"
        assert units() == []
    assert wrong_books() == []


def test_what_history_sent_comes_back_too(world: World, dana: Clerk) -> None:
    """It has no cartons, so nobody knows which units they were."""
    order_id = world.order({"MUG": 2}, number="OLD1", state="shipped")

    def as_history() -> None:
        for line in db.session.scalars(select(OrderLine).where(OrderLine.order_id == order_id)):
            line.shipped = line.quantity

    world.do(as_history)
    parcel_id = dana.takes_in("OLD1", chosen=f"order-{order_id}")

    assert outcome_of(dana.grades(parcel_id, MUG, quantity=2)) == "done"
    assert outcome_of(dana.grades(parcel_id, MUG)) == "more_than_shipped"

    assert line_of(order_id, "MUG").returned == 2
    assert wrong_books() == []
