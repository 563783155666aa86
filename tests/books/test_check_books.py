"""Each rule of the books notices when somebody falsifies what it watches."""

import json
from typing import Any

from sqlalchemy import event, text

from app.books import counts, put_aways, refills, returns, shipping
from app.books.check import TOLD, run
from app.books.queries import CHECKS, broken_rules
from app.db import db, transaction
from app.inventory.commands import receive
from tests.books.conftest import Falsify
from tests.books.test_packing import SABOTAGE as PACKED
from tests.books.waybills import WAYBILLS
from tests.floor import wrong_books
from tests.world import SYSTEM, World

TEA = "(SELECT id FROM items WHERE sku = 'TEA')"
BIN = "(SELECT id FROM locations WHERE address = 'A-01-1' ORDER BY id LIMIT 1)"
ANAS = "(SELECT id FROM orders WHERE number = 'A1')"
BENS = "(SELECT id FROM orders WHERE number = 'B1')"
BENS_CARDS = f"(SELECT id FROM order_lines WHERE order_id = {BENS} AND quantity = 5)"
BENS_LINE = f"(SELECT id FROM pick_lines WHERE order_line_id = {BENS_CARDS})"
ANAS_LINE = (
    f"(SELECT min(p.id) FROM pick_lines p JOIN order_lines o ON o.id = p.order_line_id WHERE o.order_id = {ANAS})"
)
ANAS_WALK = f"(SELECT walk_id FROM stops WHERE id = {ANAS_LINE})"
BENS_WALK = f"(SELECT walk_id FROM stops WHERE id = {BENS_LINE})"
BACK_LINE = "(SELECT max(id) FROM put_back_lines)"
BACK_PICK = "(SELECT min(pick_id) FROM put_back_lines)"
A_PICK = "(SELECT min(id) FROM picks)"
THE_REFUSED = "(SELECT id FROM operations WHERE code = 'too_many')"
A_MOVE = f"(SELECT operation_id FROM picks WHERE id = {A_PICK})"

SABOTAGE = {
    "balances": f"UPDATE stock SET on_hand = on_hand + 1 WHERE location_id = {BIN}",
    "bounds": f"UPDATE stock SET reserved = on_hand + 1 WHERE location_id = {BIN}",
    "reserved": f"UPDATE stock SET reserved = reserved + 1 WHERE location_id = {BIN}",
    "legs": "UPDATE stock_legs SET quantity = quantity + 1 WHERE id = (SELECT min(id) FROM stock_legs)",
    "items": f"UPDATE stock SET item_id = {TEA} WHERE location_id = {BIN}",
    "asked for": f"UPDATE order_lines SET item_id = {TEA} WHERE id = {BENS_CARDS}",
    "line sums": f"UPDATE order_lines SET short = 1 WHERE id = {BENS_CARDS}",
    "allocated": f"UPDATE order_lines SET allocated = allocated - 1 WHERE id = {BENS_CARDS}",
    "picked": f"UPDATE order_lines SET picked = picked + 1 WHERE id = {BENS_CARDS}",
    "closed orders": f"UPDATE order_lines SET quantity = quantity + 1 WHERE order_id = {ANAS}",
    "substituted": f"UPDATE order_lines SET substituted = 1, quantity = quantity + 1 WHERE id = {BENS_CARDS}",
    "stand-ins": f"UPDATE order_lines SET instead_of_id = {BENS_CARDS} WHERE order_id = {ANAS}",
    "still to pick": f"UPDATE orders SET state = 'picked' WHERE id = {BENS}",
    "picks": f"UPDATE pick_lines SET picked = picked - 1 WHERE id = {BENS_LINE}",
    "taken": f"UPDATE allocations SET picked = picked + 1 WHERE order_line_id = {BENS_CARDS}",
    "on a walk": f"UPDATE stops SET state = 'cancelled' WHERE id = {BENS_LINE}",
    "stops": f"UPDATE stops SET state = 'todo' WHERE id = {ANAS_LINE}",
    "totes": f"DELETE FROM picks WHERE id = {A_PICK}",
    "tote uses": "INSERT INTO tote_uses (tote_id, place_id, bound_at) "
    "SELECT tote_id, place_id, bound_at FROM tote_uses",
    "right totes": f"UPDATE picks SET tote_use_id = (SELECT max(id) FROM tote_uses) WHERE id = {A_PICK}",
    "serials": "UPDATE items SET tracks_serial = TRUE WHERE sku = 'CARD'",
    "serials' places": "INSERT INTO serials (item_id, code) SELECT id, 'S-1' FROM items WHERE sku = 'CARD'; "
    f"INSERT INTO pick_serials (pick_id, serial_id) SELECT {A_PICK}, max(id) FROM serials",
    "put back": f"UPDATE picks SET put_back = put_back + 1 WHERE id = {BACK_PICK}",
    "gone from totes": f"UPDATE picks SET written_off = quantity + 1 WHERE id = {A_PICK}",
    "put-back stops": f"UPDATE stops SET state = 'done' WHERE id = {BACK_LINE}",
    "to bring back": "UPDATE walks SET state = 'cancelled' WHERE kind = 'put_back'",
    "put-backs' ledger": "UPDATE stock_movements SET quantity = 2 WHERE reason = 'put_back'",
    "resting": f"UPDATE walks SET paused_at = created_at WHERE id = {ANAS_WALK}",
    "holders": "UPDATE holdings SET ended_at = NULL",
    "one walk": f"UPDATE walks SET holder_id = (SELECT holder_id FROM walks WHERE id = {BENS_WALK}); "
    f"UPDATE walks SET state = 'active' WHERE id = {ANAS_WALK}",
    "walks over": f"UPDATE stops SET state = 'skipped' WHERE id = {ANAS_LINE}",
    "waiting": f"UPDATE walks SET waits_for_id = {ANAS_WALK} WHERE id = {BENS_WALK}",
    "waves": "UPDATE waves SET state = 'done' WHERE number = 2",
    "one wave": "INSERT INTO waves (warehouse_id, number, state, mode, choice, created_at) "
    "SELECT warehouse_id, 9, 'planned', mode, choice, created_at FROM waves WHERE number = 2; "
    f"INSERT INTO wave_orders (wave_id, order_id) SELECT max(id), {BENS} FROM waves; "
    f"UPDATE orders SET state = 'open' WHERE id = {BENS}",
    "history": f"UPDATE orders SET state = 'packed' WHERE id = {ANAS}",
    "final answers": f"UPDATE operations SET code = 'pending' WHERE id = {A_MOVE}",
    "operations' ledger": f"UPDATE stock_movements SET quantity = 1 WHERE operation_id = {A_MOVE}",
    "refusals": f"UPDATE audit_entries SET operation_id = {THE_REFUSED} WHERE operation_id = {A_MOVE}",
    "audited": f"DELETE FROM audit_entries WHERE operation_id = {A_MOVE}",
    "who": f"UPDATE audit_entries SET worker_id = NULL WHERE operation_id = {A_MOVE}",
    **WAYBILLS,
}
"""For each rule, a change that it must notice; others may notice it too."""


def test_the_books_of_an_honest_day_are_right(day: World) -> None:
    assert wrong_books() == []
    assert db.session.scalar(text("SELECT count(*) FROM picks")) == 5


def test_every_rule_notices_what_breaks_it(day: World, falsify: Falsify) -> None:
    """Those of packing, of the dock, of counts, put-aways, refills and returns beside their own worlds."""
    told = {}
    elsewhere = (*shipping.CHECKS, *counts.CHECKS, *put_aways.CHECKS, *refills.CHECKS, *returns.CHECKS)
    for check in [check for check in CHECKS if check.name not in PACKED and check not in elsewhere]:
        for statement in SABOTAGE[check.name].split("; "):
            falsify(statement)
        told[check.name] = run(check)
        db.session.rollback()

    assert [name for name, finding in told.items() if not finding.count] == []
    assert [row for finding in told.values() for row in finding.rows if not row or "%(" in row] == []
    assert wrong_books() == []


def test_a_broken_row_is_told_by_the_names_that_people_use(day: World, falsify: Falsify) -> None:
    falsify(SABOTAGE["balances"])

    told = [row for finding in broken_rules() for row in finding.rows]
    assert "RIVER A-01-1, MUG: 8 on hand, the ledger makes 7." in told


def test_many_broken_rows_are_counted_and_the_first_are_told(day: World, falsify: Falsify) -> None:
    with transaction():
        for bay in range(1, 7):
            for aisle in "ABCD":
                receive(day.item("CARD"), day.lot("CARD"), 1, day.location(f"{aisle}-{bay:02}-1"), SYSTEM)
    falsify("UPDATE stock SET on_hand = on_hand + 1")

    [finding] = [found for found in broken_rules() if found.name == "balances"]
    assert finding.count > TOLD
    assert len(finding.rows) == TOLD


def test_the_command_says_that_the_books_are_right(day: World) -> None:
    result = day.app.test_cli_runner().invoke(args=["check-books"])

    assert result.exit_code == 0, result.output
    assert f"{len(CHECKS)} rules" in result.output


def test_the_command_ends_with_1_and_tells_what_is_wrong(day: World) -> None:
    with transaction() as session:
        session.execute(text(SABOTAGE["picked"]))

    result = day.app.test_cli_runner().invoke(args=["check-books"])

    assert result.exit_code == 1
    assert "Order B1 line 1 (CARD): 3 picked, 2 in totes and packed." in result.output


def test_the_command_speaks_json_for_programs(day: World) -> None:
    with transaction() as session:
        session.execute(text(SABOTAGE["picked"]))

    result = day.app.test_cli_runner().invoke(args=["check-books", "--json"])

    told = json.loads(result.output)
    assert result.exit_code == 1
    assert not told["right"]
    assert {check["name"] for check in told["checks"] if check["count"]} == {"picked"}


def test_checking_changes_nothing(day: World) -> None:
    statements: list[str] = []

    def note(*told: Any) -> None:
        statements.append(told[2])

    event.listen(db.engine, "before_cursor_execute", note)
    day.app.test_cli_runner().invoke(args=["check-books"])
    event.remove(db.engine, "before_cursor_execute", note)

    assert len(statements) >= len(CHECKS)
    assert [one for one in statements if not one.startswith(("SELECT", "BEGIN", "PRAGMA main.table_info"))] == []
