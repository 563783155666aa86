"""The rules of putting away notice what breaks them."""

import pytest

from app.books import put_aways
from app.books.check import run
from app.db import db
from tests.books.conftest import Falsify, falsify
from tests.floor import wrong_books
from tests.putting_away.conftest import PutAwayWalk

__all__ = ["falsify"]

SABOTAGE = {
    "put-away stops": "UPDATE put_away_lines SET put = put - 1 WHERE put > 0",
    "put-aways' ledger": "UPDATE stock_movements SET quantity = quantity + 1 WHERE reason = 'put_away'",
    "plates": "UPDATE locations SET purpose = 'plate' WHERE address = 'T-001'; UPDATE walks SET state = 'cancelled'",
    "serials put away": "UPDATE items SET tracks_serial = TRUE WHERE sku = 'MUG'",
}


@pytest.mark.parametrize("name", SABOTAGE)
def test_a_rule_notices_what_breaks_it(name: str, away: PutAwayWalk, falsify: Falsify) -> None:
    check = next(check for check in put_aways.CHECKS if check.name == name)
    assert away.take().status_code == 200
    assert away.put("MUG").status_code == 200
    assert wrong_books() == []

    for statement in SABOTAGE[name].split("; "):
        falsify(statement)
    finding = run(check)
    db.session.rollback()

    assert finding.count
    assert [row for row in finding.rows if not row or "%(" in row] == []
    assert wrong_books() == []


def test_every_rule_is_tried() -> None:
    assert {check.name for check in put_aways.CHECKS} == SABOTAGE.keys()
