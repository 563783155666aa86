"""What else happens at a stop: units missing or damaged, undone, skipped; the source taken, and empty at the end."""

from sqlalchemy import select

from app.counting.models import CycleCount
from app.db import db
from app.inventory.commands import move
from app.inventory.models import Stock
from app.putting_away.models import PutAway, PutAwayTask
from tests.floor import fresh, wrong_books
from tests.putting_away.conftest import PutAwayWalk
from tests.world import SYSTEM


def test_missing_units_are_written_off_and_their_bin_is_counted(away: PutAwayWalk) -> None:
    away.put("MUG", quantity=3)

    assert away.eli.post(away.at("MUG", "shorts"), reason="missing").status_code == 200

    assert (away.world.on_hand("T-001", "MUG"), away.world.on_hand("ADJUSTMENT", "MUG")) == (0, 1)
    assert away.stop("MUG").state == "short"
    counts = db.session.scalars(select(CycleCount)).all()
    assert [(count.location.address, count.item.sku if count.item else "", count.reason) for count in counts] == [
        ("A-01-1", "MUG", "missing")
    ]
    assert wrong_books() == []


def test_units_that_left_their_tote_by_the_book_meanwhile_are_no_loss(away: PutAwayWalk) -> None:
    world = away.world
    tote, bin_ = world.location("T-001"), world.location("A-02-1")
    world.do(lambda: move(world.lot("MUG"), 4, source=tote, destination=bin_, reason="move", actor=SYSTEM))

    assert away.eli.post(away.at("MUG", "shorts"), reason="missing").status_code == 200

    assert world.on_hand("A-02-1", "MUG") == 4
    assert db.session.scalars(select(PutAway)).all() == []
    assert [stop.sku for stop in away.document.stops if stop.left] == ["CARD", "TEA"]
    assert wrong_books() == []


def test_damaged_units_lie_in_quarantine_and_the_rest_is_still_to_do(away: PutAwayWalk) -> None:
    assert away.eli.post(away.at("MUG", "damages"), quantity=5).status_code == 422
    assert away.eli.post(away.at("MUG", "damages"), quantity=1).status_code == 200

    assert away.world.on_hand("QUARANTINE", "MUG") == 1
    assert away.stop("MUG").left == 3
    assert wrong_books() == []


def test_undone_units_lie_in_their_tote_again_and_both_facts_stay(away: PutAwayWalk) -> None:
    away.put("MUG", quantity=2)

    assert away.eli.post(f"{away.url}/undos").status_code == 200

    assert (away.world.on_hand("A-01-1", "MUG"), away.world.on_hand("T-001", "MUG")) == (10, 4)
    assert away.stop("MUG").left == 4
    assert [one.undone_at is None for one in db.session.scalars(select(PutAway))] == [False]
    assert away.eli.post(f"{away.url}/undos").status_code == 409
    assert wrong_books() == []


def test_units_that_an_order_keeps_by_now_stay_in_their_bin(away: PutAwayWalk) -> None:
    away.put("MUG")
    stock_id = away.world.stock("A-01-1", "MUG").id
    away.world.do(lambda: setattr(db.session.get_one(Stock, stock_id), "reserved", 12))

    answer = away.eli.post(f"{away.url}/undos")

    assert "What you put into A-01-1 is kept for an order by now. Leave it there." in answer.text
    assert away.world.on_hand("A-01-1", "MUG") == 14


def test_a_skipped_stop_comes_last(away: PutAwayWalk) -> None:
    first = away.document.stops[0].sku

    assert away.eli.post(away.at(first, "skips")).status_code == 200

    assert away.document.stops[-1].sku == first
    assert away.stop(first).state == "skipped"
    assert away.put(first).status_code == 200


def test_only_the_very_tote_is_taken(away: PutAwayWalk) -> None:
    assert "This is T-002. You want T-001." in away.take("TOTE-002").text
    assert away.document.places[0].tote_barcode is None

    assert away.take().status_code == 200
    assert away.document.places[0].tote_barcode == "TOTE-001"


def test_a_walk_with_stops_left_does_not_end_nor_does_another_tote_end_it(away: PutAwayWalk) -> None:
    assert "3 stops are still to do." in away.end().text
    for sku in ("MUG", "CARD", "TEA"):
        away.put(sku)

    assert away.end("TOTE-002").status_code == 422
    assert fresh(PutAwayTask, away.task_id).state == "active"
    assert away.end().status_code == 200
    assert fresh(PutAwayTask, away.task_id).state == "done"
