"""What was confirmed last is undone while its tote is here; a parcel is finished, also with less than was announced."""

from uuid import uuid4

from sqlalchemy import select

from app.db import db
from app.returns.models import RmaLine
from tests.floor import wrong_books
from tests.returns.clerk import Clerk, outcome_of
from tests.returns.shipped import CARD, MUG, line_of, parcels, rma, sent, units
from tests.visitor import words
from tests.world import World


def test_an_undone_confirmation_leaves_everything_as_it_was_and_stays_in_the_history(world: World, dana: Clerk) -> None:
    mine = sent(world, {"MUG": 2})
    parcel_id = dana.takes_in(rma(world, mine.order_id, {"MUG": 2}))
    customer = world.on_hand("CUSTOMER", "MUG")
    assert outcome_of(dana.grades(parcel_id, MUG, quantity=2)) == "done"

    answer = dana.undoes(parcel_id)

    assert words(answer.text) == "Undone: put 2 units back into the parcel."
    assert units() == []
    assert len(units(standing=False)) == 1
    assert (world.on_hand("T-012", "MUG"), world.on_hand("CUSTOMER", "MUG")) == (0, customer)
    assert line_of(mine.order_id, "MUG").returned == 0
    assert db.session.scalars(select(RmaLine.received)).one() == 0
    assert outcome_of(dana.undoes(parcel_id)) == "nothing_graded_to_undo"
    assert outcome_of(dana.grades(parcel_id, MUG, quantity=2)) == "done"
    assert wrong_books() == []


def test_the_one_that_is_meant_is_undone_once(world: World, dana: Clerk) -> None:
    mine = sent(world, {"MUG": 2})
    parcel_id = dana.takes_in(rma(world, mine.order_id, {"MUG": 2}))
    assert outcome_of(dana.grades(parcel_id, MUG)) == "done"
    meant = units()[0].operation_id or ""
    assert outcome_of(dana.grades(parcel_id, MUG)) == "done"
    named = str(uuid4())

    first = dana.post(f"/returns/dock/parcels/{parcel_id}/undos", named, unit=meant)
    again = dana.post(f"/returns/dock/parcels/{parcel_id}/undos", named, unit=meant)

    assert again.text == first.text
    assert outcome_of(dana.undoes(parcel_id, meant)) == "nothing_graded_to_undo"
    assert len(units()) == 1
    assert units()[0].operation_id != meant
    assert line_of(mine.order_id, "MUG").returned == 1
    assert wrong_books() == []


def test_nobody_undoes_what_another_confirmed_by_chance(world: World, dana: Clerk, cleo: Clerk) -> None:
    mine = sent(world, {"MUG": 1})
    parcel_id = dana.takes_in(rma(world, mine.order_id, {"MUG": 1}))
    assert outcome_of(dana.grades(parcel_id, MUG)) == "done"

    assert outcome_of(cleo.undoes(parcel_id)) == "nothing_graded_to_undo"

    assert len(units()) == 1


def test_a_parcel_is_finished_with_fewer_than_were_announced_and_says_so(world: World, dana: Clerk) -> None:
    mine = sent(world, {"MUG": 2, "CARD": 1})
    parcel_id = dana.takes_in(rma(world, mine.order_id, {"MUG": 2, "CARD": 1}))
    assert outcome_of(dana.grades(parcel_id, MUG)) == "done"

    answer = dana.finishes(parcel_id)

    assert words(answer.text) == "The parcel is finished. 2 units that were announced have not come."
    assert parcels()[0].done_at
    assert outcome_of(dana.finishes(parcel_id)) == "parcel_done"
    assert outcome_of(dana.grades(parcel_id, CARD)) == "parcel_done"
    assert outcome_of(dana.undoes(parcel_id)) == "parcel_done"
    assert len(units()) == 1
    assert wrong_books() == []


def test_an_empty_parcel_wants_its_reason(world: World, dana: Clerk) -> None:
    mine = sent(world, {"MUG": 1})
    parcel_id = dana.takes_in(rma(world, mine.order_id, {"MUG": 1}))

    assert words(dana.finishes(parcel_id).text).startswith("Nothing of parcel RP-00001 was taken in.")
    assert parcels()[0].done_at is None
    assert outcome_of(dana.finishes(parcel_id, "The parcel is empty")) == "done"

    assert parcels()[0].note == "The parcel is empty"
    assert line_of(mine.order_id, "MUG").returned == 0


def test_what_comes_in_a_second_parcel_counts_for_the_same_return(world: World, dana: Clerk) -> None:
    mine = sent(world, {"MUG": 2})
    number = rma(world, mine.order_id, {"MUG": 2})
    first = dana.takes_in(number)
    assert outcome_of(dana.grades(first, MUG)) == "done"
    assert outcome_of(dana.finishes(first)) == "done"

    second = dana.takes_in(number)

    assert second != first
    assert outcome_of(dana.grades(second, MUG)) == "done"
    assert words(dana.finishes(second).text) == "The parcel is finished."
    assert line_of(mine.order_id, "MUG").returned == 2
    assert wrong_books() == []
