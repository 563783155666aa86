"""Another bin than the proposed one: taken where the rules allow it, by a lead also where they do not."""

from sqlalchemy import select

from app.db import db
from app.operations.models import AuditEntry
from app.walks.refused import RefusedScan
from tests.floor import wrong_books
from tests.putting_away.conftest import PutAwayWalk
from tests.visitor import visitor


def test_an_empty_bin_that_is_scanned_takes_what_is_left(away: PutAwayWalk) -> None:
    away.put("MUG", quantity=1)

    assert away.eli.post(away.at("MUG", "bins"), bin="LOC-A-02-1").status_code == 200
    assert away.put("MUG").status_code == 200

    assert (away.world.on_hand("A-01-1", "MUG"), away.world.on_hand("A-02-1", "MUG")) == (11, 3)
    assert wrong_books() == []


def test_a_bin_of_other_items_is_refused_in_the_words_of_the_rule(away: PutAwayWalk) -> None:
    answer = away.eli.post(away.at("MUG", "bins"), bin="LOC-B-03-1")

    assert answer.status_code == 422
    assert "Other items lie in B-03-1. Scan an empty bin, or one of MUG." in answer.text
    assert away.stop("MUG").bin_address == "A-01-1"


def test_a_full_bin_refuses_what_has_no_room_in_it(away: PutAwayWalk) -> None:
    def large() -> None:
        mug = away.world.item("MUG")
        mug.length_mm = mug.width_mm = mug.height_mm = 100

    away.world.do(large)
    away.world.sets(bin_volume_l=4)

    answer = away.eli.post(away.at("MUG", "bins"), bin="LOC-C-02-1")

    assert "C-02-1 has no room for MUG. Scan another bin." in answer.text


def test_what_is_heavy_goes_on_no_high_level(away: PutAwayWalk) -> None:
    away.world.do(lambda: setattr(away.world.item("MUG"), "weight_g", 20_000))
    away.world.sets(heavy_kg=15, easy_levels=1)

    answer = away.eli.post(away.at("MUG", "bins"), bin="LOC-A-02-2")

    assert "MUG is too heavy for A-02-2. Scan a lower bin." in answer.text


def test_what_is_no_bin_is_named_and_a_lead_sees_the_refused_scan(away: PutAwayWalk) -> None:
    answer = away.eli.post(away.at("MUG", "bins"), bin="TOTE-005")

    assert "This is T-005, not a bin. Scan the label of another bin." in answer.text
    assert [scan.walk_id for scan in db.session.scalars(select(RefusedScan))] == [away.task_id]
    page = visitor(away.world, "Cleo").get("/exceptions").text
    assert "This is T-005, not a bin." in page
    assert "Red mug" in page


def test_a_lead_sends_it_there_all_the_same_and_says_why(away: PutAwayWalk) -> None:
    cleo = visitor(away.world, "Cleo")
    url = away.at("MUG", "forced-bins")
    assert cleo.send(url, bin="LOC-B-03-1", reason=" ").status_code == 422
    assert away.stop("MUG").bin_address == "A-01-1"

    assert cleo.send(url, bin="LOC-B-03-1", reason="Gift sets").status_code == 303
    assert away.put("MUG").status_code == 200

    assert away.world.on_hand("B-03-1", "MUG") == 4
    notes = db.session.scalars(select(AuditEntry).where(AuditEntry.change == "bin forced")).all()
    assert [note.after["reason"] for note in notes] == ["Gift sets"]
    assert away.eli.post(url, bin="LOC-A-01-1", reason="mine").status_code == 403
