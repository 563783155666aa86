"""A skipped stop comes back last."""

from sqlalchemy import select

from app.db import db
from app.operations.models import AuditEntry
from tests.counting.conftest import CARD, MUG, Counter, counts, have_counted, typed
from tests.floor import wrong_books
from tests.world import World


def test_a_skipped_stop_comes_back_last_and_is_still_to_count(world: World, eli: Counter) -> None:
    have_counted(world, "A-01-1", sku="MUG")
    have_counted(world, "B-03-1", sku="CARD")
    eli.claim()
    first = eli.document.stops[0].bin_address
    version = eli.document.version

    assert eli.hand.post(eli.at(first, "skips")).status_code == 200

    assert eli.document.stops[-1].bin_address == first
    assert eli.stop(first).state == "skipped"
    assert eli.document.version > version
    assert all(count.counted_at is None for count in counts())
    assert eli.count("A-01-1", typed(MUG, 10)).status_code == 200
    assert eli.count("B-03-1", typed(CARD, 20)).status_code == 200
    assert eli.hand.post(eli.at(first, "skips")).status_code == 409
    assert wrong_books() == []


def test_each_state_of_a_stop_is_in_its_history_also_of_a_count_that_was_undone(world: World, eli: Counter) -> None:
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()
    url, line_id = f"{eli.url}/undos", eli.stop("A-01-1").line_id

    eli.hand.post(eli.at("A-01-1", "skips"))
    eli.count("A-01-1", typed(MUG, 8))
    assert eli.hand.post(url).status_code == 200
    eli.count("A-01-1", typed(MUG, 10))

    mine = (AuditEntry.entity == "count_lines", AuditEntry.entity_id == line_id)
    noted = db.session.scalars(select(AuditEntry).where(*mine).order_by(AuditEntry.id))
    states = [(one.before["state"], one.after["state"]) for one in noted if "state" in one.before]
    assert states == [("todo", "skipped"), ("skipped", "done"), ("done", "todo"), ("todo", "done")]
    assert wrong_books() == []
