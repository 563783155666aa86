"""Scenario 33: each unit is graded; grade and reason say where it goes."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from app.db import db
from app.inventory.models import Lot
from app.inventory.queries import free_stock
from app.operations.models import AuditEntry
from app.returns.models import RmaLine
from tests.floor import wrong_books
from tests.returns.clerk import Clerk, outcome_of, parcel_of
from tests.returns.shipped import MUG, TEA, line_of, tote_of, units
from tests.visitor import words
from tests.world import World


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


def test_what_is_past_its_date_is_never_sold_again(world: World, dana: Clerk) -> None:
    parcel_id, _ = parcel_of(world, dana, {"TEA": 5}, {"TEA": 5})
    past = update(Lot).where(Lot.expires_on.is_not(None)).values(expires_on=date(2020, 1, 1))
    world.do(lambda: db.session.execute(past))

    refused = dana.grades(parcel_id, TEA, disposition="restock", answer_sealed="yes", answer_good="yes")

    assert words(refused.text).startswith("TEA goes another way by now: Scrap.")
    assert units() == []


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


def test_a_return_that_the_shop_refused_goes_to_its_customer_again(world: World, dana: Clerk) -> None:
    parcel_id, _ = parcel_of(world, dana, {"MUG": 1}, {"MUG": 1}, state="refused")

    assert outcome_of(dana.grades(parcel_id, MUG, disposition="to_customer")) == "done"

    assert [unit.disposition for unit in units()] == ["to_customer"]
