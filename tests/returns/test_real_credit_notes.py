"""The real shop's credit notes run as returns of its orders, which came as history; docs/benchmarks.md has all of them.

Here a tenth of its customers, always the same, and every credit note that names nobody.
"""

import csv
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.db import db
from app.inventory.models import Stock
from app.inventory.queries import free_stock
from app.orders.models import Order, OrderLine
from app.returns.models import ReturnUnit, Rma, RmaLine
from app.warehouse.models import TOTE, Location
from benchmarks.credit_notes import Dock, Matching, announced, matching_by_hand, rows_of
from tests.floor import wrong_books
from tests.packing.orders import hand
from tests.world import World

MEASURED = Matching(whole=437, part=3, unmatched=174, units=3032)
TOLD = """237 returns opened: 3032 units.
437 rows match, 3 more in part; 0 were here.
Not matched, 217 rows, 242 units: no goods: postage, a fee or a discount.
Not matched, 128 rows, 1646 units: neither a customer nor an order.
Not matched, 22 rows, 387 units: an item that was never sent to them.
Not matched, 12 rows, 16 units: ordered only after the return.
Not matched, 11 rows, 162 units: a customer who has no order here.
Not matched, 4 rows, 18 units: more than was sent to them and has not come back yet.
"""


@pytest.fixture(scope="module")
def all_rows() -> list[dict[str, str]]:
    folder = os.environ.get("SHELFWAY_DATA")
    if not folder:
        if os.environ.get("CI"):
            pytest.fail("SHELFWAY_DATA is not set, and with CI=true nothing is skipped")
        pytest.skip("SHELFWAY_DATA names no folder with the orders")
    return rows_of(folder)


@pytest.fixture(scope="module")
def rows(all_rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in all_rows if _is_in(row)]


def _is_in(row: dict[str, str]) -> bool:
    if row["CustomerID"]:
        return row["CustomerID"].removesuffix(".0").endswith("7")
    return row["InvoiceNo"].startswith("C")


def run(world: World, folder: Path, rows: Sequence[dict[str, str]], *command: str) -> str:
    file = folder / "sample.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    group, verb, *options = command
    args = [group, verb, str(file), "--mapping", "online_retail", "--report", str(folder / f"{group}.csv"), *options]
    answer = world.app.test_cli_runner().invoke(args=args, catch_exceptions=False)
    db.session.remove()
    assert answer.exit_code == 0, answer.output
    return answer.output


@pytest.mark.slow
def test_what_the_whole_file_says_of_credit_notes_is_what_is_known_of_it(all_rows: list[dict[str, str]]) -> None:
    assert matching_by_hand(all_rows) == Matching(whole=5125, part=32, unmatched=1057, units=132_788)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_real_credit_notes_come_back_as_returns_of_what_was_sent_and_nothing_is_sold_before_it_is_put_away(
    world: World, tmp_path: Path, rows: list[dict[str, str]]
) -> None:
    run(world, tmp_path, rows, "items", "import")
    run(world, tmp_path, rows, "orders", "import", "--as-shipped", "--warehouse", "RIVER")
    options = ("--warehouse", "RIVER", "--beyond", "The shop has credited it")

    said = run(world, tmp_path, rows, "returns", "import", *options)

    assert matching_by_hand(rows) == MEASURED
    assert TOLD in said
    assert wrong_books() == []

    dock = Dock(world.warehouse_id, hand(world, "Dana").actor)
    dock.take_in(announced())

    assert dock.units == MEASURED.units
    assert announced() == []
    assert units_of(ReturnUnit.quantity) == units_of(RmaLine.received) == units_of(OrderLine.returned) == dock.units
    assert wrong_books() == []
    dock.close_totes()
    assert on_hand_in_totes(world) == dock.units
    assert [item_id for item_id in items_that_came_back() if free_stock(world.warehouse_id, item_id)] == []
    assert wrong_books() == []

    assert "0 returns opened: 0 units." in run(world, tmp_path, rows, "returns", "import", *options)


def units_of(column: object) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.sum(column))) or 0


def on_hand_in_totes(world: World) -> int:
    mine = (Location.warehouse_id == world.warehouse_id, Location.kind == TOTE)
    return db.session.scalar(select(func.sum(Stock.on_hand)).join(Location).where(*mine)) or 0


def items_that_came_back() -> Sequence[int]:
    wanted = select(OrderLine.item_id).join(Order).join(Rma, Rma.order_id == Order.id).where(OrderLine.returned > 0)
    return [one for one in db.session.scalars(wanted.distinct().order_by(OrderLine.item_id)) if one]
