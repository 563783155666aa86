"""The list and an item's page: what to order, from whom, by when and why; and the list as a file."""

import csv
import io
import re
from pathlib import Path

import pytest
from sqlalchemy import select

from app.db import db
from app.reordering.background import make_figures
from app.reordering.models import Vendor, VendorItem
from app.tables.reading import Source, open_table
from tests.reordering.conftest import days_ago, placed
from tests.visitor import visitor, words
from tests.world import World


@pytest.fixture
def low(sold: World) -> World:
    def hire() -> None:
        vendor = Vendor(warehouse_id=sold.warehouse_id, name="=Potter")
        db.session.add(vendor)
        db.session.flush()
        row = VendorItem(vendor_id=vendor.id, item_id=sold.item("MUG").id, lead_days=10, minimum=24, multiple=12)
        db.session.add(row)

    sold.do(hire)
    make_figures(sold.warehouse_id)
    return sold


def test_the_list_says_what_to_order_from_whom_and_by_when(low: World) -> None:
    page = words(visitor(low, "Fay").get("/reordering").text)

    assert "Low 2 Put off 0 Dead stock 0 All items 3" in page
    assert "Red mug MUG AX 14 20 7 days 36 =Potter 10 days now" in page
    assert "Greeting card CARD CZ 20 30" in page
    assert "no vendor yet 14 days" in page
    assert "Green tea" not in page


def test_an_item_is_explained_in_words_with_its_weeks_drawn(low: World) -> None:
    html = visitor(low, "Eli").get(f"/reordering/items/{low.item('MUG').id}").text
    page = words(html)

    assert "Order 36 from =Potter." in page
    assert "Now: at the usual demand it runs out before that is there." in page
    assert "Over the last 120 days measured, customers ordered 2.00 units a day" in page
    assert "20 are expected in the 10 days until an order of today is there" in page
    assert "24 at least, in multiples of 12" in page
    assert 'role="img" aria-label="Units ordered in each of the last 17 weeks: between 14 and 14."' in html


def test_an_item_of_a_short_history_says_how_its_safety_was_reckoned(world: World) -> None:
    world.do(lambda: [placed(world, {"MUG": 3}, days_ago(number)) for number in (9, 4)])
    make_figures(world.warehouse_id)

    page = words(visitor(world, "Eli").get(f"/reordering/items/{world.item('MUG').id}").text)

    assert "too short a time" in page
    assert "Over the last 9 days measured" in page


def test_an_item_that_nobody_ordered_says_so_and_an_unknown_one_is_not_there(world: World) -> None:
    eli = visitor(world, "Eli")
    mug = world.item("MUG").id
    assert "No demand of it was measured yet" in eli.get(f"/reordering/items/{mug}").text
    assert "No demand was measured yet" in eli.get("/reordering").text

    make_figures(world.warehouse_id)

    page = words(eli.get(f"/reordering/items/{mug}").text)
    assert "Nobody has ordered it in the last year" in page
    assert "Order " not in page
    assert eli.get("/reordering/items/999999").status_code == 404


def test_the_list_as_csv_is_the_list_and_no_text_in_it_is_a_formula(low: World) -> None:
    answer = visitor(low, "Eli").get("/reordering/list.csv?of=alerts")

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="reordering.csv"' in answer.headers["Content-Disposition"]
    head, mug, card = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert head[0] == "SKU"
    row = dict(zip(head, mug, strict=True))
    assert (row["Available"], row["Reorder point"], row["To order"], row["Days left"]) == ("14", "20", "36", "7.0")
    assert row["Vendor"] == "'=Potter"
    assert card[0] == "CARD"


def test_the_list_as_xlsx_can_be_read_again(low: World, tmp_path: Path) -> None:
    answer = visitor(low, "Eli").get("/reordering/list.xlsx?of=all&abc=A")

    (tmp_path / "r.xlsx").write_bytes(answer.data)
    table = open_table(Source(tmp_path / "r.xlsx"))
    (row,) = list(table)
    said = dict(zip(table.columns, row.values, strict=False))
    assert (said["SKU"], said["To order"], said["Class"], said["Vendor"]) == ("MUG", "36", "AX", "=Potter")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", said["Order by"])


def test_another_warehouse_sees_nothing_of_it(low: World) -> None:
    olga = visitor(low, "Olga")

    assert "MUG" not in olga.get("/reordering?of=all").text
    assert "MUG" not in olga.get("/reordering/list.csv?of=all").text
    page = words(olga.get(f"/reordering/items/{low.item('MUG').id}").text)
    assert "No demand of it was measured yet" in page
    assert "Potter" not in page


@pytest.mark.parametrize("query", ["of=nonsense", "vendor_id=x", "abc=<b>", "xyz=';--", "page=99999999999"])
def test_a_mangled_address_is_a_list_all_the_same(low: World, query: str) -> None:
    answer = visitor(low, "Eli").get(f"/reordering?{query}")

    assert answer.status_code == 200
    assert len(db.session.scalars(select(Vendor)).all()) == 1


def test_pickers_have_no_business_here(low: World) -> None:
    ana = visitor(low, "Ana")

    for url in ("/reordering", "/reordering/list.csv", "/reordering/list.xlsx", "/vendors"):
        assert ana.get(url).status_code == 403
