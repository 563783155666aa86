"""Each rule of the dock notices when somebody falsifies what it watches."""

import pytest
from sqlalchemy import text

from app.books.check import run
from app.books.shipping import CHECKS
from app.db import db
from app.shipping.handing_over.departure import work_off
from tests.books.conftest import Falsify
from tests.floor import wrong_books
from tests.packing.orders import hand
from tests.shipping.loads import carrier, carton_row, closes, loads, opens, packed
from tests.world import World

GONE = "(SELECT min(id) FROM cartons)"
HERE = "(SELECT max(id) FROM cartons)"
FIRST, SECOND = "(SELECT min(id) FROM manifests)", "(SELECT max(id) FROM manifests)"
GONES = "(SELECT order_id FROM cartons WHERE state = 'shipped')"
HERES = "(SELECT order_id FROM cartons WHERE state = 'closed')"

HELD = (
    "INSERT INTO order_holds (order_id, reason, params, opened_at) "
    f"SELECT id, 'unpaid', '{{}}', placed_at FROM orders WHERE id = {GONES}"
)
LYING = "(SELECT max(s.id) FROM stock s JOIN locations l ON l.id = s.location_id WHERE l.kind = 'packed')"
TWICE = (
    f"INSERT INTO loadings (manifest_id, carton_id, at) SELECT {SECOND}, carton_id, at FROM loadings "
    f"WHERE carton_id = {GONE}"
)

SABOTAGE = [
    ("shipped", f"UPDATE order_lines SET shipped = shipped - 1 WHERE order_id = {GONES}"),
    ("shipped", f"UPDATE order_lines SET shipped = 1 WHERE order_id = {HERES}"),
    ("in cartons", f"UPDATE stock SET on_hand = on_hand + 1 WHERE id = {LYING}"),
    ("in cartons", f"UPDATE packs SET undone_at = at WHERE carton_id = {HERE}"),
    ("signed for", f"UPDATE manifests SET state = 'open' WHERE id = {FIRST}"),
    ("signed for", f"UPDATE cartons SET state = 'closed' WHERE id = {GONE}"),
    ("signed for", f"UPDATE cartons SET left_at = NULL WHERE id = {GONE}"),
    ("signed for", f"DELETE FROM loadings WHERE manifest_id = {FIRST}"),
    ("signed for", TWICE),
    ("loaded", f"UPDATE waybills SET carrier_id = (SELECT max(id) FROM carriers) WHERE carton_id = {HERE}"),
    ("loaded", f"UPDATE waybills SET voided_at = made_at WHERE carton_id = {GONE}"),
    ("loaded", f"UPDATE cartons SET state = 'open' WHERE id = {HERE}"),
    ("shipped orders", f"UPDATE orders SET state = 'packed' WHERE id = {GONES}"),
    ("shipped orders", f"UPDATE orders SET state = 'shipped' WHERE id = {HERES}"),
    ("kept back", HELD),
    ("kept back", f"UPDATE orders SET state = 'cancelled' WHERE id = {GONES}"),
]


@pytest.fixture
def dock(world: World) -> World:
    """One carton has left with a closed manifest; another is loaded on an open one; Heron took nothing."""
    ben = hand(world, "Ben")
    gone, here = packed(world, {"MUG": 2}), packed(world, {"CARD": 1})
    swift = carrier(world)
    carrier(world, "Heron")
    first, second = opens(ben, swift), opens(ben, swift)
    assert loads(ben, first, gone.carton).ok
    assert closes(ben, first, without=frozenset({carton_row(here.carton).id})).ok
    work_off(first)
    assert loads(ben, second, here.carton).ok
    return world


def test_the_books_of_the_dock_are_right(dock: World) -> None:
    assert wrong_books() == []


@pytest.mark.parametrize(("name", "statement"), SABOTAGE)
def test_what_is_falsified_is_noticed(dock: World, falsify: Falsify, name: str, statement: str) -> None:
    db.session.connection().execute(text("DROP INDEX uq_loadings_carton"))
    falsify(statement)
    [check] = [check for check in CHECKS if check.name == name]
    found = run(check)
    assert found.count
    assert "%(" not in found.rows[0]


def test_each_rule_is_proved() -> None:
    assert {name for name, _ in SABOTAGE} == {check.name for check in CHECKS}
