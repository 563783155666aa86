"""One unit by its number, from its vendor to a customer and back, graded and sold again: each step, and where it is."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.db import db
from app.inventory.models import Serial
from app.ledger.serials import histories
from app.picking.models import PickTask
from app.picking.queries import lines_of_task
from app.putting_away.models import PutAwayTask
from tests.floor import fresh, release, right_scan, wrong_books
from tests.handheld import Handheld
from tests.packing.orders import hand, pack_all
from tests.putting_away.conftest import PutAwayWalk, claimed
from tests.receiving.conftest import CARD, Dock, announced
from tests.returns.clerk import Clerk, outcome_of
from tests.returns.shipped import rma, sent, serials_sent, tote_of
from tests.visitor import visitor, words
from tests.world import World

DEVICE = {"answer_works": "yes", "answer_parts": "yes"}


@pytest.fixture
def numbered(world: World) -> World:
    world.do(lambda: setattr(world.item("CARD"), "tracks_serial", True))
    return world


def steps_of(world: World, number: str) -> list[tuple[str, str, str]]:
    """What happened, to where, for which order."""
    db.session.rollback()
    (found,) = histories(world.warehouse_id, number)
    return [(step.what, step.destination.name or step.destination.kind, step.order) for step in found.steps]


def place_of(number: str) -> str:
    db.session.rollback()
    place = db.session.scalars(select(Serial).where(Serial.code == number)).one().location
    return place.address if place else ""


def sold_again(world: World, number: str) -> None:
    """Picked by its number for order W2, and packed."""
    order_id = world.order({"CARD": 1}, number="W2")
    task_id = release(world.warehouse_id)[0]
    ana = hand(world, "Ana")
    assert ana.claims() == task_id
    ana.binds_all(task_id)
    line = lines_of_task(fresh(PickTask, task_id))[0]
    assert ana.picks(line.id, replace(right_scan(line), serials=(number,))).ok
    assert ana.stages(task_id, "LOC-LANE-1").ok
    pack_all(world, order_id)


def stowed(world: World, number: str) -> None:
    """Put away by its number, where the walk leads."""
    away: PutAwayWalk = claimed(world, Handheld(world, "Eli"))
    answer = away.put("CARD", serials=number)
    assert answer.status_code == 200, answer.text


def test_a_received_unit_is_at_the_dock_with_the_delivery_in_its_history(numbered: World) -> None:
    dock = Dock(numbered, Handheld(numbered, "Eli"), announced(numbered))
    assert dock.receive(CARD, 2, serials="SN-1\nSN-2").status_code == 200
    assert dock.eli.post(f"{dock.url}/undos").status_code == 200
    assert dock.receive(CARD, 1, serials="SN-1").status_code == 200

    assert [step[0] for step in steps_of(numbered, "SN-1")] == ["receive", "undo", "receive"]
    assert place_of("SN-1") == "DOCK-1"
    assert place_of("SN-2") == ""
    page = words(visitor(numbered, "Eli").get("/stock/serials?code=SN-1").text)
    assert f"Received – Vendor, Harbour Pottery {dock.delivery.number} DOCK-1 Eli" in page
    assert "SN-2" not in page
    assert wrong_books() == []


def test_a_unit_that_came_back_has_its_whole_way_and_is_where_the_history_ends(numbered: World) -> None:
    dana = Clerk(numbered)
    mine = sent(numbered, {"CARD": 1}, number="W1")
    number = serials_sent(mine.order_id)[0]
    assert place_of(number) == "CUSTOMER"
    parcel_id = dana.takes_in(rma(numbered, mine.order_id, {"CARD": 1}))

    assert outcome_of(dana.grades(parcel_id, number, **DEVICE)) == "done"
    assert place_of(number) == "T-012"
    assert outcome_of(dana.undoes(parcel_id)) == "done"
    assert place_of(number) == "CUSTOMER"
    assert outcome_of(dana.grades(parcel_id, number, **DEVICE)) == "done"

    assert steps_of(numbered, number) == [
        ("pick", "T-001", "W1"),
        ("pack", mine.carton, "W1"),
        ("ship", f"Swift {mine.waybill}", "W1"),
        ("return", "T-012", "W1"),
        ("return_undone", "RT-1", "W1"),
        ("return", "T-012", "W1"),
    ]
    page = words(visitor(numbered, "Eli").get(f"/stock/serials?code={number}").text)
    assert "It is here: T-012" in page
    assert "Returned As new, still closed: Back into stock W1 Customer, RT-1 T-012 Dana" in page
    assert wrong_books() == []


def test_it_is_put_away_and_sold_again_and_no_other_order_has_it(numbered: World) -> None:
    dana = Clerk(numbered)
    mine = sent(numbered, {"CARD": 1}, number="W1")
    number = serials_sent(mine.order_id)[0]
    parcel_id = dana.takes_in(rma(numbered, mine.order_id, {"CARD": 1}))
    assert outcome_of(dana.grades(parcel_id, number, **DEVICE)) == "done"
    tote = tote_of("TOTE-012")
    assert tote
    assert outcome_of(dana.fills(tote.id)) == "done"
    assert db.session.scalars(select(PutAwayTask.id)).one()

    stowed(numbered, number)
    bin_ = place_of(number)
    sold_again(numbered, number)

    told = steps_of(numbered, number)[3:]
    assert [step[0] for step in told] == ["return", "put_away", "pick", "pack"]
    assert told[1] == ("put_away", bin_, "")
    assert {step[2] for step in told[2:]} == {"W2"}
    assert place_of(number) == "PACKED"
    assert outcome_of(dana.grades(parcel_id, number, **DEVICE)) == "serial_came_back"
    assert len(steps_of(numbered, number)) == 7
    assert wrong_books() == []


def test_a_unit_that_is_scrap_leaves_the_book_and_its_history_says_so(numbered: World) -> None:
    dana = Clerk(numbered)
    mine = sent(numbered, {"CARD": 2}, number="W1")
    first, second = serials_sent(mine.order_id)
    parcel_id = dana.takes_in(rma(numbered, mine.order_id, {"CARD": 2}))
    cleo = Clerk(numbered, "Cleo")
    done = cleo.grades(parcel_id, first, disposition="scrap", override="Burnt", **DEVICE)
    assert outcome_of(done) == "done"
    tote = tote_of("TOTE-012")
    assert tote

    assert outcome_of(dana.fills(tote.id)) == "done"

    assert steps_of(numbered, first)[-2:] == [("return", "T-012", "W1"), ("scrap", "SCRAP", "")]
    assert (place_of(first), place_of(second)) == ("SCRAP", "CUSTOMER")
    assert "(Burnt)" in words(visitor(numbered, "Eli").get(f"/stock/serials?code={first}").text)
    assert wrong_books() == []
