"""What lay where at a moment is the sum of the ledger up to it; at the last moment it is what lies there now."""

import csv
import io
import zipfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from app.clock import earlier, now
from app.db import db, transaction
from app.inventory.commands import NotEnoughStock, lot_of, move, receive
from app.inventory.models import Stock
from app.ledger import balances
from app.warehouse.models import OUTSIDE, Location, Warehouse
from tests.visitor import alert_of, visitor, words
from tests.world import SYSTEM, World

BINS = ("A-01-1", "B-01-1", "C-02-1")


def moved(world: World, ago: timedelta, source: str, destination: str, units: int, sku: str = "MUG") -> bool:
    """A movement that was made so long ago."""
    with earlier(ago):
        try:
            with transaction():
                places = {"source": world.location(source), "destination": world.location(destination)}
                move(world.lot(sku), units, reason="move", actor=SYSTEM, **places)
        except NotEnoughStock:
            return False
    return True


def lay(world: World, until: datetime | None) -> dict[str, int]:
    """Mugs by address."""
    db.session.rollback()
    wanted = balances.of_item(world.warehouse_id, world.item("MUG").id, until)
    return {one.address: one.units for one in balances.balances(wanted)}


@pytest.mark.parametrize("seed", range(6))
def test_each_moments_balances_are_what_the_movements_up_to_it_made_and_the_last_are_the_running_ones(
    world: World, seed: int
) -> None:
    random, expected, known = Random(seed), Counter({"A-01-1": 10, "C-02-1": 4}), []
    for step in range(25):
        ago = timedelta(hours=60 - step)
        source, destination = random.sample(BINS, 2)
        units = random.randint(1, 6)
        if moved(world, -timedelta(hours=100) + ago, source, destination, units):
            expected[source] -= units
            expected[destination] += units
        known.append((now() + timedelta(hours=100) - ago + timedelta(minutes=1), +expected))

    for moment, lay_then in known:
        assert lay(world, moment) == lay_then
    running = select(Location.address, Stock.on_hand).join(Location, Location.id == Stock.location_id)
    mine = (Stock.item_id == world.item("MUG").id, Stock.on_hand > 0, Location.kind.not_in(OUTSIDE))
    assert lay(world, None) == dict(db.session.execute(running.where(*mine)).all()) == known[-1][1]
    for address in BINS:
        there = balances.at_location(world.location(address).id, None)
        assert sum(one.units for one in balances.balances(there) if one.sku == "MUG") == expected[address]


def test_the_page_shows_an_item_and_a_location_as_they_were(world: World) -> None:
    moved(world, -timedelta(days=2), "A-01-1", "B-01-1", 4)
    eli = visitor(world, "Eli")
    item, place = f"/stock/items/{world.item('MUG').id}", f"/stock/locations/{world.location('B-01-1').id}"
    then, later = local(world, timedelta(days=1)), local(world, timedelta(days=3))

    before, after = (words(eli.get(f"{item}?at={at}").text) for at in (then, later))
    here = words(eli.get(f"{place}?at={then}").text)

    assert "A-01-1 MUG – 10" in before
    assert "Moved" not in before
    assert ("A-01-1 MUG – 6" in after, "B-01-1 MUG – 4" in after) == (True, True)
    assert "Nothing lay there then." in here
    assert "A-01-1 6 6 0 –" in words(eli.get(item).text), "now as ever"


@pytest.mark.parametrize("at", ["yesterday", "2026-13-01T00:00", "1600-01-01T00:00", "9999-12-31T23:59", "<b>"])
def test_what_is_no_moment_is_said(world: World, at: str) -> None:
    told = visitor(world, "Eli").get(f"/stock/items/{world.item('MUG').id}", at=at)
    answer = visitor(world, "Eli").get(f"/stock/items/{world.item('MUG').id}?at={at}")

    assert told.status_code == 200
    assert answer.status_code == 422
    assert "This is no day and time." in alert_of(answer)


def test_files_have_balances_and_movements_at_the_moment_by_the_warehouses_clock(world: World) -> None:
    moved(world, -timedelta(days=2), "A-01-1", "B-01-1", 4)
    eli, url = visitor(world, "Eli"), f"/stock/items/{world.item('MUG').id}"
    then, later = local(world, timedelta(days=1)), local(world, timedelta(days=3))

    lay_then = read(eli.get(f"{url}/balances.csv?at={then}").data)
    came = read(eli.get(f"{url}/movements.csv?at={later}").data)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(eli.get(f"{url}/movements.xlsx").data)).get_sheet_by_index(0)

    assert lay_then[0] == ["Place", "Item", "Lot", "Expires", "Units"]
    assert lay_then[1:] == [["A-01-1", "MUG", "", "", "10"], ["C-02-1", "MUG", "", "", "4"]]
    assert [row[2:] for row in came[1:2]] == [["Moved", "MUG", "", "4", "A-01-1", "B-01-1", ""]]
    assert len(came) == 4
    assert [row[5] for row in sheet.to_python()] == ["Units", 4.0, 4.0, 10.0]


def test_a_lot_that_looks_like_a_formula_is_defused_in_csv_and_text_in_xlsx(world: World) -> None:
    with transaction():
        tea = world.item("TEA")
        receive(tea, lot_of(tea, "=HYPERLINK(1)"), 1, world.location("B-01-1"), SYSTEM)
    eli, url = visitor(world, "Eli"), f"/stock/locations/{world.location('B-01-1').id}/balances"

    rows = read(eli.get(f"{url}.csv").data)
    workbook = eli.get(f"{url}.xlsx").data
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(0)

    assert rows[1][2] == "'=HYPERLINK(1)"
    assert sheet.to_python()[1][2] == "=HYPERLINK(1)"
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(workbook)).read("xl/worksheets/sheet1.xml")


def local(world: World, ahead: timedelta) -> str:
    """A moment as the field of the page sends it."""
    db.session.rollback()
    zone = ZoneInfo(db.session.get_one(Warehouse, world.warehouse_id).time_zone)
    return (datetime.now(UTC) + ahead).astimezone(zone).strftime("%Y-%m-%dT%H:%M")


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
