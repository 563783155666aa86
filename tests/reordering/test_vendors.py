"""Vendors: who delivers what on which terms, kept by hand."""

from typing import Any

import pytest
from sqlalchemy import select

from app.db import db
from app.operations.models import AuditEntry
from app.reordering.models import Vendor, VendorItem
from tests.visitor import Visitor, alert_of, visitor
from tests.world import World

TERMS: dict[str, Any] = {
    "lead_days": "7",
    "vendor_code": "P-1",
    "minimum": "24",
    "multiple": "6",
    "price": "1.25",
    "currency": "eur",
}


@pytest.fixture
def eli(world: World) -> Visitor:
    return visitor(world, "Eli")


@pytest.fixture
def potter(world: World, eli: Visitor) -> int:
    assert eli.send("/vendors", name=" Potter  & Sons ", contact="0123").status_code == 303
    return db.session.scalars(select(Vendor.id)).one()


def terms() -> list[VendorItem]:
    db.session.rollback()
    return list(db.session.scalars(select(VendorItem).order_by(VendorItem.id)))


def changes() -> list[tuple[str, str]]:
    kinds = ("vendors", "vendor_items")
    rows = select(AuditEntry).where(AuditEntry.entity.in_(kinds)).order_by(AuditEntry.id)
    return [(row.entity, row.change) for row in db.session.scalars(rows)]


def test_a_vendor_is_added_changed_given_up_and_taken_again(world: World, eli: Visitor, potter: int) -> None:
    assert eli.send(f"/vendors/{potter}", name="Potter", contact="").status_code == 303
    eli.send(f"/vendors/{potter}/ends")
    assert "given up" in eli.get("/vendors").text
    refused = eli.send(f"/vendors/{potter}/items", sku="MUG", **TERMS)
    assert refused.status_code == 409
    assert "Potter is given up" in alert_of(refused)
    eli.send(f"/vendors/{potter}/beginnings")

    vendor = db.session.get_one(Vendor, potter)
    assert (vendor.name, vendor.contact, vendor.ended_at) == ("Potter", "", None)
    assert [change for _, change in changes()] == ["added", "changed", "given up", "taken again"]
    assert terms() == []


def test_an_item_gets_its_terms_by_sku_or_barcode_and_loses_them(world: World, eli: Visitor, potter: int) -> None:
    assert eli.send(f"/vendors/{potter}/items", sku="4006381333931", **TERMS).status_code == 303

    (one,) = terms()
    assert (one.item.sku, one.code, one.lead_days, one.minimum, one.multiple) == ("MUG", "P-1", 7, 24, 6)
    assert (str(one.price), one.currency, one.rank) == ("1.2500", "EUR", 1)
    page = eli.get(f"/vendors/{potter}").text
    assert 'value="1.25"' in page
    assert "Red mug" in page

    assert "Red mug" in eli.get(f"/vendors/{potter}?sku=mu").text
    assert "Red mug" not in eli.get(f"/vendors/{potter}?sku=%25").text

    eli.send(f"/vendors/items/{one.id}", **(TERMS | {"lead_days": "9", "price": ""}))
    (one,) = terms()
    assert (one.lead_days, one.price) == (9, None)

    eli.send(f"/vendors/items/{one.id}/removals")
    assert terms() == []
    assert [change for kind, change in changes() if kind == "vendor_items"] == ["added", "changed", "removed"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"lead_days": ""}, "no lead time"),
        ({"lead_days": "0"}, "1 to 365 days"),
        ({"lead_days": "366"}, "1 to 365 days"),
        ({"lead_days": "soon"}, "lead_days: not a whole number"),
        ({"minimum": "0"}, "not more than nothing"),
        ({"multiple": "-6"}, "not more than nothing"),
        ({"minimum": "1000001"}, "more than a million"),
        ({"price": "-1"}, "below nothing"),
        ({"price": "=1+1"}, "not an amount"),
        ({"currency": "euro"}, "three letters"),
        ({"rank": "0"}, "1 to 99"),
        ({"vendor_code": "x" * 81}, "80 characters"),
        ({"vendor_code": "a\x1db"}, "cannot be printed"),
    ],
)
def test_terms_that_cannot_be_are_refused_in_words(
    eli: Visitor, potter: int, wrong: dict[str, str], words: str
) -> None:
    answer = eli.send(f"/vendors/{potter}/items", sku="MUG", **(TERMS | wrong))

    assert answer.status_code == 422
    assert words in alert_of(answer)
    assert terms() == []


def test_an_item_that_nobody_knows_is_named_and_harmless(eli: Visitor, potter: int) -> None:
    answer = eli.send(f"/vendors/{potter}/items", sku="<script>alert(1)</script>", **TERMS)

    assert answer.status_code == 422
    assert "<script>alert" not in answer.text
    assert terms() == []


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "tab\x07bell"])
def test_a_vendor_without_a_proper_name_is_refused(eli: Visitor, name: str) -> None:
    answer = eli.send("/vendors", name=name, contact="")

    assert answer.status_code == 422
    assert db.session.scalars(select(Vendor)).all() == []


def test_two_vendors_of_one_name_are_refused(eli: Visitor, potter: int) -> None:
    answer = eli.send("/vendors", name="Potter & Sons", contact="")

    assert answer.status_code == 409
    assert "already" in alert_of(answer)
    assert len(db.session.scalars(select(Vendor)).all()) == 1


def test_another_warehouse_s_vendors_are_not_there(world: World, eli: Visitor, potter: int) -> None:
    eli.send(f"/vendors/{potter}/items", sku="MUG", **TERMS)
    vendor_item_id = terms()[0].id
    olga = visitor(world, "Olga")

    assert "Potter" not in olga.get("/vendors").text
    assert olga.get(f"/vendors/{potter}").status_code == 404
    for url in (f"/vendors/{potter}", f"/vendors/{potter}/ends", f"/vendors/{potter}/items"):
        assert olga.send(url, name="Mine", sku="MUG", **TERMS).status_code == 404
    assert olga.send(f"/vendors/items/{vendor_item_id}", **TERMS).status_code == 404
    assert olga.send(f"/vendors/items/{vendor_item_id}/removals").status_code == 404
    assert len(terms()) == 1


def test_the_desk_sees_who_delivers_but_changes_nothing(world: World, eli: Visitor, potter: int) -> None:
    eli.send(f"/vendors/{potter}/items", sku="MUG", **TERMS)
    fay = visitor(world, "Fay")

    assert fay.get("/vendors").status_code == 403
    assert fay.send("/vendors", name="Mine").status_code == 403
    page = fay.get(f"/reordering/items/{world.item('MUG').id}").text
    assert "Potter &amp; Sons" in page
    assert f"/vendors/{potter}" not in page
