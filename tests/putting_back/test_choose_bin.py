"""The bin is full: the units go into another one that the worker scans."""

from app.db import db
from app.warehouse.models import Location
from tests.floor import wrong_books
from tests.putting_back.conftest import PutBackWalk


def test_what_is_left_goes_into_the_bin_that_was_scanned(back: PutBackWalk) -> None:
    back.take_totes()
    back.put("MUG", quantity=1)
    other = back.world.location("A-02-1").barcode

    assert back.ben.post(back.at("MUG", "bins"), bin=other).status_code == 200

    assert back.stop("MUG").bin_address == "A-02-1"
    assert back.put("MUG").status_code == 200
    assert (back.world.on_hand("A-01-1", "MUG"), back.world.on_hand("A-02-1", "MUG")) == (8, 2)
    assert back.world.stock("A-02-1", "MUG").available == 2
    assert wrong_books() == []


def test_what_is_no_bin_and_one_that_is_closed_are_refused_by_name(back: PutBackWalk) -> None:
    back.take_totes()
    closed = back.world.location("A-02-1").id
    back.world.do(lambda: setattr(db.session.get_one(Location, closed), "blocked", True))

    lane = back.ben.post(back.at("MUG", "bins"), bin="LOC-LANE-1")
    shut = back.ben.post(back.at("MUG", "bins"), bin=back.world.location("A-02-1").barcode)

    assert "This is LANE-1, not a bin. Scan the label of another bin." in lane.text
    assert "A-02-1 is closed for now: nothing is put into it. Scan another bin." in shut.text
    assert back.stop("MUG").bin_address == "A-01-1"
