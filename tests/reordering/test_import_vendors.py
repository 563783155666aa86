"""Vendors from a file: the same twice changes nothing, and a bad row stops nothing."""

import io
from pathlib import Path

import pytest
from sqlalchemy import select

from app.db import db
from app.operations.models import AuditEntry
from app.reordering.models import Vendor, VendorItem
from app.tables.writing import xlsx_of
from tests.visitor import Visitor, alert_of, visitor, words
from tests.world import World

GOOD = """vendor,sku,lead_days,vendor_code,minimum,multiple,price,currency,rank
Potter,MUG,7,P-1,24,6,1.25,EUR,1
Tea House,TEA,21,,,,,,
Potter,CARD,7,P-2,1,1,0.30,EUR,2
"""
BAD = """vendor,sku,lead_days,minimum
Potter,NONE,7,1
,MUG,7,1
Potter,MUG,zero,1
Potter,MUG,7,0
Potter,TEA,7,1
Potter,TEA,9,1
=cmd,CARD,3,1
"""


def send(visitor: Visitor, content: bytes, name: str = "vendors.csv") -> str:
    answer = visitor.send("/vendors/files", file=(io.BytesIO(content), name))
    assert answer.status_code == 200, answer.text
    return words(answer.text)


def kept() -> list[tuple[str, str, int, int, int]]:
    db.session.rollback()
    rows = db.session.scalars(select(VendorItem).join(Vendor).order_by(Vendor.name, VendorItem.id))
    return [(row.vendor.name, row.item.sku, row.lead_days, row.minimum, row.rank) for row in rows]


def test_a_file_brings_vendors_and_terms_and_again_nothing(world: World) -> None:
    eli = visitor(world, "Eli")

    page = send(eli, GOOD.encode())

    assert "Rows read 3 New vendors 2 New 3 Changed 0 As they were 0 Not taken 0" in page
    assert kept() == [("Potter", "MUG", 7, 24, 1), ("Potter", "CARD", 7, 1, 2), ("Tea House", "TEA", 21, 1, 1)]
    audited = len(db.session.scalars(select(AuditEntry)).all())
    again = send(eli, GOOD.encode())
    assert "New vendors 0 New 0 Changed 0 As they were 3" in again
    assert len(db.session.scalars(select(AuditEntry)).all()) == audited


def test_an_empty_cell_changes_nothing_of_what_is_known(world: World) -> None:
    eli = visitor(world, "Eli")
    send(eli, GOOD.encode())

    page = send(eli, b"vendor,sku,lead_days,vendor_code\nPotter,MUG,9,\n")

    assert "Changed 1" in page
    assert kept()[0] == ("Potter", "MUG", 9, 24, 1)
    row = db.session.scalars(select(VendorItem).where(VendorItem.lead_days == 9)).one()
    assert (row.code, str(row.price), row.currency) == ("P-1", "1.2500", "EUR")


def test_a_spreadsheet_says_the_same(world: World) -> None:
    columns, *rows = [line.split(",") for line in GOOD.strip().splitlines()]

    with xlsx_of(columns, rows) as file:
        send(visitor(world, "Cleo"), file.read(), "Vendors.XLSX")

    assert ("Potter", "MUG", 7, 24, 1) in kept()
    assert len(kept()) == 3


def test_bad_rows_are_named_and_the_others_kept(world: World) -> None:
    page = send(visitor(world, "Eli"), BAD.encode())

    assert kept() == [("=cmd", "CARD", 3, 1, 1), ("Potter", "TEA", 7, 1, 1)]
    assert "Not taken 5" in page
    for said in (
        "an item that the catalogue does not know",
        "no vendor, or one with a name",
        "lead_days: not a whole number",
        "not more than nothing",
        "stands in the file before",
    ):
        assert said in page


def test_a_vendor_that_is_given_up_takes_nothing(world: World) -> None:
    eli = visitor(world, "Eli")
    send(eli, GOOD.encode())
    vendor_id = db.session.scalars(select(Vendor.id).where(Vendor.name == "Potter")).one()
    eli.send(f"/vendors/{vendor_id}/ends")

    page = send(eli, GOOD.replace(",7,", ",5,").encode())

    assert "a vendor that is given up" in page
    assert ("Potter", "MUG", 7, 24, 1) in kept()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("vendors.pdf", b"%PDF", "Choose a file first"),
        ("vendors.csv", b"vendor,lead_days\nPotter,3\n", "lacks the columns: sku"),
        ("vendors.xlsx", b"PK no zip", "vendors"),
        ("vendors.xlsx", b"", ""),
    ],
)
def test_files_that_are_none_are_refused_in_words(world: World, name: str, content: bytes, said: str) -> None:
    answer = visitor(world, "Eli").send("/vendors/files", file=(io.BytesIO(content), name))

    assert answer.status_code in {413, 422}
    assert said in alert_of(answer) or "upload" in alert_of(answer)
    assert kept() == []


def test_the_shell_takes_the_same_file(world: World, tmp_path: Path) -> None:
    (tmp_path / "v.csv").write_text(GOOD + "Potter,NONE,7,,,,,,\n")
    args = [
        "reordering",
        "vendors",
        str(tmp_path / "v.csv"),
        "--warehouse",
        "RIVER",
        "--report",
        str(tmp_path / "r.csv"),
    ]

    printed = world.app.test_cli_runner().invoke(args=args)

    assert printed.exit_code == 0, printed.output
    assert "2 new vendors; 3 new terms, 0 changed, 0 as they were; 1 bad rows." in printed.output
    assert "NONE" in (tmp_path / "r.csv").read_text()
    assert len(kept()) == 3
