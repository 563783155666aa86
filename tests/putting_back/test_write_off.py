"""What cannot go back: missing units are written off and counted, damaged ones go to quarantine."""

from sqlalchemy import select

from app.counting.models import CycleCount
from app.db import db
from app.orders.models import Order
from app.picking.models import Pick
from tests.floor import fresh, wrong_books
from tests.putting_back.conftest import PutBackWalk


def test_what_is_not_in_the_tote_is_written_off_and_its_bin_is_to_be_counted(back: PutBackWalk) -> None:
    back.take_totes()
    back.put("MUG", quantity=2)

    assert back.ben.post(back.at("MUG", "shorts"), reason="missing").status_code == 200

    assert (back.stop("MUG").state, back.stop("MUG").short) == ("short", 1)
    assert back.world.on_hand("T-001", "MUG") == 0
    assert back.world.on_hand("A-01-1", "MUG") == 9
    pick = db.session.scalars(select(Pick).where(Pick.quantity == 3)).one()
    assert (pick.put_back, pick.written_off) == (2, 1)
    count = db.session.scalars(select(CycleCount)).one()
    assert (count.location.address, count.reason) == ("A-01-1", "missing")
    assert wrong_books() == []


def test_damaged_units_go_to_quarantine_and_the_rest_goes_back(back: PutBackWalk) -> None:
    back.take_totes()

    assert back.ben.post(back.at("MUG", "damages"), quantity=1).status_code == 200
    too_many = back.ben.post(back.at("MUG", "damages"), quantity=3)

    assert too_many.status_code == 422
    quarantine = next(one for one in db.session.scalars(select(Pick)) if one.quantity == 3)
    assert (quarantine.put_back, quarantine.written_off) == (0, 1)
    assert back.stop("MUG").left == 2
    back.put("MUG")
    back.put("CARD")
    assert back.end().status_code == 200
    assert fresh(Order, back.order_id).state == "cancelled"
    assert back.world.on_hand("A-01-1", "MUG") == 9
    assert wrong_books() == []
