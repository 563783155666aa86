"""The rules of refills notice what breaks them."""

import pytest

from app.books import refills
from app.books.check import run
from app.db import db
from tests.books.conftest import falsify
from tests.floor import release, wrong_books
from tests.replenishing.conftest import Keeper

__all__ = ["falsify"]

LINE = "(SELECT min(id) FROM refill_lines WHERE done > 0)"
SABOTAGE = {
    "refill stops": f"UPDATE stops SET state = 'done' WHERE id = {LINE}",
    "refills confirmed": f"UPDATE refill_lines SET done = done + 1 WHERE id = {LINE}",
    "refills": "UPDATE refills SET put = put + 1",
    "waiting for refills": "UPDATE refill_waits SET units = units + 100",
    "refills promised": "UPDATE refills SET short = quantity",
    "refills' ledger": "UPDATE stock_movements SET quantity = quantity + 1 WHERE reason = 'refill'",
    "totes": "UPDATE refill_lines SET done = 0 WHERE part = 'take'",
    "reserved": "UPDATE refill_lines SET quantity = quantity + 1 WHERE part = 'take'",
    "waves": "UPDATE waves SET state = 'done'",
}


@pytest.fixture
def half_done(eli: Keeper) -> Keeper:
    """Six mugs wait, two of them lie in the tote."""
    eli.world.order({"MUG": 20})
    release(eli.world.warehouse_id)
    eli.claim()
    eli.tote()
    eli.scan(eli.take, quantity=2)
    return eli


@pytest.mark.parametrize("name", SABOTAGE)
def test_a_rule_notices_what_breaks_it(name: str, half_done: Keeper, falsify: object) -> None:
    from app.books.queries import CHECKS

    check = next(check for check in CHECKS if check.name == name)
    assert wrong_books() == []

    falsify(SABOTAGE[name])  # type: ignore[operator]
    finding = run(check)
    db.session.rollback()

    assert finding.count
    assert [row for row in finding.rows if not row or "%(" in row] == []
    assert wrong_books() == []


def test_every_rule_of_refills_is_tried() -> None:
    assert {check.name for check in refills.CHECKS} <= SABOTAGE.keys()
