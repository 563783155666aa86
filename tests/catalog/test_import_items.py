"""`flask items import`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.catalog.models import Barcode, Item, ItemPolicy
from app.catalog.queries import barcodes_of
from app.db import db
from app.operations.models import AuditEntry
from app.scanning import read
from tests.world import World

HEAD = "sku,name,name_zh_Hant,barcode,case_barcode,case_quantity,more_barcodes,weight_g,flags,tracks_lot,colour"
MUG = "MUG,Red mug,紅色馬克杯,4006381333931,14006381333938,6,5012345678900=1; 777=12,340,fragile keep_upright,no,Red"

Import = Callable[..., str]


@pytest.fixture
def bring_in(app: Flask, tmp_path: Path) -> Import:
    def run(*rows: str, options: tuple[str, ...] = (), head: str = HEAD) -> str:
        file, report = tmp_path / "items.csv", tmp_path / "report.csv"
        file.write_text("\n".join([head, *rows, ""]))
        report.unlink(missing_ok=True)
        answer = app.test_cli_runner().invoke(args=["items", "import", str(file), "--report", str(report), *options])
        db.session.remove()
        assert not answer.exception or isinstance(answer.exception, SystemExit), answer.exception
        return answer.output + (report.read_text("utf-8-sig") if report.exists() else "")

    return run


def item(sku: str) -> Item:
    return db.session.scalars(select(Item).where(Item.sku == sku)).one()


def codes(sku: str) -> dict[str, tuple[str, int]]:
    return {barcode.code: (barcode.unit, barcode.quantity) for barcode in item(sku).barcodes}


def test_an_item_comes_with_its_names_measures_flags_and_any_number_of_barcodes(bring_in: Import) -> None:
    said = bring_in(MUG)

    assert "1 new items, 0 changed" in said
    mug = item("MUG")
    assert mug.names == {"en": "Red mug", "zh_Hant": "紅色馬克杯"}
    assert (mug.weight_g, mug.flags, mug.tracks_lot, mug.attributes) == (
        340,
        ["fragile", "keep_upright"],
        False,
        {"colour": "Red"},
    )
    assert codes("MUG") == {
        "4006381333931": ("each", 1),
        "5012345678900": ("each", 1),
        "14006381333938": ("case", 6),
        "777": ("inner", 12),
    }


def test_an_item_without_barcode_is_scanned_by_its_code(bring_in: Import) -> None:
    bring_in("CARD,Card,,,,,,,,,")

    (barcode,) = barcodes_of(read("CARD"))
    assert (barcode.item.sku, barcode.quantity) == ("CARD", 1)


def test_the_same_file_again_changes_nothing_and_another_one_only_what_it_says(bring_in: Import) -> None:
    bring_in(MUG)

    assert "0 new items, 0 changed, 1 as they were" in bring_in(MUG)
    said = bring_in("MUG,Scarlet mug,,,4006381333931", head="sku,name,flags,weight_g,barcode")
    assert "1 changed" in said
    assert item("MUG").names == {"en": "Scarlet mug", "zh_Hant": "紅色馬克杯"}
    assert item("MUG").weight_g == 340
    assert len(codes("MUG")) == 4
    changes = db.session.scalars(select(AuditEntry.change).where(AuditEntry.entity == "items").order_by(AuditEntry.id))
    assert list(changes) == ["added", "changed"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",Nameless,,,,,,,,,", "no item code"),
        ("A,A,,4006381333931,,,,,,,", "stands for another item"),
        ("A,A,,,,,,heavy,,,", "weight_g: not a whole number"),
        ("A,A,,,,,,0,,,", "weight_g: a measure that is not more than 0"),
        ("A,A,,,,,,,explosive,,", "flags: a handling flag that is not known"),
        ("A,A,,,,,,,,perhaps,", "tracks_lot: neither yes nor no"),
        ("A,A,,,123,,,,,,", "without the quantity"),
        ("A,A,,a b,,,,,,,", "other signs"),
        ("A,A,,,,,x=two,,,,", "not a whole number"),
        ("MUG,Again,,,,,,,,,", "stands in the file before"),
        ("A,A", "columns"),
    ],
)
def test_a_bad_row_goes_to_the_report_and_the_others_come_in(bring_in: Import, row: str, said: str) -> None:
    told = bring_in(MUG, row, "CARD,Card,,,,,,,,,")

    assert "2 new items" in told
    assert "1 bad rows" in told
    assert said in told
    assert db.session.scalars(select(Item.sku).order_by(Item.sku)).all() == ["CARD", "MUG"]


def test_items_come_out_of_order_lines_once_each_without_the_charges(bring_in: Import) -> None:
    head = "InvoiceNo,StockCode,Description"
    rows = ("1,85123a,", "1,POST,POSTAGE", "2,85123A,HEART HOLDER", "3,85123A,?", "3,22728,", "4,gift_0001_20,Voucher")

    said = bring_in(*rows, head=head, options=("--mapping", "online_retail"))

    assert "2 new items" in said
    assert db.session.scalars(select(Item.sku).order_by(Item.sku)).all() == ["22728", "85123A"]
    assert item("85123A").name("en") == "HEART HOLDER"
    assert db.session.scalars(select(Barcode.code).order_by(Barcode.code)).all() == ["22728", "85123A"]


def test_a_warehouse_may_allocate_an_item_by_a_strategy_of_its_own(world: World, bring_in: Import) -> None:
    head, options = "sku,strategy", ("--warehouse", "RIVER")

    assert "1 bad rows" in bring_in("MUG,smallest", head=head)
    assert "a strategy that is not known" in bring_in("MUG,cheapest", head=head, options=options)
    assert db.session.scalars(select(ItemPolicy)).all() == []

    for strategy in ("smallest", "smallest", "fefo"):
        bring_in(f"MUG,{strategy}", head=head, options=options)

    policy = db.session.scalars(select(ItemPolicy)).one()
    assert (policy.warehouse_id, policy.item_id, policy.strategy) == (world.warehouse_id, world.item("MUG").id, "fefo")
    entries = select(AuditEntry.after).where(AuditEntry.change == "strategy set").order_by(AuditEntry.id)
    assert list(db.session.scalars(entries)) == [{"strategy": "smallest"}, {"strategy": "fefo"}]


@pytest.mark.parametrize("code", ["012345678905", "0012345678905", "00012345678905"])
def test_a_number_is_the_same_with_and_without_leading_noughts(bring_in: Import, code: str) -> None:
    bring_in(f"CUP,{code}", "OTHER,4006381333931", head="sku,barcode")

    for asked in ("012345678905", "0012345678905", "00012345678905"):
        assert [found.item.sku for found in barcodes_of(read(asked))] == ["CUP"]
    assert barcodes_of(read("10012345678902")) == []


def test_items_tracked_by_serial_keep_their_flag_and_the_import_says_that_the_handheld_asks(
    bring_in: Import,
) -> None:
    told = "items are tracked by serial number: the handheld asks for the number of each unit"
    taken_code = "TAG,Tag,1111,yes"  # refused: the code is the phone's

    said = bring_in("PHONE,Phone,1111,yes", "CASE,Case,2222,no", taken_code, head="sku,name,barcode,tracks_serial")

    assert f"1 {told}" in said
    assert item("PHONE").tracks_serial
    assert told not in bring_in("CASE,Case,2222,no", head="sku,name,barcode,tracks_serial")
