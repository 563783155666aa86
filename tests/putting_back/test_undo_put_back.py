"""The last confirmation is undone: the units lie in their tote again, and both facts stay."""

from sqlalchemy import select

from app.db import db
from app.inventory.models import Stock
from app.putting_back.models import PutBack
from tests.floor import fresh, wrong_books
from tests.putting_back.conftest import PutBackWalk


def test_undone_units_lie_in_their_tote_again_and_both_facts_stay(back: PutBackWalk) -> None:
    back.take_totes()
    back.put("MUG", quantity=2)

    assert back.ben.post(f"{back.url}/undos").status_code == 200

    assert back.world.on_hand("A-01-1", "MUG") == 7
    assert back.world.on_hand("T-001", "MUG") == 3
    assert back.stop("MUG").left == 3
    assert [one.undone_at is None for one in db.session.scalars(select(PutBack))] == [False]
    assert wrong_books() == []
    assert back.ben.post(f"{back.url}/undos").status_code == 409


def test_units_that_another_order_keeps_by_now_stay_in_their_bin(back: PutBackWalk) -> None:
    back.take_totes()
    back.put("MUG")
    stock_id = back.world.stock("A-01-1", "MUG").id
    back.world.do(lambda: setattr(db.session.get_one(Stock, stock_id), "reserved", 9))

    answer = back.ben.post(f"{back.url}/undos")

    assert "What you put into A-01-1 is kept for another order by now. Leave it there." in answer.text
    assert back.world.on_hand("A-01-1", "MUG") == 10
    assert fresh(Stock, stock_id).reserved == 9
