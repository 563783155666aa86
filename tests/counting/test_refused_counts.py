"""A count that the server would not have is seen by a lead, among all refused scans."""

from sqlalchemy import select

from app.db import db
from app.walks.refused import RefusedScan
from tests.counting.conftest import Counter, counts, have_counted, typed
from tests.visitor import visitor, words
from tests.world import World


def test_a_refused_count_waits_for_a_lead_who_settles_it(world: World, eli: Counter) -> None:
    have_counted(world, "A-01-1", sku="MUG")
    eli.claim()

    assert eli.count("A-01-1", typed("47110815", 3)).status_code == 422

    cleo = visitor(world, "Cleo")
    [scan] = db.session.scalars(select(RefusedScan)).all()
    assert (scan.walk_id, scan.stop_id) == (eli.task_id, eli.stop("A-01-1").line_id)
    waits = words(cleo.get("/exceptions/now").text)
    assert "Refused scan · Eli , A-01-1" in waits
    assert "belong back" not in waits
    assert cleo.send(f"/refused-scans/{scan.id}/settlements").status_code in (200, 303)
    assert "Refused scan" not in words(cleo.get("/exceptions/now").text)
    assert counts()[0].counted_at is None
