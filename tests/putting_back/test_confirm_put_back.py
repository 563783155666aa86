"""Units lie in a bin again: bin and item are scanned, the ledger moves them, and they can be picked at once."""

from typing import Any
from uuid import uuid4

from sqlalchemy import select

from app.db import db
from app.inventory.models import StockLeg, StockMovement
from app.orders.models import Order
from app.picking.models import Pick, ToteUse
from tests.floor import fresh, wrong_books
from tests.putting_back.conftest import PutBackWalk


def test_units_that_are_put_back_can_be_picked_at_once_and_those_that_are_not_cannot(back: PutBackWalk) -> None:
    back.take_totes()

    assert back.put("MUG", quantity=2).status_code == 200

    mugs = back.world.stock("A-01-1", "MUG")
    assert (mugs.on_hand, mugs.reserved) == (9, 0)
    assert back.world.on_hand("T-001", "MUG") == 1
    assert back.world.on_hand("B-03-1", "CARD") == 18
    assert (back.stop("MUG").left, back.stop("CARD").left) == (1, 2)
    assert fresh(Order, back.order_id).state == "picked"
    assert wrong_books() == []


def test_the_ledger_has_two_legs_from_the_tote_to_the_bin_and_the_pick_keeps_both_facts(back: PutBackWalk) -> None:
    back.take_totes()
    back.put("MUG")

    moved = db.session.scalars(select(StockMovement).where(StockMovement.reason == "put_back")).one()
    legs = db.session.execute(select(StockLeg.location_id, StockLeg.quantity).where(StockLeg.movement_id == moved.id))
    tote, own_bin = back.world.location("T-001").id, back.world.location("A-01-1").id
    assert {tuple(leg) for leg in legs} == {(tote, -3), (own_bin, 3)}
    pick = db.session.scalars(select(Pick).where(Pick.quantity == 3)).one()
    assert (pick.put_back, pick.in_tote, pick.undone_at) == (3, 0, None)
    assert moved.worker_id == back.world.workers["Ben"]


def test_a_replayed_scan_puts_nothing_more_back_and_gets_the_first_answer(back: PutBackWalk) -> None:
    back.take_totes()
    operation, line = str(uuid4()), back.stop("MUG")
    scan: dict[str, Any] = {"bin": line.bin_barcode, "item": line.codes[0][0], "quantity": 2}
    url = f"/putting-back/lines/{line.line_id}/put-backs"

    first = back.ben.post(url, operation, **scan)
    again = back.ben.post(url, operation, **scan)

    assert (first.status_code, again.text) == (200, first.text)
    assert back.world.on_hand("A-01-1", "MUG") == 9
    assert wrong_books() == []


def test_another_bin_and_another_item_are_named_and_change_nothing(back: PutBackWalk) -> None:
    back.take_totes()

    wrong_bin = back.put("MUG", bin=back.world.location("B-03-1").barcode)
    wrong_item = back.put("MUG", item="5012345678900")
    no_bin = back.put("MUG", bin="")
    too_many = back.put("MUG", quantity=4)

    assert "This is B-03-1. Go to A-01-1." in wrong_bin.text
    assert "This is Greeting card. Take MUG." in wrong_item.text
    assert "Scan the A-01-1 first." in no_bin.text
    assert "Only 3 go into A-01-1. Keep the rest in the tote." in too_many.text
    assert [answer.status_code for answer in (wrong_bin, wrong_item, no_bin, too_many)] == [422] * 4
    assert back.world.on_hand("T-001", "MUG") == 3
    assert wrong_books() == []


def test_what_lies_in_its_bin_is_not_put_there_twice(back: PutBackWalk) -> None:
    back.take_totes()
    back.put("MUG")

    again = back.put("MUG", quantity=3)

    assert again.status_code == 409
    assert "A-01-1 is done already. What you hold stays in its tote" in again.text
    assert back.world.on_hand("A-01-1", "MUG") == 10


def test_a_stranger_and_another_picker_put_nothing_back(back: PutBackWalk) -> None:
    back.take_totes()
    line = back.stop("MUG")
    scan: dict[str, Any] = {"bin": line.bin_barcode, "item": line.codes[0][0], "quantity": 3}

    answer = back.ana.post(f"/putting-back/lines/{line.line_id}/put-backs", **scan)

    assert "Ben has this walk now." in answer.text
    assert back.world.on_hand("A-01-1", "MUG") == 7
    assert back.world.client("Olga").get(back.url).status_code == 404
    assert back.world.client("Dana").get(back.url).status_code == 403


def test_the_order_is_cancelled_and_its_tote_free_when_the_empty_tote_was_scanned(back: PutBackWalk) -> None:
    back.take_totes()
    back.put("MUG")
    early = back.end()
    back.put("CARD")
    other = back.end("TOTE-009")

    assert "1 stops are still to do." in early.text
    assert "This is T-009. You want T-001." in other.text
    assert fresh(Order, back.order_id).state == "picked"

    assert back.end().status_code == 200

    assert fresh(Order, back.order_id).state == "cancelled"
    assert db.session.scalars(select(ToteUse).where(ToteUse.released_at.is_(None))).all() == []
    assert back.world.stock("A-01-1", "MUG").available == 10
    assert wrong_books() == []
