"""A parcel that is matched after some of it was graded, or after it was finished: what follows of it follows then."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from app.db import db
from app.operations.models import AuditEntry
from app.returns.models import Refund, ReturnParcel, Rma
from tests.floor import wrong_books
from tests.returns.came_back import rules
from tests.returns.clerk import Clerk, outcome_of
from tests.returns.shipped import CARD, MUG, line_of, parcels, rma, sent, serials_sent, units
from tests.visitor import visitor, words
from tests.world import World


def unknown(dana: Clerk) -> int:
    return dana.takes_in("FOREIGN-1", chosen="unidentified")


def matches(dana: Clerk, parcel_id: int, code: str) -> str:
    return outcome_of(dana.post(f"/returns/dock/parcels/{parcel_id}/findings", code=code))


def refunds() -> list[Decimal]:
    db.session.rollback()
    return list(db.session.scalars(select(Refund.amount).order_by(Refund.id)))


def priced(world: World, order_id: int) -> None:
    world.do(lambda: setattr(line_of(order_id, "MUG"), "price", Decimal(10)))


def test_what_is_taken_out_before_it_is_matched_is_a_stranger_and_counts_when_it_is(world: World, dana: Clerk) -> None:
    mine = sent(world, {"MUG": 2}, number="W1")
    rma(world, mine.order_id, {"MUG": 1}, reason="faulty")
    parcel_id = unknown(dana)
    assert words(dana.grades(parcel_id, MUG).text).startswith("Nobody knows yet whose parcel RP-00001 is.")
    assert outcome_of(dana.grades(parcel_id, MUG, stranger="yes")) == "done"
    assert line_of(mine.order_id, "MUG").returned == 0

    assert matches(dana, parcel_id, "W1") == "done"

    (unit,) = units()
    assert unit.line
    assert (unit.line.order_line.order_id, unit.reason, unit.disposition) == (mine.order_id, "faulty", "quarantine")
    assert (line_of(mine.order_id, "MUG").returned, unit.line.received) == (1, 1)
    assert parcels()[0].done_at is None, "the rest of it is graded yet"
    changes = select(AuditEntry.change).where(AuditEntry.entity == "return_units").order_by(AuditEntry.id)
    assert list(db.session.scalars(changes)) == ["graded", "counted"]
    assert wrong_books() == []


def test_the_rest_of_it_is_graded_as_any_and_undone_units_count_no_more(world: World, dana: Clerk) -> None:
    mine = sent(world, {"MUG": 2}, number="W1")
    parcel_id = unknown(dana)
    assert outcome_of(dana.grades(parcel_id, MUG, stranger="yes", tote="TOTE-011")) == "done"
    assert matches(dana, parcel_id, "W1") == "done"
    assert outcome_of(dana.grades(parcel_id, MUG)) == "done"
    assert outcome_of(dana.grades(parcel_id, MUG)) == "more_than_shipped"

    assert outcome_of(dana.undoes(parcel_id)) == "done"
    assert outcome_of(dana.undoes(parcel_id)) == "done"

    assert line_of(mine.order_id, "MUG").returned == 0
    assert wrong_books() == []


@pytest.mark.parametrize("by_itself", [True, False])
def test_one_that_was_finished_is_settled_when_it_is_matched_if_the_rules_say_so(
    world: World, dana: Clerk, by_itself: bool
) -> None:
    rules(world, settle_by_itself=by_itself)
    mine = sent(world, {"MUG": 1}, number="W1")
    priced(world, mine.order_id)
    number = rma(world, mine.order_id, {"MUG": 1})
    parcel_id = unknown(dana)
    assert outcome_of(dana.grades(parcel_id, MUG, stranger="yes")) == "done"
    assert outcome_of(dana.finishes(parcel_id)) == "done"
    assert refunds() == []

    assert matches(dana, parcel_id, "W1") == "done"

    assert refunds() == ([Decimal(10)] if by_itself else [])
    db.session.rollback()
    made = db.session.scalars(select(Rma).where(Rma.number == number)).one()
    assert made.state == ("settled" if by_itself else "approved")
    listed = words(visitor(world, "Dana").get("/returns?which=to_settle").text)
    assert (number in listed) is not by_itself, "what the rules do not settle waits in the list"
    assert matches(dana, parcel_id, "W1") == "parcel_matched"
    assert refunds() == ([Decimal(10)] if by_itself else [])
    assert wrong_books() == []


def test_what_the_carrier_broke_is_claimed_when_it_is_matched(world: World, dana: Clerk) -> None:
    mine = sent(world, {"MUG": 1}, number="W1")
    rma(world, mine.order_id, {"MUG": 1}, reason="damaged")
    parcel_id = unknown(dana)
    broken = {"answer_whole": "no", "answer_closed": "no", "answer_worn": "no"}
    assert outcome_of(dana.grades(parcel_id, MUG, stranger="yes", **broken)) == "done"
    assert outcome_of(dana.finishes(parcel_id)) == "done"
    fay = visitor(world, "Fay")
    assert "RT-1" not in words(fay.get("/cases").text)

    assert matches(dana, parcel_id, "W1") == "done"

    assert mine.waybill in words(fay.get("/cases").text)


def test_what_was_not_sent_stays_a_stranger_and_nothing_is_counted_beyond_what_was(world: World, dana: Clerk) -> None:
    mine = sent(world, {"MUG": 1}, number="W1")
    parcel_id = unknown(dana)
    assert outcome_of(dana.grades(parcel_id, CARD, stranger="yes")) == "done"
    assert outcome_of(dana.grades(parcel_id, MUG, stranger="yes", quantity=2)) == "done"

    assert matches(dana, parcel_id, "W1") == "done"

    assert [unit.line_id for unit in units()] == [None, None]
    assert line_of(mine.order_id, "MUG").returned == 0
    assert wrong_books() == []


def test_a_number_that_was_not_sent_with_the_order_is_not_counted_for_it(world: World, dana: Clerk) -> None:
    world.do(lambda: setattr(world.item("CARD"), "tracks_serial", True))
    mine = sent(world, {"CARD": 2}, number="W1")
    right = serials_sent(mine.order_id)[0]
    parcel_id = unknown(dana)
    device = {"answer_works": "yes", "answer_parts": "yes"}
    for number in ("SN-STRANGE", right):
        done = dana.grades(parcel_id, CARD, serials=number, stranger="yes", **device)
        assert outcome_of(done) == "done"

    assert matches(dana, parcel_id, "W1") == "done"

    counted = {unit.serials[0].code: unit.line_id is not None for unit in units()}
    assert counted == {"SN-STRANGE": False, right: True}
    assert line_of(mine.order_id, "CARD").returned == 1
    assert wrong_books() == []


def test_one_that_was_finished_without_a_look_into_it_is_open_again(world: World, dana: Clerk) -> None:
    sent(world, {"MUG": 1}, number="W1")
    parcel_id = unknown(dana)
    assert outcome_of(dana.finishes(parcel_id, "Nobody asked for it")) == "done"
    browser = visitor(world, "Dana")
    assert "Find whose it is" in browser.get(f"/returns/dock/parcels/{parcel_id}").text

    assert matches(dana, parcel_id, "W1") == "done"

    db.session.rollback()
    parcel = db.session.get_one(ReturnParcel, parcel_id)
    assert (parcel.done_at, parcel.note) == (None, "Nobody asked for it")
    assert outcome_of(dana.grades(parcel_id, MUG)) == "done"
    assert wrong_books() == []
