"""Scenario 33: each unit is graded; grade and reason say where it goes; nothing too much, nothing twice."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from app.db import db
from app.inventory.commands import lot_of, receive
from app.inventory.models import Lot, Serial
from app.inventory.queries import free_stock
from app.operations.models import AuditEntry
from app.orders.models import OrderLine
from app.returns.models import RmaLine
from tests.floor import wrong_books
from tests.returns.clerk import Clerk, outcome_of
from tests.returns.shipped import CARD, MUG, TEA, line_of, rma, sent, serials_sent, tote_of, units
from tests.visitor import words
from tests.world import SYSTEM, World


def parcel_of(
    world: World, dana: Clerk, lines: dict[str, int], back: dict[str, int], **columns: str
) -> tuple[int, int]:
    """The ids of a parcel of a new return, and of its order."""
    mine = sent(world, lines, number="W1")
    return dana.takes_in(rma(world, mine.order_id, back, **columns)), mine.order_id


def available(world: World, sku: str) -> int:
    """What could be sold of it now."""
    db.session.rollback()
    return sum(stock.available for stock in free_stock(world.warehouse_id, world.item(sku).id))


def test_scenario_33_a_new_unit_goes_towards_stock_and_is_sold_by_nobody_before_it_is_put_away(
    world: World, dana: Clerk
) -> None:
    parcel_id, order_id = parcel_of(world, dana, {"MUG": 2}, {"MUG": 2})
    before = available(world, "MUG")

    answer = dana.grades(parcel_id, MUG)

    assert words(answer.text) == "1 unit is in its tote."
    unit = units()[0]
    assert (unit.grade, unit.reason, unit.proposed, unit.disposition) == ("new", "changed_mind", "restock", "restock")
    assert world.on_hand("T-012", "MUG") == 1
    assert available(world, "MUG") == before
    assert line_of(order_id, "MUG").returned == 1
    assert db.session.scalars(select(RmaLine.received)).one() == 1
    assert wrong_books() == []


@pytest.mark.parametrize(
    ("answers", "reason", "way"),
    [
        ({"answer_closed": "no"}, "changed_mind", "repackage"),
        ({"answer_worn": "yes"}, "changed_mind", "refurbish"),
        ({"answer_whole": "part"}, "changed_mind", "scrap"),
        ({"answer_whole": "part"}, "damaged", "quarantine"),
        ({"answer_whole": "no"}, "changed_mind", "scrap"),
        ({"answer_closed": "no"}, "faulty", "vendor"),
        ({}, "faulty", "quarantine"),
    ],
)
def test_scenario_33_the_grade_and_the_reason_give_the_disposition(
    world: World, dana: Clerk, answers: dict[str, str], reason: str, way: str
) -> None:
    parcel_id, _ = parcel_of(world, dana, {"MUG": 1}, {"MUG": 1})

    assert outcome_of(dana.grades(parcel_id, MUG, reason=reason, disposition=way, **answers)) == "done"

    assert [unit.disposition for unit in units()] == [way]
    tote = tote_of("TOTE-012")
    assert tote
    assert tote.disposition == way
    assert wrong_books() == []


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


def test_what_is_past_its_date_is_never_sold_again(world: World, dana: Clerk) -> None:
    parcel_id, _ = parcel_of(world, dana, {"TEA": 5}, {"TEA": 5})
    past = update(Lot).where(Lot.expires_on.is_not(None)).values(expires_on=date(2020, 1, 1))
    world.do(lambda: db.session.execute(past))

    refused = dana.grades(parcel_id, TEA, disposition="restock", answer_sealed="yes", answer_good="yes")

    assert words(refused.text).startswith("TEA goes another way by now: Scrap.")
    assert units() == []


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


def test_a_replayed_confirmation_takes_nothing_more_in_and_gets_the_first_answer(world: World, dana: Clerk) -> None:
    parcel_id, order_id = parcel_of(world, dana, {"MUG": 2}, {"MUG": 2})
    named = str(uuid4())
    form: dict[str, Any] = {
        "item": MUG,
        "tote": "TOTE-012",
        "answer_closed": "yes",
        "answer_worn": "no",
        "answer_whole": "yes",
    }

    first = dana.post(f"/returns/dock/parcels/{parcel_id}/units", named, **form)
    again = dana.post(f"/returns/dock/parcels/{parcel_id}/units", named, **form)

    assert outcome_of(first) == "done"
    assert again.text == first.text
    assert len(units()) == 1
    assert line_of(order_id, "MUG").returned == 1
    entries = select(AuditEntry).where(AuditEntry.entity == "return_units")
    assert [entry.change for entry in db.session.scalars(entries)] == ["graded"]


def test_only_a_lead_sends_a_unit_another_way_and_says_why(world: World, dana: Clerk, cleo: Clerk) -> None:
    parcel_id, _ = parcel_of(world, dana, {"MUG": 1}, {"MUG": 1})
    other = {"disposition": "vendor", "override": "Their lid is loose"}

    refused = dana.grades(parcel_id, MUG, **other)
    assert words(refused.text) == "MUG goes this way: Back into stock. Only a lead sends it another way."
    assert outcome_of(cleo.grades(parcel_id, MUG, disposition="vendor")) == "goes_elsewhere"  # without a word why
    assert units() == []

    assert outcome_of(cleo.grades(parcel_id, MUG, **other)) == "done"

    unit = units()[0]
    assert (unit.proposed, unit.disposition, unit.override) == ("restock", "vendor", "Their lid is loose")
    assert unit.overridden_by_id == world.workers["Cleo"]


def test_what_is_not_answered_is_not_graded(world: World, dana: Clerk) -> None:
    parcel_id, _ = parcel_of(world, dana, {"MUG": 1}, {"MUG": 1})

    assert outcome_of(dana.grades(parcel_id, MUG, answer_worn="")) == "answers_wanted"
    assert outcome_of(dana.grades(parcel_id, MUG, answer_worn="perhaps")) == "answers_wanted"
    assert outcome_of(dana.grades(parcel_id, MUG, reason="nonsense")) == "reason_unknown"

    assert units() == []


def test_a_warehouses_own_questions_are_asked_instead(world: World, dana: Clerk) -> None:
    smell = {"name": "smell", "words": {"en": "Does it smell?"}}
    answers = [{"name": "no", "words": {"en": "No"}, "grade": "new"}, {"name": "yes", "words": {}, "grade": "used"}]
    world.sets(grading={"default": [smell | {"answers": answers}]})
    parcel_id, _ = parcel_of(world, dana, {"MUG": 1}, {"MUG": 1})
    assert "Does it smell?" in dana.client.get(f"/returns/dock/parcels/{parcel_id}").text

    assert outcome_of(dana.grades(parcel_id, MUG)) == "answers_wanted"
    assert outcome_of(dana.grades(parcel_id, MUG, answer_smell="yes", disposition="refurbish")) == "done"

    assert [unit.grade for unit in units()] == ["used"]


def test_a_return_that_the_shop_refused_goes_to_its_customer_again(world: World, dana: Clerk) -> None:
    parcel_id, _ = parcel_of(world, dana, {"MUG": 1}, {"MUG": 1}, state="refused")

    assert outcome_of(dana.grades(parcel_id, MUG, disposition="to_customer")) == "done"

    assert [unit.disposition for unit in units()] == ["to_customer"]


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
