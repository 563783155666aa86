"""The mapping of the real shop: what its rows mean."""

import os
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.db import db
from app.orders.models import Cancellation, Order, OrderCharge, OrderLine
from tests.world import World

ROWS = """InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,85123A,WHITE HANGING HEART,6.0,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
536365,85123a,WHITE HANGING HEART,2.0,2010-12-01 08:27:00,2.55,17850.0,United Kingdom
536370,POST,POSTAGE,3.0,2010-12-01 08:45:00,18.0,12583.0,France
536370,22728,ALARM CLOCK,24.0,2010-12-01 08:45:00,3.75,12583.0,France
C536379,D,Discount,-1.0,2010-12-01 09:41:00,27.5,14527.0,United Kingdom
C536383,35004C,SET OF 3,-1.0,2010-12-01 09:49:00,4.65,15311.0,United Kingdom
536589,21777,,-10.0,2010-12-01 16:50:00,0.0,,United Kingdom
A563185,B,Adjust bad debt,1.0,2011-08-12 14:50:00,11062.06,,United Kingdom
"""


def bring_in(world: World, file: Path, report: Path) -> str:
    args = [
        "orders",
        "import",
        str(file),
        "--mapping",
        "online_retail",
        "--warehouse",
        "RIVER",
        "--report",
        str(report),
    ]
    answer = world.app.test_cli_runner().invoke(args=args, catch_exceptions=False)
    db.session.remove()
    return answer.output


def count(table: type, *where: object) -> int:
    return db.session.scalar(select(func.count()).select_from(table).where(*where)) or 0  # type: ignore[arg-type]


def test_credit_notes_corrections_and_bad_debts_are_no_orders(world: World, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(ROWS)

    said = bring_in(world, tmp_path / "r.csv", tmp_path / "report.csv")

    assert "2 new orders" in said
    assert "2 new credit notes. 2 rows are no orders." in said
    assert db.session.scalars(select(Order.number).order_by(Order.number)).all() == ["536365", "536370"]
    notes = db.session.scalars(select(Cancellation).order_by(Cancellation.number)).all()
    assert [(note.number, note.customer_number) for note in notes] == [("C536379", "14527"), ("C536383", "15311")]
    assert "-10.0" in (tmp_path / "report.csv").read_text()


def test_codes_are_one_in_capitals_and_postage_is_a_charge(world: World, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(ROWS)
    bring_in(world, tmp_path / "r.csv", tmp_path / "report.csv")

    assert db.session.scalars(select(OrderLine.sku).order_by(OrderLine.id)).all() == ["85123A", "85123A", "22728"]
    assert db.session.scalars(select(OrderCharge.amount)).all() == [Decimal(54)]


def test_what_the_source_lacks_is_supplied_and_is_the_same_each_time(world: World, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(ROWS)
    bring_in(world, tmp_path / "r.csv", tmp_path / "report.csv")
    orders = db.session.scalars(select(Order).order_by(Order.number)).all()

    assert [(order.delivery_mode, order.payment_state) for order in orders] == [("home", "paid"), ("overseas", "paid")]
    for order in orders:
        assert all([order.street, order.city, order.postcode, order.telephone, order.customer])
        assert {hold.reason for hold in order.holds} == {"unknown_item"}
    assert "0 new orders" in bring_in(world, tmp_path / "r.csv", tmp_path / "report.csv")


def test_a_second_date_in_an_order_is_kept_with_its_line(world: World, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(ROWS)
    bring_in(world, tmp_path / "r.csv", tmp_path / "report.csv")
    first, second = db.session.scalars(select(Order).where(Order.number == "536365")).one().lines

    assert (first.document, second.document) == ({}, {"InvoiceDate": "2010-12-01 08:27:00"})


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_whole_real_file_comes_in_with_nothing_lost(world: World, tmp_path: Path) -> None:
    folder = os.environ.get("SHELFWAY_DATA")
    if not folder and not os.environ.get("CI"):
        pytest.skip("SHELFWAY_DATA is not set")
    file = Path(folder or "") / "online_retail.csv.xz"

    said = bring_in(world, file, tmp_path / "report.csv")

    lines, charges = count(OrderLine), count(OrderCharge)
    noted = sum(len(note.document["rows"]) for note in db.session.scalars(select(Cancellation)))
    reported = (tmp_path / "report.csv").read_text().count("left out: it corrects stock")
    assert lines + charges + noted + reported == 370_931
    assert (count(Order), count(Cancellation), lines, charges) == (14_334, 2_887, 360_954, 1_751)
    assert "0 bad lines" in said
