"""Accuracy: the share of first counts that were the book's, and by how many units the others were off."""

import io
import zipfile

from app.counting.accuracy import positions, share_of, shares
from app.db import db
from app.warehouse.models import Warehouse
from tests.counting.conftest import CARD, MUG, Counter, have_counted, typed
from tests.visitor import visitor
from tests.world import World


def some_counts(world: World, eli: Counter, finn: Counter) -> None:
    """Cards are right; of mugs two are missing and in another bin one is too many: both are counted twice."""
    for address, sku in (("A-01-1", "MUG"), ("B-03-1", "CARD"), ("C-02-1", "MUG")):
        have_counted(world, address, sku=sku)
    eli.claim()
    eli.count("A-01-1", typed(MUG, 8))
    eli.count("B-03-1", typed(CARD, 20))
    eli.count("C-02-1", typed(MUG, 5))
    finn.claim()
    finn.count("A-01-1", typed(MUG, 8))


def test_second_counts_and_undone_ones_are_left_out(world: World, eli: Counter, finn: Counter) -> None:
    some_counts(world, eli, finn)
    eli.hand.post(f"{eli.url}/undos")
    eli.count("C-02-1", typed(MUG, 4))

    found = positions(db.session.get_one(Warehouse, world.warehouse_id), 90, "en")

    whole = share_of("", found)
    assert (whole.positions, whole.right, whole.net, whole.absolute) == (3, 2, -2, 2)
    assert [(one.name, one.positions, one.right) for one in shares(found, "item")] == [("MUG", 2, 1), ("CARD", 1, 1)]
    assert [(one.name, one.positions) for one in shares(found, "worker")] == [("Eli", 3)]
    assert round(whole.accuracy, 1) == 66.7


def test_the_page_and_the_files_say_the_same(world: World, eli: Counter, finn: Counter) -> None:
    some_counts(world, eli, finn)
    cleo = visitor(world, "Cleo")

    page = cleo.get("/counts/accuracy").text
    csv = cleo.get("/counts/accuracy/item.csv").text
    xlsx = cleo.get("/counts/accuracy/worker.xlsx").data

    assert "33.3" in page
    assert "MUG,2,0,0.0,-1,3" in csv
    sheet = zipfile.ZipFile(io.BytesIO(xlsx)).read("xl/worksheets/sheet1.xml").decode()
    assert "Eli" in sheet
    assert cleo.get("/counts/accuracy/nothing.csv").status_code == 404
