"""Units lie in their bin, confirmed by scans; only then can they be picked."""

from typing import Any
from uuid import uuid4

from sqlalchemy import select

from app.db import db
from app.inventory.commands import lot_of, receive
from app.inventory.models import Serial
from app.orders.models import Order
from app.putting_away.models import PutAway, PutAwayTask
from app.walks.commands import assign
from tests.floor import fresh, wrong_books
from tests.handheld import Handheld
from tests.putting_away.conftest import PutAwayWalk, claimed, lay, raised
from tests.world import SYSTEM, World


def test_a_whole_put_away_by_scans(away: PutAwayWalk) -> None:
    assert away.take().status_code == 200
    for sku in ("MUG", "CARD", "TEA"):
        answer = away.put(sku)
        assert answer.status_code == 200, answer.text
    assert away.end().status_code == 200

    world = away.world
    assert (world.on_hand("A-01-1", "MUG"), world.on_hand("B-03-1", "CARD")) == (14, 22)
    assert world.on_hand("D-05-1", "TEA", "L1") == 6
    assert world.on_hand("T-001", "MUG") == 0
    assert fresh(PutAwayTask, away.task_id).state == "done"
    assert wrong_books() == []


def test_units_are_available_once_they_lie_in_their_bin_and_a_back_order_hears_of_it(away: PutAwayWalk) -> None:
    assert away.world.stock("A-01-1", "MUG").available == 10

    away.put("MUG", quantity=3)

    assert away.world.stock("A-01-1", "MUG").available == 13
    assert away.stop("MUG").left == 1
    assert away.world.on_hand("T-001", "MUG") == 1


def test_a_replayed_scan_puts_nothing_more_and_gets_the_first_answer(away: PutAwayWalk) -> None:
    named = str(uuid4())
    scan: dict[str, Any] = {"bin": "LOC-A-01-1", "item": "4006381333931", "quantity": 2}
    url = away.at("MUG", "put-aways")
    first, again = away.eli.post(url, named, **scan), away.eli.post(url, named, **scan)

    assert again.status_code == first.status_code == 200
    assert away.world.on_hand("A-01-1", "MUG") == 12
    assert len(db.session.scalars(select(PutAway)).all()) == 1


def test_a_wrong_bin_a_wrong_item_and_too_many_are_told_and_change_nothing(away: PutAwayWalk) -> None:
    wrong_bin = away.put("MUG", bin="LOC-B-03-1")
    wrong_item = away.put("MUG", item="5012345678900")
    too_many = away.put("MUG", quantity=5)

    assert "This is B-03-1. Go to A-01-1." in wrong_bin.text
    assert "Take MUG." in wrong_item.text
    assert "Only 4 go into A-01-1. Leave the rest in T-001." in too_many.text
    assert away.world.on_hand("T-001", "MUG") == 4
    assert db.session.scalars(select(PutAway)).all() == []
    assert wrong_books() == []


def test_a_bin_that_was_closed_meanwhile_takes_nothing(away: PutAwayWalk) -> None:
    away.world.do(lambda: setattr(away.world.location("A-01-1"), "blocked", True))

    answer = away.put("MUG")

    assert "A-01-1 is closed for now: nothing is put into it. Scan another bin." in answer.text
    assert away.world.on_hand("T-001", "MUG") == 4


def test_who_does_not_have_the_walk_is_told_who_does(away: PutAwayWalk) -> None:
    world = away.world
    stop = away.stop("MUG")
    world.do(lambda: assign(db.session.get_one(PutAwayTask, away.task_id), None, world.actor("Cleo")))

    answer = away.eli.post(
        f"/putting-away/lines/{stop.line_id}/put-aways", bin=stop.bin_barcode, item=stop.codes[0][0], quantity=4
    )

    assert answer.status_code == 409
    assert world.on_hand("T-001", "MUG") == 4


def test_a_picker_is_not_given_what_a_stock_keeper_puts_away(away: PutAwayWalk) -> None:
    ana = Handheld(away.world, "Ana")

    assert ana.client.get(away.url).status_code == 403
    assert ana.post(away.at("MUG", "put-aways"), bin="LOC-A-01-1").status_code == 403
    assert ana.post("/picking/claims", kind="put_away").status_code in (409, 303)
    assert fresh(PutAwayTask, away.task_id).holder_id == away.world.workers["Eli"]


def test_another_warehouse_does_not_see_it(away: PutAwayWalk) -> None:
    olga = Handheld(away.world, "Olga")

    assert olga.post(f"/putting-away/tasks/{away.task_id}/assignments", worker_id="").status_code == 404


def test_a_numbered_unit_is_put_away_by_its_number_and_no_other(world: World, eli: Handheld) -> None:
    def numbered() -> None:
        item = world.item("CARD")
        item.tracks_serial = True
        receive(item, lot_of(item), 2, world.location("T-001"), SYSTEM)
        for code in ("SN-1", "SN-2"):
            db.session.add(Serial(item_id=item.id, code=code, location_id=world.location("T-001").id))

    world.do(numbered)
    raised(world, "T-001")
    away = claimed(world, eli)

    other = away.put("CARD", serials="SN-1\nSN-9")
    none = away.put("CARD")
    assert "Serial number SN-9 is not one of those in T-001." in other.text
    assert none.status_code == 422
    assert away.put("CARD", serials="SN-1\nSN-2").status_code == 200

    db.session.rollback()
    places = db.session.scalars(select(Serial.location_id).order_by(Serial.code)).all()
    assert places == [world.location("B-03-1").id] * 2
    assert wrong_books() == []


def test_what_came_wakes_an_order_that_waited_for_it(world: World, eli: Handheld) -> None:
    from app.orders.back_orders import BACK_ORDER
    from app.orders.holds import hold_order

    order_id = world.order({"MUG": 16})
    world.do(lambda: hold_order(db.session.get_one(Order, order_id), BACK_ORDER, {}, SYSTEM))
    lay(world, "T-001", {"MUG": 4})
    raised(world, "T-001")
    away = claimed(world, eli)
    assert not fresh(Order, order_id).holds[0].released_at

    away.put("MUG")

    assert fresh(Order, order_id).holds[0].released_at
