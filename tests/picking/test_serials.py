"""Serial-tracked items: one serial, one unit; a serial twice is refused. (Scenario 11)"""

import pytest
from sqlalchemy import select

from app.db import db
from app.inventory.models import Serial
from tests.floor import release, wrong_books
from tests.handheld import Handheld
from tests.picking.conftest import Walk
from tests.world import World


@pytest.fixture
def cards(world: World) -> Walk:
    """Two cards for one order and one for another; each card has a number of its own."""
    world.do(lambda: setattr(world.item("CARD"), "tracks_serial", True))
    orders = (world.order({"CARD": 2}), world.order({"CARD": 1}))
    (task_id,) = release(world.warehouse_id)
    ana = Handheld(world, "Ana")
    ana.claim()
    ana.bind_all(task_id)
    return Walk(world, ana, task_id, orders)


def pick(walk: Walk, serials: str, quantity: int = 2, place: int = 0) -> tuple[int, str]:
    stop = next(stop for stop in walk.document.stops if stop.quantity == (1 if place else 2))
    answer = walk.ana.pick(walk.task_id, stop, quantity=quantity, serials=serials)
    return answer.status_code, answer.headers["Operation-Outcome"]


def where(walk: Walk) -> dict[str, str]:
    db.session.rollback()
    return {one.code: one.location.address if one.location else "" for one in db.session.scalars(select(Serial))}


def test_each_unit_has_its_serial_and_lies_in_the_tote(cards: Walk) -> None:
    assert pick(cards, "S-1\nS-2") == (200, "done")

    assert where(cards) == {"S-1": "T-001", "S-2": "T-001"}
    assert next(stop for stop in cards.document.stops if stop.quantity == 2).bin.serials == ("S-1", "S-2")
    assert wrong_books() == []


@pytest.mark.parametrize("serials", ["", "S-1", "S-1\nS-2\nS-3"])
def test_a_number_is_wanted_for_each_unit(cards: Walk, serials: str) -> None:
    assert pick(cards, serials) == (422, "serials_missing")
    assert where(cards) == {}
    assert cards.world.on_hand("B-03-1", "CARD") == 20


def test_the_same_serial_twice_in_one_scan_is_refused_by_name(cards: Walk) -> None:
    stop = next(stop for stop in cards.document.stops if stop.quantity == 2)
    answer = cards.ana.pick(cards.task_id, stop, quantity=2, serials="S-1\nS-1")

    assert (answer.status_code, "Serial number S-1" in answer.text) == (422, True)
    assert where(cards) == {}


def test_a_serial_that_lies_in_a_tote_is_refused_by_name_and_place(cards: Walk) -> None:
    pick(cards, "S-1\nS-2")
    stop = next(stop for stop in cards.document.stops if stop.quantity == 1)
    answer = cards.ana.pick(cards.task_id, stop, quantity=1, serials="S-2")

    assert (answer.status_code, "S-2 is in T-001" in answer.text) == (409, True)
    assert cards.world.on_hand("B-03-1", "CARD") == 18, "the refused pick moved nothing"
    assert wrong_books() == []


def test_a_serial_that_was_shipped_is_refused(cards: Walk) -> None:
    world = cards.world
    shipped = Serial(item_id=world.item("CARD").id, code="S-9", location_id=world.location("CUSTOMER").id)
    world.do(lambda: db.session.add(shipped))

    assert pick(cards, "S-9", 1, place=1) == (409, "serial_taken")
    assert where(cards) == {"S-9": "CUSTOMER"}


def test_the_items_own_code_is_no_serial(cards: Walk) -> None:
    assert pick(cards, "5012345678900", 1, place=1) == (422, "serial_is_item")


def test_undo_puts_the_units_back_into_the_bin_and_they_may_be_taken_again(cards: Walk) -> None:
    """Scenario 10, with serials."""
    pick(cards, "S-1\nS-2")

    assert cards.ana.post(f"/picking/tasks/{cards.task_id}/undos").status_code == 200

    assert where(cards) == {"S-1": "B-03-1", "S-2": "B-03-1"}
    assert next(stop for stop in cards.document.stops if stop.quantity == 2).bin.serials == ()
    assert wrong_books() == []
    assert pick(cards, "S-2", 1, place=1) == (200, "done")
    assert where(cards) == {"S-1": "B-03-1", "S-2": "T-002"}
    assert wrong_books() == []


def test_an_item_without_serials_is_asked_for_none(world: World, walk: Walk) -> None:
    answer = walk.ana.pick(walk.task_id, walk.stop("CARD"), serials="S-1")

    assert answer.status_code == 200
    assert where(walk) == {}, "the number of an item that is not tracked is nobody's business"


def damage(walk: Walk, serials: str, quantity: int = 1) -> tuple[int, str]:
    line_id = next(stop.line_id for stop in walk.document.stops if stop.quantity == 2)
    answer = walk.ana.post(f"/picking/lines/{line_id}/damages", quantity=quantity, serials=serials)
    return answer.status_code, answer.headers["Operation-Outcome"]


def test_a_damaged_unit_goes_to_quarantine_with_its_number_and_is_picked_no_more(cards: Walk) -> None:
    assert damage(cards, "S-9") == (200, "done")

    assert where(cards) == {"S-9": "QUARANTINE"}
    assert cards.world.on_hand("QUARANTINE", "CARD") == 1
    assert pick(cards, "S-1\nS-9") == (409, "serial_taken")
    assert pick(cards, "S-1\nS-2") == (200, "done")
    assert wrong_books() == []


def test_a_damaged_unit_whose_number_cannot_be_read_goes_to_quarantine_without_it(cards: Walk) -> None:
    assert damage(cards, "S-8", quantity=2) == (200, "done")

    assert where(cards) == {"S-8": "QUARANTINE"}
    assert cards.world.on_hand("QUARANTINE", "CARD") == 2
    assert wrong_books() == []


@pytest.mark.parametrize(
    ("serials", "code"),
    [("S-1\nS-2", "serials_missing"), ("5012345678900", "serial_is_item"), ("S-7", "serial_taken")],
)
def test_a_number_that_cannot_be_the_damaged_units_is_refused_and_nothing_moves(
    cards: Walk, serials: str, code: str
) -> None:
    other = next(stop for stop in cards.document.stops if stop.quantity == 1)
    cards.ana.pick(cards.task_id, other, quantity=1, serials="S-7")

    assert damage(cards, serials)[1] == code
    assert where(cards) == {"S-7": "T-002"}
    assert cards.world.on_hand("QUARANTINE", "CARD") == 0
    assert wrong_books() == []
