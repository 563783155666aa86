"""`flask stock import`: what lies where on the first day."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.books.queries import broken_rules
from app.db import db
from app.inventory.commands import move
from app.inventory.models import StockMovement
from tests.world import World

HEAD = "sku,location,quantity,lot,expires_on"

Import = Callable[..., str]


@pytest.fixture
def bring_in(world: World, tmp_path: Path) -> Import:
    def run(*rows: str) -> str:
        file, report = tmp_path / "stock.csv", tmp_path / "report.csv"
        file.write_text("\n".join([HEAD, *rows, ""]))
        report.unlink(missing_ok=True)
        args = ["stock", "import", str(file), "--warehouse", "RIVER", "--report", str(report)]
        answer = world.app.test_cli_runner().invoke(args=args)
        db.session.remove()
        assert not answer.exception or isinstance(answer.exception, SystemExit), answer.exception
        return answer.output + (report.read_text("utf-8-sig") if report.exists() else "")

    return run


def movements() -> int:
    return db.session.scalar(select(func.count()).select_from(StockMovement)) or 0


def test_units_come_from_the_supplier_and_the_book_adds_up(bring_in: Import, world: World) -> None:
    said = bring_in("MUG,A-02-1,12,,", "MUG,a-03-1,3.0,,", "TEA,B-01-1,7,L9,2031-05-01", "4006381333931,A-04-1,1,,")

    assert "4 received, 23 units" in said
    assert [world.on_hand(a, "MUG") for a in ("A-02-1", "A-03-1", "A-04-1")] == [12, 3, 1]
    assert world.on_hand("SUPPLIER", "MUG") == -(10 + 4 + 12 + 3 + 1)
    assert broken_rules() == []
    assert world.lot("TEA", "L9").expires_on == date(2031, 5, 1)


def test_the_same_file_twice_changes_nothing_even_after_the_stock_has_moved(bring_in: Import, world: World) -> None:
    bring_in("MUG,A-02-1,12,,", "MUG,A-03-1,3,,")
    assert "0 received, 0 units; 2 were here already; 0 not taken." in bring_in("MUG,A-02-1,12,,", "MUG,A-03-1,3,,")

    source, destination = world.location("A-02-1"), world.location("C-01-1")
    world.do(
        lambda: move(
            world.lot("MUG"), 12, source=source, destination=destination, reason="move", actor=world.actor("Eli")
        )
    )
    before = movements()
    said = bring_in("MUG,A-02-1,12,,", "MUG,A-03-1,3,,")

    assert "the book says another quantity" in said
    assert movements() == before
    assert world.on_hand("A-02-1", "MUG") == 0


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("GHOST,A-02-1,1,,", "an item that the catalogue does not know"),
        ("MUG,Z-99-9,1,,", "no bin of this warehouse"),
        ("MUG,SUPPLIER,1,,", "no bin of this warehouse"),
        ("MUG,A-02-1,0,,", "not more than nothing"),
        ("MUG,A-02-1,-4,,", "not more than nothing"),
        ("MUG,A-02-1,some,,", "quantity: not a whole number"),
        ("MUG,A-02-1,1,L1,", "not tracked by lot"),
        ("TEA,A-02-1,1,,2031-05-01", "without its lot"),
        ("TEA,A-02-1,1,L7,", "without its date"),
        ("TEA,A-02-1,1,L7,soon", "expires_on: not a date"),
        ("TEA,A-02-1,1,L1,2031-01-02", "another expiry date"),
        ("MUG,A-01-1,11,,", "another quantity"),
        ("MUG,C-01-1,9,,", "another quantity"),
    ],
)
def test_a_bad_row_goes_to_the_report_and_the_others_come_in(
    bring_in: Import, world: World, row: str, said: str
) -> None:
    told = bring_in("MUG,C-01-1,5,,", row)

    assert "1 received, 5 units" in told
    assert "1 not taken" in told
    assert said in told
    assert world.on_hand("C-01-1", "MUG") == 5


def test_a_lot_expires_on_one_day_only(bring_in: Import, world: World) -> None:
    told = bring_in("TEA,A-02-1,1,L9,2031-05-01", "TEA,A-03-1,2,L9,2032-05-01", "TEA,A-04-1,4,L9,2031-05-01")

    assert "2 received, 5 units" in told
    assert "another expiry date" in told
    assert world.lot("TEA", "L9").expires_on == date(2031, 5, 1)
