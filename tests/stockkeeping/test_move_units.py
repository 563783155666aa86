"""Move units by hand: a bin, an item, how many, another bin."""

import pytest

from app.db import transaction
from app.inventory.models import StockMovement
from app.warehouse.blocking import block_aisle
from app.warehouse.models import Warehouse
from tests.floor import wrong_books
from tests.stockkeeping.desk import audits, keep_for_order, last, movements, moves, numbered, place_of_number
from tests.visitor import alert_of, visitor
from tests.world import SYSTEM, World


def test_units_lie_in_the_other_bin_and_the_book_says_who_moved_them(world: World) -> None:
    eli = visitor(world, "Eli")

    answer = moves(eli, place="LOC-A-01-1", item="4006381333931", target="LOC-B-01-1")

    assert answer.status_code == 303
    assert (world.on_hand("A-01-1", "MUG"), world.on_hand("B-01-1", "MUG")) == (7, 3)
    movement = last(StockMovement)
    assert (movement.reason, movement.quantity, movement.worker_id) == ("move", 3, world.workers["Eli"])
    assert audits("moved") == 1
    assert wrong_books() == []


def test_one_scan_of_a_case_stands_for_its_units(world: World) -> None:
    moves(visitor(world, "Eli"), item="14006381333938", quantity=None)

    assert world.on_hand("B-01-1", "MUG") == 6


def test_units_that_are_kept_for_orders_stay_and_it_is_said_how_many_are_free(world: World) -> None:
    keep_for_order(world, "MUG", 8)
    eli = visitor(world, "Eli")

    told = alert_of(moves(eli, quantity=3))

    assert told == "Only 2 of MUG are free in A-01-1: of 10 there, 8 are kept for orders."
    assert world.on_hand("A-01-1", "MUG") == 10
    assert moves(eli, quantity=2).status_code == 303
    assert world.stock("A-01-1", "MUG").reserved == 8
    assert wrong_books() == []


def test_the_same_operation_sent_twice_moves_once(world: World) -> None:
    eli = visitor(world, "Eli")
    named = "7f1b3c52-0000-4000-8000-000000000001"

    moves(eli, operation_id=named)
    again = moves(eli, operation_id=named)

    assert again.status_code == 303
    assert world.on_hand("B-01-1", "MUG") == 3


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"place": "X-99"}, "X-99 is no place of this warehouse."),
        ({"place": "T-001"}, "What lies in T-001 belongs to orders."),
        ({"place": "QUARANTINE"}, "Units leave quarantine on its own page"),
        ({"place": "SUPPLIER"}, "SUPPLIER is a side of the book"),
        ({"place": "B-01-1"}, "The book has no MUG in B-01-1."),
        ({"item": "47110815"}, "Nobody knows code 47110815."),
        ({"quantity": 0}, "Say how many units"),
        ({"quantity": "-3"}, "Say how many units"),
        ({"quantity": "99999999999999999999"}, "Say how many units"),
        ({"quantity": 11}, "Only 10 of MUG are free"),
        ({"target": "A-01-1"}, "They lie in A-01-1 already."),
        ({"target": "T-001"}, "T-001 is no bin."),
        ({"target": "DOCK-1"}, "DOCK-1 is no bin."),
        ({"target": "nowhere"}, "nowhere is no place of this warehouse."),
        ({"target": ""}, "That was no code"),
        ({"place": "\x1b[31m"}, "That was no code"),
        ({"item": "9" * 600}, "That was no code"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_moves(world: World, said: dict[str, object], words: str) -> None:
    eli, before = visitor(world, "Eli"), movements()

    answer = moves(eli, **said)

    assert words in alert_of(answer)
    assert 400 <= answer.status_code < 500
    assert movements() == before


def test_a_closed_bin_and_a_blocked_aisle_take_nothing(world: World) -> None:
    eli = visitor(world, "Eli")
    world.do(lambda: setattr(world.location("B-01-1"), "blocked", True))
    with transaction() as session:
        block_aisle(session.get_one(Warehouse, world.warehouse_id), "C", None, "", SYSTEM)

    for target in ("B-01-1", "C-01-1"):
        assert f"{target} is closed for now." in alert_of(moves(eli, target=target))
    assert world.on_hand("A-01-1", "MUG") == 10


def test_of_several_lots_the_one_that_is_named_moves(world: World) -> None:
    eli = visitor(world, "Eli")
    tea = {"place": "D-05-1", "item": "TEA", "quantity": 2}

    asks = alert_of(moves(eli, **tea))
    wrong = alert_of(moves(eli, **tea, lot="L9"))
    moves(eli, **tea, lot="L2")

    assert asks == "Several lots of TEA lie in D-05-1: L1, L2. Scan or type the lot."
    assert wrong == "Lot L9 does not lie in D-05-1. There: L1, L2."
    assert [world.on_hand("D-05-1", "TEA", lot) for lot in ("L1", "L2")] == [5, 3]
    assert world.on_hand("B-01-1", "TEA", "L2") == 2


def test_a_gs1_code_says_the_lot(world: World) -> None:
    moves(visitor(world, "Eli"), place="D-05-1", item="(01)04012345678901(10)L1", quantity=1)

    assert world.on_hand("B-01-1", "TEA", "L1") == 1


def test_units_with_numbers_move_with_just_those_numbers(world: World) -> None:
    numbered(world, "S1", "S2", "S3")
    eli = visitor(world, "Eli")
    cards = {"place": "B-05-1", "item": "CARD", "quantity": 2}

    missing = alert_of(moves(eli, **cards))
    twice = alert_of(moves(eli, **cards, serials="S1\nS1"))
    moves(eli, **cards, serials="S1\nS3")

    assert missing == "CARD has a number on each unit: scan the number of each of the 2 units. 0 came."
    assert twice == "Number S1 came twice. Scan each unit once."
    assert [place_of_number(code) for code in ("S1", "S2", "S3")] == ["B-01-1", "B-05-1", "B-01-1"]
    assert wrong_books() == []


def test_where_all_of_it_goes_the_known_numbers_go_along_without_a_scan(world: World) -> None:
    numbered(world, "S1", "S2")

    moves(visitor(world, "Eli"), place="B-05-1", item="CARD", quantity=2)

    assert {place_of_number("S1"), place_of_number("S2")} == {"B-01-1"}


def test_a_number_that_is_elsewhere_stops_the_move(world: World) -> None:
    numbered(world, "S1", "S2", "S3")
    numbered(world, "S9", address="B-05-2")

    told = alert_of(moves(visitor(world, "Eli"), place="B-05-1", item="CARD", quantity=1, serials="S9"))

    assert told == "By the book number S9 is in B-05-2. Look there, or ask your lead."
    assert place_of_number("S9") == "B-05-2"
    assert world.on_hand("B-05-1", "CARD") == 3


def test_bins_of_another_warehouse_are_no_places_here(world: World) -> None:
    olga = world.client("Olga")

    assert olga.get("/stock-desk/moving").status_code == 200, "she leads there"
    assert olga.get("/stock-desk/places?code=A-01-1").get_json()["items"] == []


def test_the_page_learns_what_lies_in_a_bin_and_what_of_it_is_free(world: World) -> None:
    keep_for_order(world, "MUG", 4)

    found = world.client("Eli").get("/stock-desk/places?code=LOC-A-01-1").get_json()

    assert found["address"] == "A-01-1"
    assert found["items"][0]["lots"] == [{"code": "", "free": 6, "on_hand": 10, "reserved": 4}]
    assert {one["code"]: one["units"] for one in found["items"][0]["codes"]} == {
        "4006381333931": 1,
        "14006381333938": 6,
    }


def test_a_picker_may_not_move_stock_by_hand(world: World) -> None:
    ana = visitor(world, "Ana")

    assert moves(ana).status_code == 403
    assert world.on_hand("A-01-1", "MUG") == 10
