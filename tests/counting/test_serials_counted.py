"""Units with numbers are counted by their numbers: missing and found ones are named, and moved with the variance."""

from typing import Any

from sqlalchemy import select

from app.catalog.models import Barcode, Item
from app.db import db
from app.inventory.commands import lot_of, receive
from app.inventory.models import Serial
from app.warehouse.models import ADJUSTMENT
from tests.counting.conftest import Counter, counts, have_counted, variances
from tests.floor import wrong_books
from tests.visitor import visitor
from tests.world import SYSTEM, World

PHONE = "4999999999990"


def phones(world: World, *numbers: str, address: str = "A-03-1") -> None:
    def command() -> None:
        item = db.session.scalars(select(Item).where(Item.sku == "PHONE")).first()
        if item is None:
            item = Item(sku="PHONE", names={"en": "Phone"}, tracks_serial=True)
            item.barcodes = [Barcode(code=PHONE, quantity=1, unit="each")]
            db.session.add(item)
            db.session.flush()
        location = world.location(address)
        receive(item, lot_of(item), len(numbers), location, SYSTEM)
        db.session.add_all([Serial(item_id=item.id, code=one, location_id=location.id) for one in numbers])

    world.do(command)


def seen(*numbers: str) -> list[dict[str, Any]]:
    return [{"code": PHONE, "serials": list(numbers)}]


def where(number: str) -> str:
    db.session.rollback()
    location = db.session.scalars(select(Serial).where(Serial.code == number)).one().location
    return location.address if location and location.kind != ADJUSTMENT else location.kind if location else ""


def test_the_numbers_that_the_book_has_are_right(world: World, eli: Counter) -> None:
    phones(world, "S1", "S2")
    have_counted(world, "A-03-1", sku="PHONE")
    eli.claim()

    assert eli.count("A-03-1", seen("S2", "S1")).status_code == 200

    assert counts()[0].counted_at is not None
    assert (where("S1"), where("S2")) == ("A-03-1", "A-03-1")
    assert variances() == []


def test_a_missing_number_is_named_and_leaves_with_the_variance(world: World, eli: Counter, finn: Counter) -> None:
    phones(world, "S1", "S2", "S3")
    have_counted(world, "A-03-1", sku="PHONE")
    for one in (eli, finn):
        one.claim()
        assert one.count("A-03-1", seen("S1", "S3")).status_code == 200
        one.end()

    (variance,) = variances()
    assert (variance.units, variance.entry.missing, variance.state) == (-1, ["S2"], "posted")
    assert (where("S1"), where("S2")) == ("A-03-1", ADJUSTMENT)
    assert world.on_hand("A-03-1", "PHONE") == 2
    assert wrong_books() == []


def test_a_number_that_the_book_has_in_another_bin_is_found_and_that_bin_is_counted_too(
    world: World, eli: Counter, finn: Counter
) -> None:
    phones(world, "S1")
    phones(world, "S9", address="B-01-1")
    have_counted(world, "A-03-1", sku="PHONE")
    for one in (eli, finn):
        one.claim()
        assert one.count("A-03-1", seen("S1", "S9")).status_code == 200
        one.end()

    assert [(one.units, one.entry.found, one.state) for one in variances()] == [(1, ["S9"], "posted")]
    assert where("S9") == "A-03-1"
    assert [(count.location.address, count.reason) for count in counts()][1:] == [("B-01-1", "elsewhere")]
    assert wrong_books() == []


def test_one_number_instead_of_another_differs_though_the_units_are_the_same(
    world: World, eli: Counter, finn: Counter
) -> None:
    world.sets(count_approve_above=0)
    phones(world, "S1", "S2")
    have_counted(world, "A-03-1", sku="PHONE")
    for one in (eli, finn):
        one.claim()
        one.count("A-03-1", seen("S1", "S7"))
        one.end()

    (variance,) = variances()
    assert (variance.units, variance.entry.missing, variance.state) == (0, ["S2"], "waits")
    assert "not seen: S2" in visitor(world, "Cleo").get("/counts/variances").text
    assert where("S2") == "A-03-1"


def test_a_number_twice_or_none_is_refused(world: World, eli: Counter) -> None:
    phones(world, "S1", "S2")
    have_counted(world, "A-03-1", sku="PHONE")
    eli.claim()

    assert eli.count("A-03-1", seen("S1", "S1")).status_code == 422
    assert eli.count("A-03-1", [{"code": PHONE, "units": 2}]).status_code == 422
    assert eli.count("A-03-1", seen(PHONE)).status_code == 422
    assert eli.stop("A-03-1").state == "todo"
    assert variances() == []
